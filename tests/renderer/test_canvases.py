"""Whole canvases: every face in its place, turned as its cabinet stands, in its language."""

from pathlib import Path

import numpy as np
import pytest

from renderer.building import Builder, StillChoice
from renderer.errors import LayoutError
from renderer.executors.local import LocalExecutor
from renderer.layouts import Rect
from renderer.programme import Programme, parse_programme
from renderer.store import Store
from renderer.video.pictures import Rgb
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot, an_item
from tests.renderer.themes_on_disk import THEMES

# A front of 16 : 9, a pillar turned each way, and a strip upside down below.
PLACES = {
    "front": (0, 0, 640, 360),
    "left": (640, 0, 200, 480),
    "right": (840, 0, 200, 480),
    "foot": (0, 360, 640, 96),
}
TURNS = {"front": 0, "left": 90, "right": 270, "foot": 180}
LANGUAGES = {"front": "vi", "left": "en", "right": "zh-hans", "foot": "vi"}
CANVAS = (1040, 480)


def builder_in(folder: Path) -> Builder:
    store = Store(folder)
    return Builder(store, THEMES, LocalExecutor(store.root, THEMES))


def a_block(**changes: str) -> Programme:
    faces = [
        a_face(code, place=place, rotation=TURNS[code], languages=(LANGUAGES[code],))
        for code, place in PLACES.items()
    ]
    document = a_programme(
        a_slot(an_item(kind="NOTICE"), seconds=8),
        canvases=(a_canvas(*faces, size=CANVAS),),
    )
    document["data"]["programme"] |= changes
    return parse_programme(document)


def part(picture: Rgb, rect: Rect) -> Rgb:
    return picture[rect.y : rect.bottom, rect.x : rect.right]


@pytest.mark.parametrize("theme", ["lao-cai", "le-hoi"])
def test_each_face_stands_in_its_place_turned_as_its_cabinet(
    tmp_path: Path, theme: str
):
    builder, programme = builder_in(tmp_path), a_block(theme=theme)

    whole = builder.still(programme, StillChoice("led", "1")).picture

    assert whole.shape == (CANVAS[1], CANVAS[0], 3)
    for code, place in PLACES.items():
        alone = builder.still(programme, StillChoice("led", "1", face=code)).picture
        turned = np.rot90(alone, -TURNS[code] // 90).astype(int)
        seen = part(whole, Rect(*place)).astype(int)
        assert seen.shape == turned.shape
        # A turn by 90° moves the shared colour of 2×2 pixels by one.
        assert np.abs(seen - turned).mean() < 2
        assert seen.std() > 20


def test_each_face_speaks_its_own_language(tmp_path: Path):
    builder = builder_in(tmp_path)
    before, after = (
        parse_programme(
            a_programme(
                a_slot({**an_item(), "texts": texts}, seconds=8),
                canvases=(
                    a_canvas(
                        a_face("one", place=(0, 0, 320, 160), languages=("vi",)),
                        a_face("two", place=(320, 0, 320, 160), languages=("en",)),
                        size=(640, 160),
                    ),
                ),
            )
        )
        for texts in (_texts(en="Market"), _texts(en="Festival"))
    )

    one, other = (
        builder.still(programme, StillChoice("led", "1")).picture
        for programme in (before, after)
    )

    assert (part(one, Rect(0, 0, 320, 160)) == part(other, Rect(0, 0, 320, 160))).all()
    assert (
        part(one, Rect(320, 0, 320, 160)) != part(other, Rect(320, 0, 320, 160))
    ).any()


def test_by_night_a_canvas_shows_the_theme_s_night(tmp_path: Path):
    builder = builder_in(tmp_path)

    day, night = (
        builder.still(a_block(variant=variant), StillChoice("led", "1")).picture
        for variant in ("day", "night")
    )

    assert night.mean() < 0.75 * day.mean()


def test_a_face_too_small_for_words_is_refused_by_its_size(tmp_path: Path):
    faces = a_canvas(a_face("tiny", place=(0, 0, 64, 32)), size=(64, 32))
    programme = parse_programme(a_programme(a_slot(seconds=8), canvases=(faces,)))

    with pytest.raises(LayoutError) as refusal:
        builder_in(tmp_path).still(programme, StillChoice("led", "1"))

    assert "64×32" in refusal.value.where
    assert "96×48" in str(refusal.value)


def _texts(**titles: str) -> list[dict[str, str]]:
    said = {"vi": "Chợ phiên", **titles}
    return [
        {"language": code, "title": title, "body": title, "revision": "1"}
        for code, title in said.items()
    ]
