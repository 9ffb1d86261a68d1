"""Flashes that can harm people with photosensitive epilepsy. Pure.

ITU-R BT.1702 and WCAG 2.3.1: a flash is a pair of opposing changes of relative luminance
by a tenth or more of full white, of which the darker is below 0.80; a red flash a pair
of opposing changes to or from saturated red. More than three within a second, over more
than a quarter of the screen, must not be shown.

The screen is looked at as cells. Each remembers the turning points of its own luminance,
so slow changes and ramps over several frames count once. Cells count whether or not they
flash in step: stricter than the standards, never laxer. An independent measure of
ours, no certified test.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from hub.media.sandbox.answers import Finding, FindingCode, Severity, Thresholds
from hub.media.sandbox.stretches import Span

Picture = NDArray[np.uint8]
Cells = NDArray[np.float32]
CELLS = (48, 27)
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
# WCAG: (R − G − B) × 320 changes by more than 20, and one of the two states has
# R ÷ (R + G + B) of at least 0.8.
RED_STEP = 20 / 320
SATURATED = 0.8
LEAST_LIGHT = 1e-3
ONE_SECOND = Fraction(1)


def _linear_light() -> NDArray[np.float32]:
    code = np.arange(256, dtype=np.float32) / 255
    curve = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return curve.astype(np.float32)


LINEAR = _linear_light()


class FlashMeter:
    def __init__(self, limits: Thresholds) -> None:
        step, below = limits.flash_step, limits.flash_darker_below
        self._general = _Turns(step, limits)
        self._red = _Turns(RED_STEP, limits)
        self._below = below

    def add(self, moment: Fraction, picture: Picture) -> None:
        light = cv2.resize(LINEAR[picture], CELLS, interpolation=cv2.INTER_AREA)
        luminance = (light @ LUMINANCE).astype(np.float32)
        self._general.add(
            moment, luminance, luminance, lambda low, _high: low.value < self._below
        )
        total = light.sum(axis=2) + LEAST_LIGHT
        redness = np.maximum(light[..., 0] - light[..., 1] - light[..., 2], 0)
        share = (light[..., 0] / total).astype(np.float32)
        self._red.add(
            moment,
            redness.astype(np.float32),
            share,
            lambda _low, high: high.beside >= SATURATED,
        )

    def findings(self) -> Iterator[Finding]:
        for span in self._general.spans():
            yield span.finding(FindingCode.FLASHES, Severity.REFUSE)
        for span in self._red.spans():
            yield span.finding(FindingCode.RED_FLASHES, Severity.REFUSE)


class _Point:
    """Of each cell: a value, and what else was measured at that moment."""

    def __init__(self, value: Cells, beside: Cells) -> None:
        self.value, self.beside = value.copy(), beside.copy()

    def take(self, where: NDArray[np.bool_], value: Cells, beside: Cells) -> None:
        self.value[where], self.beside[where] = value[where], beside[where]


# Of the lower and the higher state of each cell: whether such a change counts.
Counts = Callable[[_Point, _Point], NDArray[np.bool_]]


class _Turns:
    """Counts, in each cell, changes by `step` against the way of the change before."""

    def __init__(self, step: float, limits: Thresholds) -> None:
        self._step, self._limits = step, limits
        self._low: _Point | None = None
        self._high: _Point | None = None
        self._way = np.zeros(CELLS[::-1], np.int8)
        self._turned: list[tuple[Fraction, NDArray[np.bool_]]] = []
        self._count = np.zeros(CELLS[::-1], np.int32)
        self._spans: list[Span] = []

    def add(
        self, moment: Fraction, value: Cells, beside: Cells, counts: Counts
    ) -> None:
        if self._low is None or self._high is None:
            self._low, self._high = _Point(value, beside), _Point(value, beside)
            return
        self._low.take(value < self._low.value, value, beside)
        self._high.take(value > self._high.value, value, beside)
        is_counted = counts(self._low, self._high)
        up = (value - self._low.value >= self._step) & (self._way <= 0)
        down = (self._high.value - value >= self._step) & (self._way >= 0) & ~up
        self._note(moment, (up | down) & is_counted)
        # From a turning point on, the way back is measured from here.
        self._high.take(up, value, beside)
        self._low.take(down, value, beside)
        self._way[up], self._way[down] = 1, -1

    def spans(self) -> list[Span]:
        return self._spans

    def _note(self, moment: Fraction, turned: NDArray[np.bool_]) -> None:
        self._turned.append((moment, turned))
        self._count += turned
        while self._turned and moment - self._turned[0][0] >= ONE_SECOND:
            self._count -= self._turned.pop(0)[1]
        # A pair of opposing changes is a flash; one change more begins the next.
        harmful = self._count > 2 * self._limits.flashes_in_a_second
        if harmful.mean() > self._limits.flash_area:
            when = [then for then, cells in self._turned if (cells & harmful).any()]
            self._harm(when[0], when[-1])

    def _harm(self, start: Fraction, end: Fraction) -> None:
        if self._spans and start <= self._spans[-1].end:
            start = self._spans.pop().start
        self._spans.append(Span(start, end))
