"""The seven days to come of one cluster, as a sheet that people can read. Pure.

Each loop that shows the same slots has a letter. Days are local.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from string import ascii_uppercase

from hub.programmes.schedules import Schedule, ScheduledWindow

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Block:
    """A stretch of a day in which one loop plays; in parts of the day for drawing."""

    start: datetime
    end: datetime
    letter: str
    is_night: bool
    is_quiet: bool

    @property
    def left_percent(self) -> str:
        return _percent(self.start - _midnight_before(self.start))

    @property
    def width_percent(self) -> str:
        return _percent(self.end - self.start)

    @property
    def colour(self) -> int:
        """One of eight; letters after the eighth begin again."""
        return _number_of(self.letter) % 8


@dataclass(frozen=True)
class Day:
    day: date
    special: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Row:
    """A slot of a loop."""

    title: str
    agency: str
    seconds: int | None
    frequency: int


@dataclass(frozen=True)
class LoopOfWeek:
    letter: str
    colour: int
    rows: tuple[Row, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    days: tuple[Day, ...]
    loops: tuple[LoopOfWeek, ...]


def build_week(
    schedule: Schedule, specials: Mapping[date, str], zone: tzinfo, language: str
) -> Week:
    letters = _letters(schedule.windows)
    blocks = tuple(_joined(_blocks(schedule.windows, letters, zone)))
    days = sorted({block.start.date() for block in blocks})
    return Week(
        days=tuple(
            Day(
                day,
                specials.get(day, ""),
                tuple(block for block in blocks if block.start.date() == day),
            )
            for day in days
        ),
        loops=tuple(
            _loop(schedule, letter, slots, language)
            for slots, letter in letters.items()
        ),
    )


def _letters(windows: Iterable[ScheduledWindow]) -> dict[tuple[str, ...], str]:
    """In the order of their first appearance."""
    shown = dict.fromkeys(window.slots for window in windows)
    return {slots: _letter(number) for number, slots in enumerate(shown)}


def _letter(number: int) -> str:
    """A … Z, A2 … Z2, A3 …"""
    turn, place = divmod(number, len(ascii_uppercase))
    return f"{ascii_uppercase[place]}{turn + 1 if turn else ''}"


def _number_of(letter: str) -> int:
    turn = int(letter[1:] or 1) - 1
    return turn * len(ascii_uppercase) + ascii_uppercase.index(letter[0])


def _blocks(
    windows: Iterable[ScheduledWindow],
    letters: Mapping[tuple[str, ...], str],
    zone: tzinfo,
) -> Iterator[Block]:
    for window in windows:
        yield Block(
            start=window.at.astimezone(zone),
            end=window.until.astimezone(zone),
            letter=letters[window.slots],
            is_night=window.variant == "night",
            is_quiet=window.is_quiet,
        )


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """What goes on just the same is one block; a new day begins a new one."""
    pending: Block | None = None
    for block in blocks:
        if pending and _goes_on(pending, block):
            pending = replace(pending, end=block.end)
            continue
        if pending:
            yield pending
        pending = block
    if pending:
        yield pending


def _goes_on(one: Block, other: Block) -> bool:
    is_same = replace(other, start=one.start, end=one.end) == one
    return is_same and one.start.date() == other.start.date()


def _loop(
    schedule: Schedule, letter: str, slots: tuple[str, ...], language: str
) -> LoopOfWeek:
    slot_of = {slot.id: slot for slot in schedule.slots}
    rows = []
    for slot_id in slots:
        slot = slot_of[slot_id]
        titles = {text.language: text.title for text in slot.item.texts}
        names = {name.language: name.text for name in slot.item.agency.names}
        rows.append(
            Row(
                title=titles.get(language) or next(iter(titles.values()), ""),
                agency=names.get(language) or next(iter(names.values()), ""),
                seconds=slot.seconds,
                frequency=slot.frequency,
            )
        )
    messages = [
        problem.message
        for window in schedule.windows
        if window.slots == slots
        for problem in window.problems
    ]
    return LoopOfWeek(
        letter, _number_of(letter) % 8, tuple(rows), tuple(dict.fromkeys(messages))
    )


def _midnight_before(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(0), moment.tzinfo)


def _percent(length: timedelta) -> str:
    """As style sheets want it, whatever the reader's language."""
    return f"{length / ONE_DAY * 100:.4f}"
