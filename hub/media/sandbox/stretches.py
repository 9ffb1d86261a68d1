"""When something held, from the moments at which it was seen to. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from hub.media.sandbox.answers import Finding, FindingCode, Severity


@dataclass(frozen=True)
class Span:
    start: Fraction
    end: Fraction

    @property
    def seconds(self) -> Fraction:
        return self.end - self.start

    def finding(self, code: FindingCode, severity: Severity) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            start_ms=milliseconds(self.start),
            end_ms=milliseconds(self.end),
        )


class Stretches:
    """Of moments in order, each with whether it holds: the spans in which it did."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._since: Fraction | None = None

    def add(self, moment: Fraction, *, holds: bool) -> None:
        if holds and self._since is None:
            self._since = moment
        elif not holds:
            self.end(moment)

    def end(self, moment: Fraction) -> None:
        if self._since is not None:
            self.spans.append(Span(self._since, moment))
            self._since = None

    def of_at_least(self, length_ms: int) -> list[Span]:
        return [one for one in self.spans if one.seconds * 1000 >= length_ms]


def milliseconds(seconds: Fraction) -> int:
    return max(0, round(seconds * 1000))
