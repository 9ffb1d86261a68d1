"""From what players said to scenes and their seconds."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hub.asrun.stretches import (
    ANCHOR,
    InForce,
    Span,
    Stretch,
    Switch,
    derive_stretches,
    expect_stretches,
    scene_seconds,
    silent_spans,
)
from release.format import File, Loop, Scene, Timetable, Window

DAY = datetime(2026, 11, 29, tzinfo=UTC)
A, B = "a" * 64, "b" * 64


def at(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


def span(start: float, end: float) -> Span:
    return Span(at(start), at(end))


def make_loop(*lengths: int, first: int = 0, sha: str = A) -> Loop:
    file = File(sha256=sha, size_bytes=1)
    scenes, start = [], first
    for number, length in enumerate(lengths):
        scenes.append(
            Scene(
                start_frame=start,
                frame_count=length,
                slot_id=str(number),
                item_key=f"muc-{number}",
                titles={},
                faces=(),
            )
        )
        start += length
    return Loop(
        file=file,
        poster=file,
        width_px=8,
        height_px=8,
        fps=25,
        frame_count=start,
        scenes=tuple(scenes),
    )


def test_a_stretch_without_scenes_is_derived_from_switch_to_switch() -> None:
    switches = [Switch(at(1), "scheduled", A), Switch(at(3), "scheduled", B)]

    found = derive_stretches(switches, [], at(5), span(0, 24))

    assert found == [Stretch(span(1, 3), A), Stretch(span(3, 5), B)]


def test_beyond_what_was_heard_nothing_is_derived() -> None:
    switches = [Switch(at(-9), "scheduled", A)]

    assert derive_stretches(switches, [], at(2), span(0, 24)) == [
        Stretch(span(0, 2), A)
    ]
    assert derive_stretches(switches, [], at(-1), span(0, 24)) == []


def test_where_scenes_were_reported_nothing_is_derived() -> None:
    switches = [Switch(at(1), "scheduled", A), Switch(at(3), "scheduled", B)]

    found = derive_stretches(switches, [span(1, 1.1)], at(5), span(0, 24))

    assert found == [Stretch(span(3, 5), B)]


def test_the_player_s_own_slate_and_what_a_restart_cut_off_are_left_out() -> None:
    switches = [
        Switch(at(1), "scheduled", A),
        Switch(at(3), "shipped slate", ""),
        Switch(at(4), "scheduled", B),
    ]

    found = derive_stretches(switches, [], at(5), span(0, 24))

    assert found == [Stretch(span(4, 5), B)]


def test_a_loop_shares_its_time_among_its_scenes() -> None:
    loop = make_loop(250, 125, 125)
    start = ANCHOR + timedelta(seconds=20 * 10**6)

    found = dict(scene_seconds(loop, Span(start, start + timedelta(seconds=35))))

    assert found == {0: Fraction(20), 1: Fraction(10), 2: Fraction(5)}


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=5),
    st.integers(0, 10**9),
    st.integers(0, 3000),
)
def test_every_frame_is_some_scene_s(
    lengths: list[int], begin: int, count: int
) -> None:
    loop = make_loop(*lengths)
    start = ANCHOR + timedelta(milliseconds=40 * begin)
    asked = Span(start, start + timedelta(milliseconds=40 * count))

    found = dict(scene_seconds(loop, asked))

    owners = [index for index, one in enumerate(lengths) for _frame in range(one)]
    frames = Counter(
        owners[frame % loop.frame_count] for frame in range(begin, begin + count)
    )
    assert found == {index: Fraction(n, 25) for index, n in frames.items()}


def test_what_nobody_was_heard_of_is_silent() -> None:
    heard = [span(2, 5), span(4, 6), span(20, 30)]

    assert silent_spans(span(0, 24), heard) == [span(0, 2), span(6, 20)]
    assert silent_spans(span(0, 24), []) == [span(0, 24)]
    assert silent_spans(span(0, 24), [span(-1, 25)]) == []


def test_expected_is_what_the_release_in_force_had_in_each_window() -> None:
    loops = {A: make_loop(250), B: make_loop(250, sha=B)}
    windows = (
        Window(start=at(0), end=at(12), loops={"led": A}),
        Window(start=at(12), end=at(24), loops={"led": B}),
    )
    timetable = Timetable(cluster="sapa", created=at(0), windows=windows, loops=loops)
    releases = [InForce(timetable, span(6, 24))]

    found = expect_stretches(releases, "led", [span(0, 18)])

    assert found == [Stretch(span(6, 12), A), Stretch(span(12, 18), B)]
    assert expect_stretches(releases, "khung-khac", [span(0, 18)]) == []
