"""From the hub's rules to the renderer's loops: the promises of a week, on any rules."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.programmes.windows import (
    Calendar,
    Hours,
    Rule,
    Span,
    Special,
    due_between,
    is_due,
)
from renderer.programme import Programme
from renderer.schedule import parse_schedule
from renderer.timeline import FPS, cluster_scenes
from renderer.timetable import windows_from
from tests.fakes.programmes import a_canvas, a_face, a_slot, an_item

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 4, 26, tzinfo=UTC)
NOW = START + timedelta(hours=9, minutes=17)
WEEK = timedelta(days=7)
END = START + WEEK + timedelta(days=1)
EVERY_DAY = "1234567"
SPECIAL_DAYS = st.builds(
    Special,
    st.integers(1, 3),
    st.dates(date(2026, 4, 25), date(2026, 5, 2)),
    st.dates(date(2026, 4, 27), date(2026, 5, 5)),
    st.none() | st.sampled_from(EVERY_DAY),
)
TIMES = st.integers(0, 24 * 12 - 1).map(lambda n: time(n // 12, n % 12 * 5))
DAYS = st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(
    lambda days: "".join(sorted(days))
)
MOMENTS = st.integers(0, 9 * 24 * 4).map(
    lambda quarters: START - timedelta(days=1) + timedelta(minutes=15 * quarters)
)
RULES = st.builds(
    Rule,
    DAYS,
    st.lists(st.builds(Hours, TIMES, TIMES, DAYS), max_size=2).map(tuple),
    st.builds(Span, st.none() | MOMENTS, st.none() | MOMENTS),
    st.sets(st.integers(1, 3), max_size=2).map(frozenset),
)
CALENDARS = st.lists(SPECIAL_DAYS, max_size=2).map(
    lambda specials: Calendar(ZONE, tuple(specials))
)
FREQUENCIES = st.lists(st.integers(1, 6), min_size=4, max_size=4)
FEW = settings(max_examples=40, deadline=None)
CANVASES = [
    a_canvas(a_face(languages=("vi", "en"))),
    a_canvas(a_face(languages=("zh-hans",)), code="led-2"),
]


def slots_of(frequencies: list[int]) -> list[dict[str, Any]]:
    return [
        a_slot(an_item(f"tin-{number}"), slot_id=str(number), seconds=5 + 5 * number)
        | {"frequency": frequency}
        for number, frequency in enumerate(frequencies)
    ]


def schedule_of(rules: list[Rule], calendar: Calendar, frequencies: list[int]) -> Any:
    """As the hub's answer is made: a window from each edge to the next."""
    due = list(due_between(rules, START, END, calendar))
    ends = [at for at, _ in due[1:]] + [END]
    windows = [
        {
            "at": at.isoformat(),
            "until": end.isoformat(),
            "theme": "lao-cai",
            "slots": [str(number) for number in numbers],
            "airtime": [{"agency": "so-du-lich", "secondsPerLoop": 90}],
            "problems": [],
        }
        for (at, numbers), end in zip(due, ends, strict=True)
    ]
    cluster = {"code": "thu", "names": [], "canvases": CANVASES}
    slots = slots_of(frequencies)
    return {
        "data": {"schedule": {"cluster": cluster, "slots": slots, "windows": windows}}
    }


def week_of(
    rules: list[Rule], calendar: Calendar, frequencies: list[int]
) -> tuple[Programme, ...]:
    document = schedule_of(rules, calendar, frequencies)
    return windows_from(parse_schedule(document), NOW)


@given(st.lists(RULES, max_size=4), CALENDARS, FREQUENCIES)
@FEW
def test_a_week_has_no_gap_and_no_overlap(
    rules: list[Rule], calendar: Calendar, frequencies: list[int]
) -> None:
    windows = week_of(rules, calendar, frequencies)

    assert windows[0].at <= NOW
    assert windows[-1].until >= NOW + WEEK
    assert all(one.until == other.at for one, other in pairwise(windows))
    assert all(window.at < window.until for window in windows)


@given(st.lists(RULES, max_size=4), CALENDARS, FREQUENCIES, st.floats(0, 1))
@FEW
def test_what_is_due_at_any_instant_is_shown_as_often_as_promised_or_refused(
    rules: list[Rule], calendar: Calendar, frequencies: list[int], part: float
) -> None:
    at = NOW + part * WEEK
    windows = week_of(rules, calendar, frequencies)
    (window,) = [one for one in windows if one.at <= at < one.until]

    scenes = cluster_scenes(window)

    turns = Counter(s.slot.id for s in scenes if s.slot and s.step == 0)
    refused = {problem.slot_id for problem in window.problems}
    due = {str(n) for n, rule in enumerate(rules) if is_due(rule, at, calendar)}
    promised = {str(n): frequencies[n] for n in range(len(rules))}
    assert turns == {one: promised[one] for one in due - refused}
    assert refused <= due
    assert scenes  # never black: the filler when nothing is due
    assert sum(s.frame_count for s in scenes if s.slot) <= 90 * FPS


@given(st.lists(RULES, max_size=4), CALENDARS, FREQUENCIES)
@FEW
def test_the_same_rules_give_the_same_week(
    rules: list[Rule], calendar: Calendar, frequencies: list[int]
) -> None:
    one, other = (week_of(rules, calendar, frequencies) for _ in range(2))

    assert [w.model_dump_json() for w in one] == [w.model_dump_json() for w in other]
