"""Which segments a loop is made of, what each shows, and the name of each. Pure.

`shots` what every face shows during a scene · `sound` what is heard during it ·
`actions` the segments of a loop and their keys.
"""

from renderer.planning.actions import (
    ENGINE,
    SMALL,
    Action,
    BodyAction,
    Encoding,
    FadeAction,
    LoopPlan,
    PictureAction,
    plan_loop,
)
from renderer.planning.shots import (
    FILLER_TEMPLATE,
    ClipShot,
    FaceShot,
    PictureShot,
    SceneShot,
    TickerLine,
    TickerShot,
    Words,
    alone,
    plan_scene,
    plan_scenes,
)
from renderer.planning.sound import (
    CHIME_FRAMES,
    RUN_FRAMES,
    Level,
    Loudness,
    SoundAction,
    SoundCue,
    gain_db,
    loudness_key,
    plan_silence,
    plan_sound,
)

__all__ = [
    "CHIME_FRAMES",
    "ENGINE",
    "FILLER_TEMPLATE",
    "RUN_FRAMES",
    "SMALL",
    "Action",
    "BodyAction",
    "ClipShot",
    "Encoding",
    "FaceShot",
    "FadeAction",
    "Level",
    "LoopPlan",
    "Loudness",
    "PictureAction",
    "PictureShot",
    "SceneShot",
    "SoundAction",
    "SoundCue",
    "TickerLine",
    "TickerShot",
    "Words",
    "alone",
    "gain_db",
    "loudness_key",
    "plan_loop",
    "plan_scene",
    "plan_scenes",
    "plan_silence",
    "plan_sound",
]
