"""What a draft comes to over seven days: loops, airtime, and whether anything is bare. Pure.

Each loop that shows the same slots has a letter, as on the sheet of the seven days.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from hub.displays.queries import ClusterFacts
from hub.planner.lengths import languages_of_step
from hub.programmes.loading import AirtimeFacts
from hub.programmes.queries import ResolvedProgramme

ONE_DAY = timedelta(days=1)
COLOURS = 8


class Ruler(StrEnum):
    """Whose loop is on the air in a window."""

    DRAFT = "draft"
    OTHER = "other"  # another programme of the cluster
    FILLER = "filler"  # nothing is due


@dataclass(frozen=True)
class Showing:
    """A slot with all that is drawn of it. `steps`: seconds of each language step."""

    number: int
    title: str
    kind_code: str
    kind: str
    agency: str
    agency_name: str
    colour: int
    languages: tuple[str, ...]
    steps: tuple[float, ...]
    frequency: int
    is_estimate: bool
    row: str = ""

    @property
    def seconds(self) -> float:
        return sum(self.steps) * self.frequency


@dataclass(frozen=True)
class Part:
    """A slot's part of a loop; `percent` as style sheets want it."""

    showing: Showing
    percent: str


@dataclass(frozen=True)
class Block:
    """A stretch of a day in which one loop plays."""

    start: datetime
    end: datetime
    ruler: Ruler
    letter: str
    title: str
    parts: tuple[Part, ...]

    @property
    def left_percent(self) -> str:
        midnight = datetime.combine(self.start.date(), time(0), self.start.tzinfo)
        return _percent((self.start - midnight) / ONE_DAY)

    @property
    def width_percent(self) -> str:
        return _percent((self.end - self.start) / ONE_DAY)


@dataclass(frozen=True)
class Day:
    day: date
    special: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Loop:
    letter: str
    parts: tuple[Part, ...]
    seconds: int
    is_estimate: bool


@dataclass(frozen=True)
class Bar:
    """Seconds of the loop in which it is most. Without an agreement: no limit."""

    name: str
    colour: int | None
    seconds: int
    is_estimate: bool
    agreed: int | None = None
    reference: str = ""
    most: int = 1  # that the bar has room for

    @property
    def percent(self) -> str:
        return _percent(self.seconds / self.most)

    @property
    def limit_percent(self) -> str:
        return _percent((self.agreed or 0) / self.most)

    @property
    def is_over(self) -> bool:
        return self.agreed is not None and self.seconds > self.agreed


@dataclass(frozen=True)
class Sheet:
    """`fillers`: when nothing is due. `others`: when another programme rules."""

    days: tuple[Day, ...]
    loops: tuple[Loop, ...]
    agencies: tuple[Bar, ...]
    languages: tuple[Bar, ...]
    fillers: tuple[Block, ...]
    others: tuple[Block, ...]


@dataclass(frozen=True)
class Ruling:
    """Who rules a window, and what that programme is called."""

    ruler: Ruler
    title: str


def build_sheet(
    cluster: ClusterFacts,
    windows: Sequence[tuple[ResolvedProgramme, Ruling]],
    showings: Mapping[str, Showing],
    specials: Mapping[date, str],
    zone: tzinfo,
) -> Sheet:
    """`showings` by the ids of the draft's slots."""
    own = dict.fromkeys(_slots(w) for w, r in windows if r.ruler is Ruler.DRAFT)
    loops = {
        slots: _loop(number, [showings[one] for one in slots])
        for number, slots in enumerate(slots for slots in own if slots)
    }
    blocks = tuple(_joined(_blocks(windows, loops, zone)))
    days = sorted({block.start.date() for block in blocks})
    return Sheet(
        days=tuple(
            Day(
                day,
                specials.get(day, ""),
                tuple(block for block in blocks if block.start.date() == day),
            )
            for day in days
        ),
        loops=tuple(loops.values()),
        agencies=_agency_bars(loops.values(), windows),
        languages=_language_bars(loops.values(), cluster),
        fillers=tuple(block for block in blocks if block.ruler is Ruler.FILLER),
        others=tuple(block for block in blocks if block.ruler is Ruler.OTHER),
    )


