"""The planner's guess of how long a slot is, held against what the renderer decides."""

from fractions import Fraction

import pytest

from hub.agencies.queries import AgencyFacts
from hub.content.enums import ItemKind
from hub.content.queries import ItemFacts, ItemText
from hub.displays.queries import CanvasFacts, ClusterFacts, FaceFacts
from hub.media.queries import ClipFacts, FileFacts
from hub.planner.lengths import step_seconds
from renderer.programme import parse_programme
from renderer.timeline import FPS, GRAIN_FRAMES, cluster_scenes
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_programme,
    a_slot,
    an_item,
)

LANGUAGES = ("vi", "en", "zh-hans")
CLUSTER = ClusterFacts(
    "thu",
    (),
    "TEST",
    "lao-cai",
    (
        CanvasFacts(
            "led",
            320,
            160,
            (FaceFacts("mat-1", (), 0, 0, 320, 160, 0, 10.0, LANGUAGES),),
        ),
    ),
)
CANVAS = a_canvas(a_face(languages=LANGUAGES))
GRAIN = Fraction(GRAIN_FRAMES, FPS)


def an_item_of_the_hub(kind: str, body: str, duration_ms: int | None) -> ItemFacts:
    clip = (
        ClipFacts(FileFacts("", "", 0), 2, 2, duration_ms, False, ())
        if (duration_ms)
        else None
    )
    texts = tuple(ItemText(code, "Đỉnh Fansipan", body, "1") for code in LANGUAGES)
    return ItemFacts("key", kind, "", AgencyFacts("so", ()), texts, (), clip)


@pytest.mark.parametrize("body", ["", "Một câu để đọc. ", "Một câu để đọc. " * 30])
@pytest.mark.parametrize("seconds", [None, 3, 20])
def test_a_text_is_as_long_as_the_renderer_makes_it(body: str, seconds: int | None):
    item = an_item(body=body)
    programme = parse_programme(
        a_programme(a_slot(item, seconds=seconds), canvases=(CANVAS,))
    )

    rendered = [scene.frame_count / FPS for scene in cluster_scenes(programme)]
    guessed = step_seconds(an_item_of_the_hub("STORY", body, None), seconds, CLUSTER)

    assert len(guessed) == len(rendered)
    for guess, real in zip(guessed, rendered, strict=True):
        assert abs(guess - real) <= GRAIN


@pytest.mark.parametrize("duration_ms", [9_000, 30_000, 61_000])
@pytest.mark.parametrize("seconds", [None, 8])
def test_a_clip_is_as_long_as_the_renderer_makes_it(
    duration_ms: int, seconds: int | None
):
    item = an_item(kind="CLIP", clip=a_clip(duration_ms=duration_ms))
    programme = parse_programme(
        a_programme(a_slot(item, seconds=seconds), canvases=(CANVAS,))
    )

    rendered = [scene.frame_count / FPS for scene in cluster_scenes(programme)]
    guessed = step_seconds(
        an_item_of_the_hub(ItemKind.CLIP, "", duration_ms), seconds, CLUSTER
    )

    for guess, real in zip(guessed, rendered, strict=True):
        assert abs(guess - real) <= GRAIN
