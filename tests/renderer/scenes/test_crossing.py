"""Two scenes on one canvas: each face changes by itself, and what runs below runs on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from renderer.layouts import Rect, Size
from renderer.planning import (
    ClipShot,
    FaceShot,
    PictureShot,
    SceneShot,
    TickerLine,
    TickerShot,
    Words,
)
from renderer.scenes.crossing import Crossing, transition_between
from renderer.scenes.staging import Stage
from renderer.scenes.ticker import ticker_look
from renderer.scenes.workshop import Workshop
from renderer.store import Store
from renderer.themes import read_theme
from renderer.themes.motion import Motion
from renderer.timeline import FADE_FRAMES
from renderer.video.overlays import copied
from tests.renderer.themes_on_disk import HOUSE_THEME, copy_of_house_theme, edit

WORDS = Words("vi", "Sa Pa", "Sương mù.", "Sở Du lịch")
OTHER = Words("vi", "Y Tý", "Biển mây.", "Sở Du lịch")
MOTION = Motion(transition="push-left", transitions={"notice": "wipe-up"})
CANVAS = Size(640, 240)
TICKER = TickerShot((TickerLine("vi", "Xin chào", 15),), at_frame=0, loop_frames=400)


def a_face(words: Words = WORDS, **changes: object) -> FaceShot:
    rect = Rect(0, 0, 320, 240)
    shot = FaceShot(rect, 0, "story", words, pictures=(), clip=None)
    return replace(shot, **changes)  # type: ignore[arg-type]


def a_scene(*faces: FaceShot, canvas: Size = CANVAS) -> SceneShot:
    return SceneShot(canvas, "lao-cai", "day", "digest", 200, faces)


def a_workshop(tmp_path: Path, transition: str) -> Workshop:
    folder = copy_of_house_theme(tmp_path)
    edit(
        folder / "theme.toml",
        'transition = "push-left"',
        f'transition = "{transition}"',
    )
    return Workshop(Store(tmp_path / "store"), read_theme(folder))


def frames_of(crossing: Crossing) -> list[np.ndarray]:
    return [crossing.frame(n).buffer.copy() for n in range(FADE_FRAMES)]


def luma(buffer: np.ndarray, rect: Rect) -> np.ndarray:
    return buffer[rect.y : rect.bottom, rect.x : rect.right]


def test_a_push_stays_within_its_face(tmp_path: Path):
    left, right = Rect(0, 0, 320, 240), Rect(320, 0, 320, 240)
    before = a_scene(a_face(), a_face(rect=right))
    after = a_scene(a_face(OTHER), a_face(rect=right))

    shown = frames_of(Crossing(before, after, a_workshop(tmp_path, "push-left")))

    assert all(np.array_equal(luma(f, right), luma(shown[0], right)) for f in shown)
    assert not np.array_equal(luma(shown[8], left), luma(shown[9], left))


@pytest.mark.parametrize("kind", ["push-left", "soft-wipe-down", "SlideIn-left"])
def test_the_line_below_runs_on_through_every_transition(tmp_path: Path, kind: str):
    workshop = a_workshop(tmp_path, kind)
    running = replace(TICKER, at_frame=200)
    before = a_scene(a_face(ticker=TICKER), canvas=Size(320, 240))
    after = a_scene(a_face(OTHER, ticker=running), canvas=Size(320, 240))
    height = ticker_look(read_theme(HOUSE_THEME), Size(320, 240), ["vi"]).height
    strip = Rect(0, 240 - height, 320, height)

    crossed = frames_of(Crossing(before, after, workshop))
    stage = Stage(after, workshop)

    for number, frame in enumerate(crossed):
        alone = stage.frame(number).buffer
        assert np.array_equal(luma(frame, strip), luma(alone, strip))
    assert luma(crossed[0], strip).std() > 5


def test_a_turned_face_changes_in_the_direction_its_viewers_see(tmp_path: Path):
    workshop = a_workshop(tmp_path, "push-left")
    upright = [a_scene(a_face(w), canvas=Size(320, 240)) for w in (WORDS, OTHER)]
    turned = [
        a_scene(
            a_face(w, rect=Rect(0, 0, 240, 320), rotation_deg=90), canvas=Size(240, 320)
        )
        for w in (WORDS, OTHER)
    ]

    straight = Crossing(*upright, workshop).frame(9).picture.planes[0]
    across = Crossing(*turned, workshop).frame(9).picture.planes[0]

    assert np.array_equal(np.rot90(straight, k=-1), across)


def test_the_last_frame_of_a_crossing_leads_into_the_scene(tmp_path: Path):
    workshop = a_workshop(tmp_path, "push-left")
    before, after = (a_scene(a_face(w)) for w in (WORDS, OTHER))

    shown = frames_of(Crossing(before, after, workshop))[-1]
    alone = copied(Stage(after, workshop).frame(24).picture)

    # What is still to come is a few pixels of the push.
    assert np.abs(shown[:240].astype(int) - alone.planes[0]).mean() < 6


def test_an_item_comes_in_as_its_template_says():
    story, notice = a_face(), a_face(OTHER, template="notice")

    assert transition_between(story, a_face(OTHER), MOTION).name == "push-left"
    assert transition_between(story, notice, MOTION).name == "wipe-up"


def test_from_one_language_to_the_next_only_words_change():
    picture = (PictureShot("a" * 64, 0.5, 0.5, ""),)
    chinese = Words("zh-hans", "沙巴", "雾。", "旅游局")
    clips = [ClipShot("c" * 64, start) for start in (0, 200)]

    pairs = [
        (a_face(pictures=picture), a_face(chinese, pictures=picture)),
        (
            a_face(template="clip", clip=clips[0]),
            a_face(chinese, template="clip", clip=clips[1]),
        ),
    ]

    for before, after in pairs:
        assert transition_between(before, after, MOTION).name == "soft-wipe-down"


def test_a_face_that_goes_on_showing_the_same_is_not_pushed_out_by_itself():
    assert transition_between(a_face(), a_face(), MOTION).name == "crossfade"
