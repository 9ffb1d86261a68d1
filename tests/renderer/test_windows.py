"""A timetable stays the same file while the same is shown."""

from renderer.programme import Programme, parse_programme
from renderer.service.windows import extended, succeeding
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
