"""Cells of a CSV that somebody opens in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

# With these a spreadsheet begins to calculate; who wrote the words must not decide that.
_CALCULATES = ("=", "+", "-", "@", "\t", "\r")
# By which a spreadsheet knows that it is UTF-8.
MARK = "\ufeff"


def safe_cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_CALCULATES) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Line by line, as they are asked for; the mark first."""
    yield MARK
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([safe_cell(one) for one in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
