"""Loudness after EBU R128, and silence: one row of FFmpeg's own measures."""

import math
from collections.abc import Iterator
from fractions import Fraction

import av

from hub.media.sandbox.answers import (
    Finding,
    FindingCode,
    Loudness,
    Severity,
    Thresholds,
)
from hub.media.sandbox.filters import sound_chain
from hub.media.sandbox.stretches import Span

# The measure's own word for "nothing was loud enough to count".
FLOOR_LUFS = -69.9
FLOOR_DB = -100.0


class SoundMeter:
    def __init__(self, stream: av.AudioStream, limits: Thresholds) -> None:
        self._limits = limits
        silence = f"noise={limits.silence_db}dB:duration={limits.silence_ms / 1000}"
        steps = [
            ("aformat", "sample_fmts=dbl:channel_layouts=mono|stereo|5.1"),
            ("ebur128", "metadata=1:peak=true"),
            ("silencedetect", silence),
        ]
        self._chain = sound_chain(stream, steps)
        self._last: dict[str, str] = {}
        self._peak = FLOOR_DB
        self._silences: list[Span] = []
        self._silent_since: Fraction | None = None
        self._start: Fraction | None = None

    def add(self, frame: av.AudioFrame) -> None:
        for heard in self._chain.push(frame):
            self._hear(heard)

    def end(self) -> None:
        for heard in self._chain.flush():
            self._hear(heard)

    def loudness(self) -> Loudness:
        integrated = _number(self._last.get("lavfi.r128.I"))
        is_silence = integrated is None or integrated <= FLOOR_LUFS
        return Loudness(
            integrated_lufs=None if is_silence else integrated,
            range_lu=None if is_silence else _number(self._last.get("lavfi.r128.LRA")),
            true_peak_dbtp=None if self._peak <= FLOOR_DB else round(self._peak, 1),
        )

    def findings(self, end: Fraction) -> Iterator[Finding]:
        """`end`: of the whole, counted from its start."""
        spans = [*self._silences]
        if self._silent_since is not None:
            spans.append(Span(self._silent_since, end))
        for span in spans:
            yield span.finding(FindingCode.SILENCE, Severity.WARN)
        yield from self._loudness_findings()

    def _loudness_findings(self) -> Iterator[Finding]:
        limits, found = self._limits, self.loudness()
        level, peak = found.integrated_lufs, found.true_peak_dbtp
        values = {"lufs": level or 0, "target": limits.loudness_lufs}
        if level is not None and level < limits.very_quiet_lufs:
            yield _finding(FindingCode.VERY_QUIET, Severity.WARN, values)
        elif level is not None and (
            abs(level - limits.loudness_lufs) > limits.loudness_tolerance_lu
        ):
            yield _finding(FindingCode.LOUDNESS, Severity.NOTE, values)
        if peak is not None and peak > limits.true_peak_dbtp:
            severity = Severity.WARN if peak > 0 else Severity.NOTE
            values = {"dbtp": peak, "limit": limits.true_peak_dbtp}
            yield _finding(FindingCode.TRUE_PEAK, severity, values)

    def _hear(self, frame: av.AudioFrame) -> None:
        said = frame.metadata
        if self._start is None and frame.pts is not None and frame.time_base:
            self._start = frame.pts * frame.time_base
        self._last.update(said)
        for name in ("lavfi.r128.true_peaks_ch0", "lavfi.r128.true_peaks_ch1"):
            self._peak = max(self._peak, _decibels(said.get(name)))
        if "lavfi.silence_start" in said:
            self._silent_since = self._moment(said["lavfi.silence_start"])
        if "lavfi.silence_end" in said and self._silent_since is not None:
            until = self._moment(said["lavfi.silence_end"])
            self._silences.append(Span(self._silent_since, until))
            self._silent_since = None

    def _moment(self, said: str) -> Fraction:
        return max(Fraction(0), Fraction(said) - (self._start or 0))


def _finding(
    code: FindingCode, severity: Severity, values: dict[str, float]
) -> Finding:
    return Finding(code=code, severity=severity, values=dict(values))


def _number(said: str | None) -> float | None:
    value = float(said) if said else math.nan
    return round(value, 1) if math.isfinite(value) else None


def _decibels(peak: str | None) -> float:
    """Of a peak as a part of full scale."""
    value = float(peak) if peak else 0.0
    return 20 * math.log10(value) if value > 0 else FLOOR_DB
