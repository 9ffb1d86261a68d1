"""The province's urgent templates, their places filled in, and how they are asked for."""

import tomllib
from pathlib import Path
from typing import Any

from tests.fakes.programmes import a_canvas, a_face

SAMPLES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
LANGUAGES = ("vi", "en", "zh-hans")


def a_message(
    name: str = "chay-rung",
    *,
    cluster: str = "thu",
    languages: tuple[str, ...] = LANGUAGES,
    sound: bool = False,
    is_drill: bool = False,
) -> dict[str, Any]:
    """What is posted to the renderer."""
    sample = SAMPLES[name]
    return {
        "cluster": cluster,
        "level": sample["level"],
        "sound": sound,
        "is_drill": is_drill,
        "texts": {code: sample[code] for code in languages},
    }


TWO_CANVASES = (
    a_canvas(
        a_face("mat-1", languages=("vi", "zh-hans", "en")), size=(320, 160), code="led"
    ),
    a_canvas(
        a_face("mat-2", place=(0, 0, 160, 320), languages=("vi", "en")),
        size=(160, 320),
        code="cot",
    ),
)
