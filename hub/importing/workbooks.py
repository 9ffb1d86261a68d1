"""Reads and writes the sheet. The only place of this room that knows openpyxl."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from hub.importing.columns import (
    COLUMNS,
    FAULTS_HEADING,
    KIND_WORDS,
    RIGHTS_WORDS,
    SHEET,
    column_of,
)
from hub.importing.folders import check_workbook
from hub.importing.problems import FolderRefusedError, Problem
from hub.importing.rows import Row, Sheet

FIRST_ROW = 2
MOST_COLUMNS = 40
HEAD_FILL = PatternFill("solid", fgColor="1F3864")
FAULT_FILL = PatternFill("solid", fgColor="FCE4D6")


def read_sheet(path: Path, *, most_rows: int) -> Sheet:
    """All rows as text, and what is wrong with how they were filled in.

    Raises FolderRefusedError where the workbook cannot be opened at all.
    """
    check_workbook(path)
    try:
        return _read(load_workbook(path, keep_links=False), most_rows)
    except FolderRefusedError:
        raise
    # Broken workbooks make openpyxl raise anything; what it says is for programmers.
    except Exception as error:
        raise FolderRefusedError(
            _(
                "This workbook cannot be read. Copy your rows into the template and upload that."
            )
        ) from error


def _read(workbook: Any, most_rows: int) -> Sheet:
    sheet = workbook[SHEET] if SHEET in workbook.sheetnames else workbook.worksheets[0]
    if sheet.max_row - 1 > most_rows:
        raise FolderRefusedError(
            _(
                "The sheet has %(count)s rows; at most %(limit)s can be imported at once. Split it, or delete empty rows at its end."
            )
            % {"count": sheet.max_row - 1, "limit": most_rows}
        )
    keys, problems = _headings(sheet)
    rows: list[Row] = []
    for cells in sheet.iter_rows(min_row=FIRST_ROW, max_col=MOST_COLUMNS):
        row, wrong = _row(cells, keys)
        if any(row.cells.values()) or wrong:
            rows.append(row)
            problems += wrong
            problems += _hidden(sheet, row.number)
    problems += _merged(sheet)
    return Sheet(tuple(rows), tuple(problems))


def _headings(sheet: Any) -> tuple[dict[int, str], list[Problem]]:
    found = {
        cell.column: column.key
        for cell in next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS))
        if (column := column_of(cell.value))
    }
    missing = [
        Problem(
            _("The column “%(heading)s” is missing. Use the template.")
            % {"heading": column.heading},
            1,
            column.key,
        )
        for column in COLUMNS
        if column.is_required and column.key not in found.values()
    ]
    keys = list(found.values())
    twice = [
        Problem(_("This column is there twice. Delete one of them."), 1, key)
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    return found, missing + twice


def _row(cells: Iterable[Any], keys: dict[int, str]) -> tuple[Row, list[Problem]]:
    number, texts, problems = 0, {}, []
    for cell in cells:
        number, key = cell.row, keys.get(cell.column)
        if key is None or cell.value is None:
            continue
        reason = _reason_against(cell)
        if reason:
            problems.append(Problem(reason, number, key))
        texts[key] = _text(cell.value)
    return Row(number, texts), problems


def _reason_against(cell: Any) -> str:
    if cell.data_type == "f":
        return _("This cell holds a formula. Copy it and paste it as values.")
    if cell.data_type == "e":
        return _("This cell holds an error of the workbook. Type the text anew.")
    if isinstance(cell.value, date | datetime | time):
        return _(
            "This cell is a date, which looks different on every machine. Format it as text and type it anew."
        )
    return ""


def _text(value: Any) -> str:
    """A number that was typed as a code is what was typed."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _hidden(sheet: Any, number: int) -> Iterator[Problem]:
    if sheet.row_dimensions[number].hidden:
        yield Problem(_("This row is hidden. Show it, or delete it."), number)


def _merged(sheet: Any) -> Iterator[Problem]:
    for cells in sheet.merged_cells.ranges:
        if cells.max_row >= FIRST_ROW:
            yield Problem(
                _("The cells %(cells)s are merged. Split them and fill in each.")
                % {"cells": cells.coord},
                cells.min_row,
            )


