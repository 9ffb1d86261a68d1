"""A timetable stays the same file while the same is shown."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from release.format import Window, write_timetable
from renderer.programme import Programme, parse_programme
from renderer.service.windows import Loops, assembled, extended, succeeding
from tests.fakes.programmes import a_programme
from tests.fakes.timetables import HOUR, NOON, a_loop, a_timetable


def programme_of(hour: int) -> Programme:
    at, until = NOON + hour * HOUR, NOON + (hour + 1) * HOUR
    return parse_programme(a_programme(at=at.isoformat(), until=until.isoformat()))


def test_another_loop_is_another_window():
    timetable = extended(a_timetable("a"), programme_of(1), {"led": a_loop("b")})

    assert timetable == a_timetable("a", "b")


def test_the_same_loop_prolongs_the_window():
    timetable = extended(a_timetable("a"), programme_of(1), {"led": a_loop("a")})

    assert [(w.start, w.end) for w in timetable.windows] == [(NOON, NOON + 2 * HOUR)]


def test_what_says_the_same_again_is_the_published_one():
    published = a_timetable("a", "b")
    again = a_timetable("a", "b").model_copy(update={"created": NOON + HOUR / 2})
    first = again.windows[0].model_copy(update={"start": NOON + HOUR / 2})
    later = again.model_copy(update={"windows": (first, *again.windows[1:])})

    assert succeeding(published, later) is published


def test_what_changed_is_published_anew():
    published, changed = a_timetable("a", "b"), a_timetable("a", "c")

    assert succeeding(published, changed) == changed


def test_past_its_last_window_a_canvas_plays_the_last_loop():
    timetable = a_timetable("a", "b")

    assert timetable.loop_at("led", NOON + 9 * HOUR) == a_loop("b")
    assert timetable.loop_at("led", NOON - HOUR) == a_loop("a")
    assert timetable.loop_at("other", NOON) is None


def hours(*names: str | None) -> list[tuple[Programme, Loops | None]]:
    """A window of an hour for each loop; None is one that is not made yet."""
    return [
        (programme_of(number), {"led": a_loop(name)} if name else None)
        for number, name in enumerate(names)
    ]


def test_what_is_not_made_yet_is_stood_in_for_by_what_was_published():
    published = a_timetable("a", "b")

    timetable = assembled("thu", hours("c", None), published, NOON)

    assert [w.loops["led"][0] for w in timetable.windows] == ["c", "b"]


def test_where_nothing_was_published_the_loop_before_goes_on():
    timetable = assembled("thu", hours("a", None, "b"), None, NOON)

    assert [(w.loops["led"][0], w.end) for w in timetable.windows] == [
        ("a", NOON + 2 * HOUR),
        ("b", NOON + 3 * HOUR),
    ]


def test_a_loop_of_other_canvases_stands_in_for_nothing():
    published = a_timetable("a")
    windows = [(programme_of(0), None), (programme_of(1), {"led": a_loop("b")})]
    other = [
        Window(start=w.start, end=w.end, loops={"other": "a" * 64})
        for w in published.windows
    ]
    elsewhere = published.model_copy(update={"windows": tuple(other)})

    timetable = assembled("thu", windows, elsewhere, NOON)

    assert [w.loops["led"][0] for w in timetable.windows] == ["b"]


MADE = st.lists(st.none() | st.sampled_from("abcd"), min_size=1, max_size=20)


@given(MADE, st.lists(st.sampled_from("abcd"), max_size=20))
def test_a_timetable_has_no_gap_no_overlap_and_names_each_loop_once(
    made: list[str | None], before: list[str]
):
    published = a_timetable(*before) if before else None

    timetable = assembled("thu", hours(*made), published, NOON)

    if made[0] or before:  # else there is nothing to show in the first hours
        assert timetable.windows[0].start == NOON
    if any(made) or before:
        assert timetable.windows[-1].end == NOON + len(made) * HOUR
    for one, other in pairwise(timetable.windows):
        assert one.end == other.start
        assert one.loops != other.loops
    used = {sha256 for window in timetable.windows for sha256 in window.loops.values()}
    assert set(timetable.loops) == used


@given(MADE)
def test_the_same_windows_give_the_same_bytes(made: list[str | None]):
    one = assembled("thu", hours(*made), None, NOON)
    other = assembled("thu", hours(*made), None, NOON)

    assert write_timetable(one) == write_timetable(other)
