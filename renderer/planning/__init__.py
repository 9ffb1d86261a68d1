"""Which segments a loop is made of, what each shows, and the name of each. Pure.

`shots` what every face shows during a scene · `actions` the segments and their keys.
"""

from renderer.planning.actions import (
    ENGINE,
    Action,
    BodyAction,
    Encoding,
    FadeAction,
    LoopPlan,
    SoundCue,
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

__all__ = [
    "ENGINE",
    "FILLER_TEMPLATE",
    "Action",
    "BodyAction",
    "ClipShot",
    "Encoding",
    "FaceShot",
    "FadeAction",
    "LoopPlan",
    "PictureShot",
    "SceneShot",
    "SoundCue",
    "TickerLine",
    "TickerShot",
    "Words",
    "alone",
    "plan_loop",
    "plan_scene",
    "plan_scenes",
]
