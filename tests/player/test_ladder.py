"""Interrupt > ordered slate > scheduled > filler > last good > the slate in the player."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from player.ladder import Choice, Situation, choose
from release.reports import Rung
from tests.player.builders import (
    NOON,
    interrupt_of,
    loop_of,
    release_of,
    urgent_of,
    window,
)

DAY, NIGHT, FILLER, SLATE, ALERT, OLD = (
    loop_of(name) for name in (b"day", b"night", b"filler", b"slate", b"alert", b"old")
)
ALL = [DAY, NIGHT, FILLER, SLATE, ALERT, OLD]
EVERYTHING = frozenset(loop.file.sha256 for loop in ALL)
RELEASE = release_of(
    1,
    window(NOON, 6, led=DAY),
    window(NOON + timedelta(hours=6), 6, led=NIGHT),
    loops=[DAY, NIGHT, FILLER, SLATE],
    filler={"led": FILLER},
    slate={"led": SLATE},
)
MESSAGE = interrupt_of("a", led=ALERT)
WHOLE = Situation(RELEASE, urgent_of(1, MESSAGE, loops=[ALERT]), EVERYTHING)


def test_an_interrupt_outranks_everything():
    ordered = urgent_of(1, MESSAGE, loops=[ALERT], slate=True)

    found = choose("led", NOON, replace(WHOLE, urgent=ordered))

    assert found == Choice(Rung.INTERRUPT, ALERT, "a")


def test_an_interrupt_ends_by_itself():
    found = choose("led", NOON + timedelta(hours=1), WHOLE)

    assert found == Choice(Rung.SCHEDULED, DAY)


def test_an_interrupt_does_not_begin_early():
    found = choose("led", NOON - timedelta(microseconds=1), WHOLE)

    assert found.rung != Rung.INTERRUPT


def test_an_interrupt_that_is_not_whole_on_every_canvas_is_shown_on_none():
    message = interrupt_of("a", led=ALERT, cot=OLD)
    urgent = urgent_of(1, message, loops=[ALERT, OLD])
    situation = replace(WHOLE, urgent=urgent, held=EVERYTHING - {OLD.file.sha256})

    assert choose("led", NOON, situation) == Choice(Rung.SCHEDULED, DAY)


def test_the_interrupt_that_began_last_is_shown_and_a_real_one_before_a_drill():
    first = interrupt_of("first", NOON - timedelta(hours=1), 3, led=OLD)
    second = interrupt_of("second", NOON, 3, led=ALERT)
    drill = interrupt_of(
        "drill", NOON + timedelta(minutes=1), 3, is_drill=True, led=SLATE
    )
    urgent = urgent_of(1, second, drill, first, loops=[OLD, ALERT, SLATE])

    found = choose("led", NOON + timedelta(hours=1), replace(WHOLE, urgent=urgent))

    assert found.interrupt == "second"


def test_a_higher_level_is_shown_before_what_began_later():
    critical = interrupt_of(
        "flood", NOON - timedelta(hours=1), 3, level="critical", led=OLD
    )
    notice = interrupt_of("notice", NOON, 3, led=ALERT, level="normal")
    odd = interrupt_of("odd", NOON, 3, led=ALERT, level="no such level")
    urgent = urgent_of(1, notice, critical, odd, loops=[OLD, ALERT])

    found = choose("led", NOON + timedelta(hours=1), replace(WHOLE, urgent=urgent))

    assert found.interrupt == "flood"


def test_an_ordered_slate_outranks_what_is_scheduled():
    situation = replace(WHOLE, urgent=urgent_of(1, slate=True))

    assert choose("led", NOON, situation) == Choice(Rung.ORDERED_SLATE, SLATE)


def test_an_ordered_slate_whose_file_is_missing_is_the_one_in_the_player():
    situation = replace(
        WHOLE, urgent=urgent_of(1, slate=True), held=EVERYTHING - {SLATE.file.sha256}
    )

    assert choose("led", NOON, situation) == Choice(Rung.ORDERED_SLATE, None)


def test_dayparts_switch_at_their_hour():
    before = choose("led", NOON + timedelta(hours=5, minutes=59, seconds=59), WHOLE)
    after = choose("led", NOON + timedelta(hours=6), WHOLE)

    assert (before.loop, after.loop) == (DAY, NIGHT)


def test_dayparts_still_switch_when_nothing_was_heard_for_seven_days():
    windows = [
        window(NOON + timedelta(hours=12 * half), 12, led=(DAY, NIGHT)[half % 2])
        for half in range(14)
    ]
    week = release_of(1, *windows, loops=[DAY, NIGHT])
    situation = Situation(week, None, EVERYTHING)

    shown = [
        choose("led", NOON + timedelta(hours=6 + 12 * half), situation)
        for half in range(14)
    ]

    assert [one.loop for one in shown] == [DAY, NIGHT] * 7
    assert {one.rung for one in shown} == {Rung.SCHEDULED}


def test_past_the_last_window_the_filler_is_shown():
    found = choose("led", NOON + timedelta(days=30), WHOLE)

    assert found == Choice(Rung.FILLER, FILLER)


def test_without_filler_the_newest_window_that_was_due_goes_on():
    release = release_of(1, *RELEASE.timetable.windows, loops=[DAY, NIGHT])

    found = choose(
        "led", NOON + timedelta(days=30), Situation(release, None, EVERYTHING)
    )

    assert found == Choice(Rung.LAST_GOOD, NIGHT)


def test_what_a_release_does_not_name_any_more_is_no_last_good():
    release = release_of(2, loops=[SLATE])
    situation = Situation(release, None, EVERYTHING, {"led": OLD})

    assert choose("led", NOON, situation) == Choice(Rung.SHIPPED_SLATE)


def test_without_any_release_the_last_good_loop_goes_on():
    situation = Situation(None, None, EVERYTHING, {"led": OLD})

    assert choose("led", NOON, situation) == Choice(Rung.LAST_GOOD, OLD)


def test_with_nothing_at_all_there_is_the_slate_in_the_player():
    assert choose("led", NOON, Situation()) == Choice(Rung.SHIPPED_SLATE)


MESSAGES = st.lists(
    st.builds(
        lambda name, start, hours, drill, loop: interrupt_of(
            name, NOON + timedelta(hours=start), hours, drill, led=loop
        ),
        st.text("abc", min_size=1, max_size=2),
        st.integers(-3, 3),
        st.integers(1, 4),
        st.booleans(),
        st.sampled_from(ALL),
    ),
    max_size=3,
)
URGENT = st.one_of(
    st.none(),
    st.builds(
        lambda messages, slate: urgent_of(1, *messages, loops=ALL, slate=slate),
        MESSAGES,
        st.booleans(),
    ),
)
RELEASES = st.sampled_from([None, RELEASE, release_of(1, loops=[])])
SITUATIONS = st.builds(
    Situation,
    RELEASES,
    URGENT,
    st.frozensets(st.sampled_from(sorted(EVERYTHING))),
    st.sampled_from([{}, {"led": OLD}, {"led": DAY}, {"other": OLD}]),
)
INSTANTS = st.datetimes().map(lambda one: one.replace(tzinfo=NOON.tzinfo)) | (
    st.integers(-600, 1200).map(lambda minutes: NOON + timedelta(minutes=minutes))
)


@given(situation=SITUATIONS, instant=INSTANTS)
def test_whatever_happens_something_is_shown_and_only_what_is_whole_here(
    situation, instant
):
    found = choose("led", instant, situation)

    if found.loop is None:
        assert found.rung in (Rung.SHIPPED_SLATE, Rung.ORDERED_SLATE)
    else:
        assert found.loop.file.sha256 in situation.held


@given(situation=SITUATIONS, instant=INSTANTS)
def test_no_lower_rung_is_taken_while_an_upper_one_has_something(situation, instant):
    found = choose("led", instant, situation)
    urgent, release, held = situation.urgent, situation.release, situation.held
    due = [
        one
        for one in (urgent.interrupts if urgent else ())
        if one.start <= instant < one.end and set(one.loops.values()) <= held
    ]
    is_ordered = bool(urgent and urgent.is_slate_ordered)
    scheduled = [
        one.loops["led"]
        for one in (release.timetable.windows if release else ())
        if one.start <= instant < one.end and one.loops["led"] in held
    ]
    filler = release.filler.get("led") if release else None

    assert (found.rung == Rung.INTERRUPT) == bool(due)
    if not due:
        assert (found.rung == Rung.ORDERED_SLATE) == is_ordered
    if not due and not is_ordered:
        assert (found.rung == Rung.SCHEDULED) == bool(scheduled)
    if not due and not is_ordered and not scheduled:
        assert (found.rung == Rung.FILLER) == (filler in held)
