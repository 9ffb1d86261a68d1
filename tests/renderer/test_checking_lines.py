"""A line that cannot run is left out and told; all else goes on, equally long everywhere."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renderer.building import Builder, StillChoice
from renderer.checking import Checked, check_lines, check_programme
from renderer.executors import LocalExecutor
from renderer.layouts import Rect, Size
from renderer.messages import told_in
from renderer.planning import plan_scenes
from renderer.programme import Programme, parse_programme
from renderer.scenes.typeset import content_of
from renderer.store import Store
from renderer.themes import Theme, read_theme
from renderer.timeline import DEFAULT_PACE, build_timeline
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot, an_item
from tests.renderer.themes_on_disk import HOUSE_THEME

TICKER = {"vi": "Xin giữ sẵn giấy tờ.", "en": "Keep your papers at hand."}
BAD = {**TICKER, "vi": "Xin chào 𓀀"}
HALF = (0, 0, 480, 240)
ONE = a_canvas(a_face("a", languages=("vi", "en"), place=HALF), size=HALF[2:])
OTHER = a_canvas(
    a_face("b", languages=("en",), place=HALF), size=HALF[2:], code="other"
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return read_theme(HOUSE_THEME)


def a_running(
    ticker: dict[str, str], *canvases: dict[str, Any], slots: int = 1
) -> Programme:
    shown = [
        a_slot(an_item(str(n)), slot_id=str(n), seconds=4) for n in range(1, slots + 1)
    ]
    return parse_programme(
        a_programme(*shown, canvases=canvases or (ONE, OTHER), ticker=ticker)
    )


def checked(programme: Programme, theme: Theme, folder: Path) -> Checked:
    return check_programme(programme, theme, Store(folder), DEFAULT_PACE)


def languages_in(programme: Programme) -> list[str]:
    return [line.language for line in programme.cluster.ticker]


def test_lines_that_can_run_run_without_a_word(theme: Theme, tmp_path: Path):
    result = checked(a_running(TICKER), theme, tmp_path)

    assert languages_in(result.programme) == ["vi", "en"]
    assert result.problems == ()


def test_a_letter_without_a_font_leaves_out_its_language_and_is_told(
    theme: Theme, tmp_path: Path
):
    result = checked(a_running(BAD), theme, tmp_path)

    assert languages_in(result.programme) == ["en"]
    assert [slot.id for slot in result.programme.slots] == ["1"]
    (problem,) = result.problems
    assert problem.where == "face a of led: ticker (vi)"
    assert "U+13000" in str(problem)
    assert "write it another way" in str(problem)
    assert "hãy viết cách khác" in str(told_in("vi", problem))


def test_the_bad_line_s_language_runs_on_no_canvas_and_all_stay_equally_long(
    theme: Theme, tmp_path: Path
):
    result = checked(a_running(BAD), theme, tmp_path).programme

    timelines = [build_timeline(result, canvas) for canvas in result.cluster.canvases]
    assert len({timeline.frame_count for timeline in timelines}) == 1
    for timeline in timelines:
        (scene, *_) = plan_scenes(
            timeline, theme="", variant="", theme_digest=theme.digest
        )
        ticker = scene.faces[0].ticker
        assert ticker
        assert [line.language for line in ticker.lines] == ["en"]


def test_a_cluster_with_a_bad_line_gets_its_loops_and_its_stills(tmp_path: Path):
    store = Store(tmp_path)
    builder = Builder(
        store, HOUSE_THEME.parent, LocalExecutor(store.address, HOUSE_THEME.parent)
    )
    programme = a_running({"vi": BAD["vi"]})

    built = builder.build(programme, lambda _: None)
    still = builder.still(programme, StillChoice("led", "1"))

    assert set(built.loops) == {"led", "other"}
    assert [problem.where for problem in built.problems] == [
        "face a of led: ticker (vi)"
    ]
    assert still.picture.shape == (240, 480, 3)


def test_a_line_too_long_for_one_picture_is_told_with_the_way_out(
    theme: Theme, tmp_path: Path
):
    result = checked(
        a_running({**TICKER, "en": "far too long " * 900}), theme, tmp_path
    )

    assert languages_in(result.programme) == ["vi"]
    assert "too much for one line → shorten it" in str(result.problems[0])


def test_the_longest_of_lines_that_need_more_than_the_loop_is_left_out(theme: Theme):
    # Wide letters, and a speed that loses nearly half when it becomes a whole number.
    pace = replace(DEFAULT_PACE, characters_per_second={"vi": 8, "en": 8})
    ticker = {"vi": "W" * 240, "en": "Keep your papers at hand."}

    result = check_lines(a_running(ticker, ONE), theme, pace)

    assert languages_in(result.programme) == ["en"]
    (problem,) = result.problems
    assert problem.where == "face a of led: ticker"
    assert "shorten it, or put more into the programme" in str(problem)


def test_a_face_too_small_for_a_legible_line_has_none_and_the_others_have(
    theme: Theme,
):
    far = a_face("far", place=HALF, viewing_distance_m=200)
    programme = a_running(TICKER, a_canvas(far, size=HALF[2:], code="far"), OTHER)

    result = check_lines(programme, theme, DEFAULT_PACE)

    assert languages_in(result.programme) == ["vi", "en"]
    (problem,) = result.problems
    assert problem.where == "ticker, face far of far"
    # Capitals of 56 px: 20,000 pixels away, by 360.
    assert "letters of 76 px leaves too little room on 480×240" in str(problem)
    assert "correct the face's viewing distance and pitch" in str(problem)
    canvas = programme.cluster.canvases[0]
    (scene, *_) = plan_scenes(
        build_timeline(programme, canvas), theme="", variant="", theme_digest=""
    )
    assert content_of(scene.faces[0], theme) == Rect(0, 0, 480, 240)


def test_without_slots_nothing_runs_and_nothing_is_told(theme: Theme, tmp_path: Path):
    result = checked(a_running(BAD, slots=0), theme, tmp_path)

    assert result.problems == ()


def test_a_slower_pace_makes_the_line_run_longer_in_every_loop():
    slow = replace(DEFAULT_PACE, characters_per_second={"vi": 5, "en": 5})
    programme = a_running({"vi": "Xin giữ sẵn giấy tờ. " * 6}, ONE)
    canvas = programme.cluster.canvases[0]

    usual, slower = (
        build_timeline(programme, canvas, pace).frame_count
        for pace in (DEFAULT_PACE, slow)
    )

    assert slower > 2 * usual
    assert canvas.size == Size(480, 240)
