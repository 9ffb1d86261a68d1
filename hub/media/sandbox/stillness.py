"""Black pictures and pictures that stand still. Pure: small frames in, findings out."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from hub.media.sandbox.answers import Finding, FindingCode, Severity, Thresholds
from hub.media.sandbox.stretches import Stretches

Grey = NDArray[np.uint8]
# As FFmpeg's blackdetect: nearly all of the picture within the darkest tenth.
DARKEST_TENTH = 25
NEARLY_ALL = 0.98


class BlackMeter:
    def __init__(self, limits: Thresholds) -> None:
        self._limits = limits
        self._black = Stretches()

    def add(self, moment: Fraction, grey: Grey) -> None:
        is_black = np.count_nonzero(grey <= DARKEST_TENTH) >= NEARLY_ALL * grey.size
        self._black.add(moment, holds=bool(is_black))

    def findings(self, end: Fraction) -> Iterator[Finding]:
        self._black.end(end)
        for span in self._black.of_at_least(self._limits.black_note_ms):
            is_long = span.seconds * 1000 >= self._limits.black_warn_ms
            severity = Severity.WARN if is_long else Severity.NOTE
            yield span.finding(FindingCode.BLACK, severity)


class FreezeMeter:
    """Against the first picture of the stillness, so that a slow pan is none."""

    def __init__(self, limits: Thresholds) -> None:
        self._limits = limits
        self._still = Stretches()
        self._reference: Grey | None = None
        self._since = Fraction(0)

    def add(self, moment: Fraction, grey: Grey) -> None:
        if self._reference is not None and self._is_same(grey):
            self._still.add(self._since, holds=True)
            return
        self._still.add(moment, holds=False)
        self._reference, self._since = grey, moment

    def findings(self, end: Fraction) -> Iterator[Finding]:
        self._still.end(end)
        for span in self._still.of_at_least(self._limits.freeze_ms):
            yield span.finding(FindingCode.FREEZE, Severity.WARN)

    def _is_same(self, grey: Grey) -> bool:
        assert self._reference is not None
        difference = np.abs(grey.astype(np.int16) - self._reference).mean()
        return bool(difference < self._limits.freeze_difference * 255)


class BarsMeter:
    """Rows and columns that were never brighter than black, from first to last."""

    def __init__(self) -> None:
        self._brightest: Grey | None = None

    def add(self, grey: Grey) -> None:
        if self._brightest is None:
            self._brightest = grey.copy()
        else:
            np.maximum(self._brightest, grey, out=self._brightest)

    def inner_part(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of the picture inside, as parts of the whole.

        None when there are no bars worth speaking of, or nothing but black.
        """
        if self._brightest is None:
            return None
        lit = self._brightest > DARKEST_TENTH
        columns, rows = np.flatnonzero(lit.any(axis=0)), np.flatnonzero(lit.any(axis=1))
        if not columns.size or not rows.size:
            return None
        height, width = lit.shape
        left, right = columns[0] / width, (columns[-1] + 1) / width
        top, bottom = rows[0] / height, (rows[-1] + 1) / height
        if (right - left) * (bottom - top) > WORTH_SPEAKING_OF:
            return None
        return float(left), float(top), float(right), float(bottom)


WORTH_SPEAKING_OF = 0.96
