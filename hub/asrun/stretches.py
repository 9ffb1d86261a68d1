"""From what players said to stretches of time in which a loop was on, and its scenes. Pure.

A player reports scenes. One that only reports which loop it plays has its scenes derived:
where in a loop every player is follows from the time alone. Where nothing was heard, what
the release in force asks for is all that can be said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import zip_longest

from release.format import Loop, Timetable
from release.reports import Rung

ANCHOR = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    start: datetime
    end: datetime

    def within(self, other: "Span") -> "Span | None":
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    @property
    def seconds(self) -> Fraction:
        microseconds = (self.end - self.start) // timedelta(microseconds=1)
        return Fraction(microseconds, 1_000_000)


@dataclass(frozen=True)
class Switch:
    """From `at` on a canvas shows `loop`; empty: the slate that came with the player."""

    at: datetime
    rung: str
    loop: str


@dataclass(frozen=True)
class Stretch:
    """A loop was on a canvas for a while."""

    span: Span
    loop: str


@dataclass(frozen=True)
class InForce:
    """What was published, from when until when."""

    timetable: Timetable
    span: Span


def derive_stretches(
    switches: Sequence[Switch],
    scenes: Sequence[Span],
    heard_until: datetime,
    asked: Span,
) -> list[Stretch]:
    """Of one canvas of one player: from switch to switch, where it reported no scene.

    What ends with the player's own slate ended with a restart, nobody knows when: it is
    left out.
    """
    found = []
    for switch, after in zip_longest(switches, switches[1:]):
        end = after.at if after else heard_until
        span = Span(switch.at, end).within(asked)
        is_cut_off = after is not None and after.rung == Rung.SHIPPED_SLATE
        if span is None or not switch.loop or is_cut_off:
            continue
        if not any(one.within(span) for one in scenes):
            found.append(Stretch(span, switch.loop))
    return found


def expect_stretches(
    releases: Sequence[InForce], canvas: str, silent: Sequence[Span]
) -> list[Stretch]:
    """What the releases in force had for a canvas while its players were not heard."""
    return [
        Stretch(span, loop.file.sha256)
        for release in releases
        for hole in silent
        if (whole := release.span.within(hole))
        for span in _cut(whole, release.timetable)
        if (loop := release.timetable.loop_at(canvas, span.start))
    ]


def silent_spans(asked: Span, heard: Sequence[Span]) -> list[Span]:
    """What of `asked` no span covers."""
    left = []
    at = asked.start
    for span in sorted(heard, key=lambda one: one.start):
        if span.start > at:
            left.append(Span(at, min(span.start, asked.end)))
        at = max(at, span.end)
        if at >= asked.end:
            return left
    return [*left, Span(at, asked.end)]


def scene_seconds(loop: Loop, span: Span) -> Iterator[tuple[int, Fraction]]:
    """How long each scene of a loop was on, where that is not nothing."""
    first, last = (_frame(at, loop.fps) for at in (span.start, span.end))
    starts = [one.start_frame for one in loop.scenes]
    for index, (begin, end) in enumerate(
        zip(starts, [*starts[1:], loop.frame_count], strict=True)
    ):
        frames = _passed(last, begin, end, loop) - _passed(first, begin, end, loop)
        if frames:
            yield index, Fraction(frames, loop.fps)


def _passed(frame: int, begin: int, end: int, loop: Loop) -> int:
    """How many frames of [begin, end) came before `frame`, counted since the anchor."""
    rounds, rest = divmod(frame, loop.frame_count)
    return rounds * (end - begin) + min(max(rest - begin, 0), end - begin)


def _frame(at: datetime, fps: int) -> int:
    microseconds = (at - ANCHOR) // timedelta(microseconds=1)
    return microseconds * fps // 1_000_000


def _cut(span: Span, timetable: Timetable) -> list[Span]:
    inner = {
        one.start for one in timetable.windows if span.start < one.start < span.end
    }
    edges = [span.start, *sorted(inner), span.end]
    return [Span(*pair) for pair in zip(edges, edges[1:], strict=False)]
