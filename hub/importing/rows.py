"""The sheet as text, before anybody judges it."""

from dataclasses import dataclass, field

from hub.importing.problems import Problem


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True)
class Sheet:
    """`problems` are those of how it was filled in; what it says: `checking`."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
