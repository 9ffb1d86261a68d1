"""What players of other makes are told to show: decided as our own player decides it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from hub.adapters.ladder import choose_loop, loops_of
from player.ladder import Situation, choose
from release.format import Interrupt, Loop, Release, Urgent
from release.trust import Trusted
from tests.player.builders import NOON, interrupt_of, loop_of, release_of, window
from tests.player.builders import urgent_of as build_urgent

DAY, NIGHT, FILLER, SLATE, ALERT, OTHER = (
    loop_of(name) for name in (b"day", b"night", b"filler", b"slate", b"alert", b"x")
)
ALL = [DAY, NIGHT, FILLER, SLATE, ALERT, OTHER]
EVERYTHING = frozenset(loop.file.sha256 for loop in ALL)
EVENING = NOON + timedelta(hours=6)
BARE = release_of(
    1,
    window(NOON, 6, led=DAY),
    window(EVENING, 6, led=NIGHT),
    loops=[DAY, NIGHT, FILLER, SLATE],
)
RELEASE = BARE.model_copy(
    update={
        "filler": {"led": FILLER.file.sha256},
        "slate": {"led": SLATE.file.sha256},
    }
)
LEVELS = ("critical", "high", "normal", "no such level")


def urgent_of(*messages: Interrupt, slate: bool = False) -> Urgent:
    return build_urgent(1, *messages, loops=ALL, slate=slate)


def shown(
    instant: datetime = NOON,
    release: Release | None = RELEASE,
    urgent: Urgent | None = None,
) -> Loop | None:
    return choose_loop(Trusted(release, urgent, NOON), "led", instant)


def test_an_interrupt_outranks_everything_as_long_as_it_lasts() -> None:
    ordered = urgent_of(interrupt_of("a", led=ALERT), slate=True)
    just, hour = timedelta(microseconds=1), timedelta(hours=1)

    assert shown(NOON - just, urgent=ordered) == SLATE
    assert shown(NOON, urgent=ordered) == ALERT
    assert shown(NOON + hour - just, urgent=ordered) == ALERT
    assert shown(NOON + hour, urgent=ordered) == SLATE


def test_an_interrupt_is_shown_without_any_release() -> None:
    assert shown(release=None, urgent=urgent_of(interrupt_of("a", led=ALERT))) == ALERT


def test_an_interrupt_of_another_canvas_is_not_shown_here() -> None:
    assert shown(urgent=urgent_of(interrupt_of("a", column=ALERT))) == DAY


def test_a_higher_level_is_shown_before_what_began_later() -> None:
    flood = interrupt_of(
        "a", NOON - timedelta(hours=1), 3, False, "critical", led=OTHER
    )
    notice = interrupt_of("b", NOON, 3, level="normal", led=ALERT)

    assert shown(urgent=urgent_of(flood, notice)) == OTHER
    assert shown(urgent=urgent_of(notice, flood)) == OTHER


def test_of_one_level_the_later_is_shown_and_a_real_one_before_a_drill() -> None:
    first = interrupt_of("a", NOON - timedelta(hours=1), 3, led=OTHER)
    second = interrupt_of("b", NOON, 3, led=ALERT)
    drill = interrupt_of("c", NOON, 3, is_drill=True, level="critical", led=NIGHT)

    assert shown(urgent=urgent_of(second, drill, first)) == ALERT


def test_an_ordered_slate_outranks_what_is_scheduled() -> None:
    assert shown(urgent=urgent_of(slate=True)) == SLATE


def test_under_an_ordered_slate_nothing_takes_the_place_of_a_missing_one() -> None:
    ordered = urgent_of(slate=True)

    assert shown(release=BARE, urgent=ordered) is None
    assert shown(release=None, urgent=ordered) is None


def test_what_is_scheduled_changes_at_its_instant() -> None:
    assert shown(EVENING - timedelta(microseconds=1)) == DAY
    assert shown(EVENING) == NIGHT


def test_where_nothing_is_due_the_filler_is_shown_then_what_was_last() -> None:
    late = NOON + timedelta(days=1)

    assert shown(late) == FILLER
    assert shown(late, BARE) == NIGHT


def test_what_is_yet_to_come_is_shown_to_nobody() -> None:
    assert shown(NOON - timedelta(hours=1), BARE) is None


def test_each_loop_to_come_is_told_once_since_when_it_is_due() -> None:
    again = release_of(
        2,
        window(NOON, 6, led=DAY),
        window(EVENING, 6, led=NIGHT),
        window(EVENING + timedelta(hours=6), 6, led=DAY),
        loops=[DAY, NIGHT],
    )
    soon = NOON + timedelta(hours=1)

    def told(urgent: Urgent | None, since: datetime) -> Sequence[tuple[datetime, Loop]]:
        return loops_of(Trusted(again, urgent, NOON), "led", since)

    assert told(None, soon) == [(soon, DAY), (EVENING, NIGHT)]
    assert told(urgent_of(slate=True), soon) == []
    message = urgent_of(interrupt_of("a", NOON, 2, led=ALERT))
    assert told(message, soon) == [
        (soon, ALERT),
        (EVENING, NIGHT),
        (EVENING + timedelta(hours=6), DAY),
    ]


MESSAGES = st.lists(
    st.builds(
        lambda start, hours, drill, level, loop: interrupt_of(
            "a", NOON + timedelta(hours=start), hours, drill, level, led=loop
        ),
        st.integers(-3, 3),
        st.integers(1, 4),
        st.booleans(),
        st.sampled_from(LEVELS),
        st.sampled_from(ALL),
    ),
    max_size=3,
)
URGENT = st.none() | st.builds(
    lambda messages, slate: urgent_of(*messages, slate=slate),
    MESSAGES,
    st.booleans(),
)
FLOOD = interrupt_of("a", NOON - timedelta(hours=1), 3, False, "critical", led=OTHER)
NOTICE = interrupt_of("b", NOON, 3, level="normal", led=ALERT)


@given(
    release=st.sampled_from([None, RELEASE, BARE, release_of(1, loops=[])]),
    urgent=URGENT,
    minutes=st.integers(-600, 1800),
)
@example(release=RELEASE, urgent=urgent_of(FLOOD, NOTICE), minutes=0)
def test_it_is_what_our_own_player_shows(
    release: Release | None, urgent: Urgent | None, minutes: int
) -> None:
    instant = NOON + timedelta(minutes=minutes)
    ours = choose("led", instant, Situation(release, urgent, EVERYTHING))

    assert shown(instant, release, urgent) == ours.loop