def _slots(window: ResolvedProgramme) -> tuple[str, ...]:
    return tuple(slot.id for slot in window.slots)


def _loop(number: int, showings: list[Showing]) -> Loop:
    total = sum(showing.seconds for showing in showings) or 1
    turn, place = divmod(number, 26)
    return Loop(
        letter=f"{chr(ord('A') + place)}{turn + 1 if turn else ''}",
        parts=tuple(Part(one, _percent(one.seconds / total)) for one in showings),
        seconds=round(total),
        is_estimate=any(one.is_estimate for one in showings),
    )


def _blocks(
    windows: Sequence[tuple[ResolvedProgramme, Ruling]],
    loops: Mapping[tuple[str, ...], Loop],
    zone: tzinfo,
) -> Iterator[Block]:
    for window, ruling in windows:
        loop = loops.get(_slots(window)) if ruling.ruler is Ruler.DRAFT else None
        is_bare = not window.slots
        yield Block(
            start=window.at.astimezone(zone),
            end=window.until.astimezone(zone),
            ruler=Ruler.FILLER if is_bare else ruling.ruler,
            letter=loop.letter if loop else "",
            title=ruling.title,
            parts=loop.parts if loop else (),
        )


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """What goes on just the same is one block; a new day begins a new one."""
    pending: Block | None = None
    for block in blocks:
        is_same = (
            pending and replace(block, start=pending.start, end=pending.end) == pending
        )
        if pending and is_same and pending.start.date() == block.start.date():
            pending = replace(pending, end=block.end)
            continue
        if pending:
            yield pending
        pending = block
    if pending:
        yield pending


def _agency_bars(
    loops: Iterable[Loop], windows: Sequence[tuple[ResolvedProgramme, Ruling]]
) -> tuple[Bar, ...]:
    """Each agency of a loop, and who has an agreement and fills none of it yet is left out."""
    agreed: dict[str, AirtimeFacts] = {}
    for window, _ruling in windows:
        for facts in window.airtime:
            agreed.setdefault(facts.agency, facts)
    found: dict[str, Bar] = {}
    for loop in loops:
        for code in dict.fromkeys(part.showing.agency for part in loop.parts):
            showings = [p.showing for p in loop.parts if p.showing.agency == code]
            terms = agreed.get(code)
            bar = Bar(
                name=showings[0].agency_name,
                colour=showings[0].colour,
                seconds=round(sum(one.seconds for one in showings)),
                is_estimate=any(one.is_estimate for one in showings),
                agreed=terms.seconds_per_loop if terms else None,
                reference=terms.reference if terms else "",
            )
            if code not in found or bar.seconds > found[code].seconds:
                found[code] = bar
    return _with_room(found.values())


def _language_bars(loops: Iterable[Loop], cluster: ClusterFacts) -> tuple[Bar, ...]:
    bars = []
    for language in cluster.languages:
        of_loops = [
            sum(_seconds_in(language, part.showing, cluster) for part in loop.parts)
            for loop in loops
        ]
        is_estimate = any(loop.is_estimate for loop in loops)
        seconds = round(max(of_loops, default=0))
        bars.append(Bar(language, None, seconds, is_estimate))
    return _with_room(bars)


def _seconds_in(language: str, showing: Showing, cluster: ClusterFacts) -> float:
    """For how long somebody somewhere around the cluster can read it in this language."""
    once = sum(
        seconds
        for step, seconds in enumerate(showing.steps)
        if language in languages_of_step(step, cluster)
    )
    return once * showing.frequency


def _with_room(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """All on one scale, on which the longest of them and every limit has its place."""
    listed = sorted(bars, key=lambda bar: -bar.seconds)
    most = max([1, *(max(bar.seconds, bar.agreed or 0) for bar in listed)])
    return tuple(replace(bar, most=most) for bar in listed)


def _percent(share: float) -> str:
    """As style sheets want it, whatever the reader's language."""
    return f"{share * 100:.3f}"
