"""From when to when a stream goes, in how many frames, and how evenly. Pure."""

import statistics
from dataclasses import dataclass, field
from fractions import Fraction

from hub.media.sandbox.answers import RefusedError
from hub.media.sandbox.stretches import Span

# What a container declares is often a little off; more than this, and a part is missing.
TOLERATED_PART = Fraction(1, 100)
# Containers round to milliseconds; this much is no unevenness.
ROUNDING = Fraction(2, 1000)
# A pause of this many seconds, and this many usual frames, is a hole.
HOLE_SECONDS = 2
HOLE_FRAMES = 5
EVEN_SHARE = 0.98


@dataclass
class Course:
    """The moments of a stream's frames, and how long the last of them is shown."""

    moments: list[Fraction] = field(default_factory=list)
    end: Fraction = Fraction(0)

    def add(self, start: Fraction | None, length: Fraction) -> Fraction:
        """Answers when the frame is shown, counted from the first."""
        moment = self.end if start is None else start
        self.moments.append(moment)
        self.end = (
            max(self.end, moment + length)
            if len(self.moments) > 1
            else (moment + length)
        )
        return moment - self.start

    @property
    def start(self) -> Fraction:
        return self.moments[0] if self.moments else Fraction(0)

    @property
    def seconds(self) -> Fraction:
        return self.end - self.start

    @property
    def frame_count(self) -> int:
        return len(self.moments)

    def steps(self) -> list[Fraction]:
        ordered = sorted(self.moments)
        return [
            after - before for before, after in zip(ordered, ordered[1:], strict=False)
        ]

    @property
    def usual_step(self) -> Fraction:
        steps = self.steps()
        return statistics.median(steps) if steps else Fraction(1, 25)

    @property
    def is_even(self) -> bool:
        """Whether nearly all frames come at one distance: a constant frame rate."""
        return self._even_count >= EVEN_SHARE * (self.frame_count - 1)

    @property
    def is_even_but_for_holes(self) -> bool:
        counted = self._even_count + len(self.holes())
        return counted >= EVEN_SHARE * (self.frame_count - 1)

    @property
    def _even_count(self) -> int:
        usual = self.usual_step
        return sum(abs(step - usual) <= ROUNDING for step in self.steps())

    def runs_at(self, rate: int) -> bool:
        """Whether every single frame comes when one is due at that rate."""
        return all(
            abs(moment - self.start - Fraction(number, rate)) <= ROUNDING
            for number, moment in enumerate(sorted(self.moments))
        )

    def holes(self) -> list[Span]:
        """Pauses in a stream that is even elsewhere, counted from its start."""
        usual, ordered = self.usual_step, sorted(self.moments)
        least = max(Fraction(HOLE_SECONDS), usual * HOLE_FRAMES)
        return [
            Span(before - self.start, after - self.start)
            for before, after in zip(ordered, ordered[1:], strict=False)
            if after - before > least
        ]


def check_no_hole(pictures: Course, sound: Course | None) -> None:
    """A film may hold a picture while its sound goes on; otherwise a part is missing."""
    holes = pictures.holes()
    if sound and sound.frame_count:
        silent = sound.holes()
        holes = [one for one in holes if any(_meet(one, other) for other in silent)]
    elif not pictures.is_even_but_for_holes:
        return
    if holes:
        raise RefusedError(
            "hole",
            start_ms=round(holes[0].start * 1000),
            end_ms=round(holes[0].end * 1000),
        )


def check_whole(
    declared: Fraction | None, found: Fraction, frame_seconds: Fraction
) -> None:
    """More than was declared is no harm: how long that may be is checked elsewhere."""
    if declared is None:
        return
    if declared - found > max(frame_seconds, declared * TOLERATED_PART):
        raise RefusedError(
            "cut_off", declared=round(float(declared), 1), found=round(float(found), 1)
        )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