def write_template(path: Any, topics: Iterable[str]) -> None:
    """The empty sheet with its lists to choose from, examples and help."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = SHEET
    _write_head(sheet)
    lists = {
        "kind": list(KIND_WORDS.values()),
        "topic": list(topics),
        "rights": list(RIGHTS_WORDS.values()),
    }
    _write_lists(workbook, sheet, lists)
    _write_examples(workbook, lists["topic"])
    _write_help(workbook)
    workbook.save(path)


def write_faults(source: Path, path: Any, problems: Iterable[Problem]) -> None:
    """The sheet that was uploaded, with what is wrong in a column of its own."""
    workbook = load_workbook(source, keep_links=False)
    sheet = workbook[SHEET] if SHEET in workbook.sheetnames else workbook.worksheets[0]
    headings = [str(cell.value or "") for cell in sheet[1]]
    # In the place of what an earlier check wrote there.
    at = (
        headings.index(FAULTS_HEADING) + 1
        if FAULTS_HEADING in headings
        else sheet.max_column + 1
    )
    _clear(sheet, at)
    _style_head(sheet.cell(1, at, FAULTS_HEADING))
    said: dict[int, list[str]] = {}
    for one in problems:
        where = f"{one.heading}: " if one.heading else ""
        said.setdefault(max(one.row or FIRST_ROW, FIRST_ROW), []).append(
            f"{where}{one.message}"
        )
    for number, lines in said.items():
        cell = sheet.cell(number, at, "\n".join(f"• {line}" for line in lines))
        cell.data_type = "s"  # whatever a name in it begins with, it is no formula
        cell.fill, cell.alignment = (
            FAULT_FILL,
            Alignment(wrap_text=True, vertical="top"),
        )
    sheet.column_dimensions[get_column_letter(at)].width = 70
    workbook.save(path)


def _clear(sheet: Any, column: int) -> None:
    for number in range(FIRST_ROW, sheet.max_row + 1):
        sheet.cell(number, column).value = None


def _write_head(sheet: Any) -> None:
    for at, column in enumerate(COLUMNS, start=1):
        star = " *" if column.is_required else ""
        _style_head(sheet.cell(1, at, column.heading + star))
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = "B2"


def _style_head(cell: Any) -> None:
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _write_lists(workbook: Any, sheet: Any, lists: dict[str, list[str]]) -> None:
    kept = workbook.create_sheet("Danh mục")
    kept.sheet_state = "hidden"
    keys = [column.key for column in COLUMNS]
    for at, (key, words) in enumerate(lists.items(), start=1):
        for number, word in enumerate(words, start=1):
            kept.cell(number, at, word)
        letter = get_column_letter(at)
        choice = DataValidation(
            "list",
            f"'Danh mục'!${letter}$1:${letter}${max(len(words), 1)}",
            allow_blank=True,
        )
        sheet.add_data_validation(choice)
        column = get_column_letter(keys.index(key) + 1)
        choice.add(f"{column}2:{column}1000")


EXAMPLES = (
    {
        "code": "TIN-001",
        "kind": "tin",
        "title_vi": "Khai mạc tuần văn hoá",
        "title_en": "Culture week opens",
        "title_zh-hans": "文化周开幕",
        "body_vi": "Tuần văn hoá bắt đầu lúc 8 giờ.",
        "files": "khai-mac.jpg",
        "caption": "Lễ khai mạc",
        "rights": "của đơn vị",
    },
    {
        "code": "ANH-001",
        "kind": "ảnh",
        "title_vi": "Ruộng bậc thang",
        "files": "ruong-1.jpg; ruong-2.jpg",
        "credit": "Ảnh: đơn vị",
        "rights": "của đơn vị",
    },
    {
        "code": "VID-001",
        "kind": "video",
        "title_vi": "Chợ phiên",
        "files": "cho-phien.mp4",
        "rights": "được phép bằng văn bản",
        "rights_note": "Số văn bản",
    },
)


def _write_examples(workbook: Any, topics: list[str]) -> None:
    sheet = workbook.create_sheet("Ví dụ")
    _write_head(sheet)
    for number, example in enumerate(EXAMPLES, start=FIRST_ROW):
        filled = {**example, "topic": topics[0] if topics else ""}
        for at, column in enumerate(COLUMNS, start=1):
            sheet.cell(number, at, filled.get(column.key, ""))


def _write_help(workbook: Any) -> None:
    sheet = workbook.create_sheet("Hướng dẫn")
    lines = [
        (f"{one.heading}{' *' if one.is_required else ''}", one.help) for one in COLUMNS
    ]
    lines += [
        ("", ""),
        (
            "Cách làm",
            "Điền vào trang “Nội dung”, mỗi dòng một nội dung; cột có dấu * là bắt buộc.",
        ),
        (
            "",
            "Để tệp này cùng các tệp ảnh, video vào một thư mục, nén thành .zip rồi tải lên.",
        ),
        ("", "Không gộp ô, không ẩn dòng, không dùng công thức."),
    ]
    for number, (name, said) in enumerate(lines, start=1):
        sheet.cell(number, 1, name).font = Font(bold=True)
        sheet.cell(number, 2, said).alignment = Alignment(
            wrap_text=True, vertical="top"
        )
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
