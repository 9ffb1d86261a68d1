"""The sheet as people fill it in, and as it is given back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hub.importing.columns import COLUMNS, SHEET
from hub.importing.problems import Problem
from hub.importing.rows import Sheet
from hub.importing.workbooks import read_sheet, write_faults, write_template
from tests.hub.importing.packing import GOOD, content_of, workbook_of


def read(workbook: Any, tmp_path: Path) -> Sheet:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content_of(workbook))
    return read_sheet(path, most_rows=500)


def told(sheet: Sheet) -> list[tuple[int | None, str]]:
    return [(one.row, one.column) for one in sheet.problems]


def test_rows_are_read_as_text_and_empty_ones_left_out(tmp_path: Path) -> None:
    rows = [{**GOOD, "code": 12, "body_vi": " Dòng 1\r\nDòng 2 "}, {}, GOOD]

    sheet = read(workbook_of(rows), tmp_path)

    assert [row.number for row in sheet.rows] == [2, 4]
    assert sheet.rows[0]["code"] == "12"
    assert sheet.rows[0]["body_vi"] == "Dòng 1\nDòng 2"
    assert sheet.problems == ()


def test_headings_are_known_without_accents_and_in_any_order(tmp_path: Path) -> None:
    workbook = workbook_of([])
    sheet = workbook.worksheets[0]
    sheet.delete_rows(1)
    sheet.append(["TIEU DE (TIENG VIET) *", "loai", "Chủ đề", "Mã", "Ghi chú riêng"])
    sheet.append(["Hà Nội", "tin", "culture", "T-1", "bỏ qua"])

    found = read(workbook, tmp_path)

    assert found.rows[0].cells == GOOD
    assert found.problems == ()


def test_missing_and_doubled_columns_are_told(tmp_path: Path) -> None:
    workbook = workbook_of([GOOD])
    workbook.worksheets[0].cell(1, 1).value = "Loại"

    assert told(read(workbook, tmp_path)) == [(1, "code"), (1, "kind")]


@pytest.mark.parametrize("value", ["=A1", date(2026, 3, 1), "#REF!"])
def test_cells_that_are_no_text_are_told(tmp_path: Path, value: object) -> None:
    sheet = read(workbook_of([{**GOOD, "title_vi": value}]), tmp_path)

    assert told(sheet) == [(2, "title_vi")]


def test_merged_cells_and_hidden_rows_are_told(tmp_path: Path) -> None:
    workbook = workbook_of([GOOD, GOOD])
    workbook.worksheets[0].row_dimensions[3].hidden = True
    workbook.worksheets[0].merge_cells("G2:H2")

    assert told(read(workbook, tmp_path)) == [(3, ""), (2, "")]


def test_the_template_reads_as_an_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, ["Văn hoá", "Du lịch"])

    workbook = load_workbook(path)
    assert workbook.sheetnames == [SHEET, "Danh mục", "Ví dụ", "Hướng dẫn"]
    assert len(workbook[SHEET].data_validations.dataValidation) == 3
    assert read_sheet(path, most_rows=10) == Sheet()


def test_the_examples_of_the_template_are_right(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, ["Văn hoá"])
    workbook = load_workbook(path)
    del workbook[SHEET]
    workbook["Ví dụ"].title = SHEET

    sheet = read(workbook, tmp_path)

    assert len(sheet.rows) == 3
    assert sheet.problems == ()


def test_faults_are_written_into_a_column_of_their_own(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(content_of(workbook_of([GOOD, GOOD])))
    wrong = [Problem("Thiếu mã.", 3, "code"), Problem("=XẤU", 3), Problem("Chung.")]

    write_faults(source, target, wrong)
    write_faults(target, target, wrong)  # over what an earlier check wrote

    sheet = load_workbook(target)[SHEET]
    last = len(COLUMNS) + 1
    assert sheet.max_column == last
    assert sheet.cell(1, last).value == "Lỗi"
    assert sheet.cell(2, last).value == "• Chung."
    assert sheet.cell(3, last).value == "• Mã: Thiếu mã.\n• =XẤU"
