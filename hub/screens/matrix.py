"""Which items are there in which language: a row an item, a cell a language. Pure.

`matrixview` reads what this is built from. A cell is needed where a cluster whose
programme has the item shows its language; of what no programme has, all are needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hub.content.sources import Words


class State(StrEnum):
    MISSING = "MISSING"
    DRAFT = "DRAFT"
    WAITING = "WAITING"
    STALE = "STALE"
    PUBLISHED = "PUBLISHED"


@dataclass(frozen=True)
class PageFacts:
    """One page: an item in one language."""

    pk: int
    key: str
    language: str
    words: Words
    made_from: Words
    is_live: bool
    has_changes: bool
    is_waiting: bool


@dataclass(frozen=True)
class Cell:
    """`page` is None where there is none yet. `is_ahead`: a newer draft is there."""

    language: str
    state: State
    page: int | None
    is_needed: bool
    is_ahead: bool = False
    is_ahead_waiting: bool = False

    @property
    def is_lacking(self) -> bool:
        return self.is_needed and self.state != State.PUBLISHED


@dataclass(frozen=True)
class Row:
    """`page` is the one in the first language."""

    page: int
    title: str
    cells: tuple[Cell, ...]

    @property
    def is_lacking(self) -> bool:
        return any(cell.is_lacking for cell in self.cells)


def build_rows(
    pages: Iterable[PageFacts],
    languages: tuple[str, ...],
    needed: Mapping[int, frozenset[str]],
) -> list[Row]:
    """`languages`: the first is the source's. `needed`: by the source page's id."""
    first, *_ = languages
    of_key: dict[str, dict[str, PageFacts]] = {}
    for page in pages:
        of_key.setdefault(page.key, {})[page.language] = page
    return [
        _row(there[first], there, languages, needed.get(there[first].pk))
        for there in of_key.values()
        if first in there
    ]


def count_lacking(rows: Iterable[Row]) -> dict[State, int]:
    """How many needed cells are in each state that is not good."""
    states = [cell.state for row in rows for cell in row.cells if cell.is_lacking]
    return {state: states.count(state) for state in State if state != State.PUBLISHED}


def _row(
    source: PageFacts,
    there: Mapping[str, PageFacts],
    languages: tuple[str, ...],
    needed: frozenset[str] | None,
) -> Row:
    cells = tuple(
        _cell(code, there.get(code), source, is_needed=needed is None or code in needed)
        for code in languages
    )
    return Row(source.pk, source.words.title, cells)


def _cell(
    language: str, page: PageFacts | None, source: PageFacts, *, is_needed: bool
) -> Cell:
    if page is None:
        return Cell(language, State.MISSING, None, is_needed)
    if not page.is_live:
        state = State.WAITING if page.is_waiting else State.DRAFT
        return Cell(language, state, page.pk, is_needed)
    return Cell(
        language,
        State.STALE if _is_stale(page, source) else State.PUBLISHED,
        page.pk,
        is_needed,
        is_ahead=page.has_changes,
        is_ahead_waiting=page.is_waiting,
    )


def _is_stale(page: PageFacts, source: PageFacts) -> bool:
    """Against what is published: of what is withdrawn nothing is out of date."""
    is_translation = page.pk != source.pk and source.is_live
    return is_translation and not page.made_from.says_the_same_as(source.words)
