"""What is wrong with a sheet or its folder: where, what, and what to do."""

from dataclasses import asdict, dataclass
from typing import Any

from hub.importing.columns import BY_KEY


@dataclass(frozen=True)
class Problem:
    """`row` and `column` are empty for what concerns the whole; a note stops nothing."""

    message: str
    row: int | None = None
    column: str = ""
    is_note: bool = False

    @property
    def heading(self) -> str:
        known = BY_KEY.get(self.column)
        return known.heading if known else ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class FolderRefusedError(Exception):
    """The archive or the workbook is not opened. Its text is for who uploaded it."""
