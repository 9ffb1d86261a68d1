"""Folders as people send them, for tests."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from hub.importing.columns import BY_KEY, COLUMNS, SHEET
from tests.hub.builders import picture_file

GOOD = {"code": "T-1", "kind": "tin", "title_vi": "Hà Nội", "topic": "culture"}


def workbook_of(rows: list[Mapping[str, Any]]) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append([column.heading for column in COLUMNS])
    for row in rows:
        assert set(row) <= set(BY_KEY)
        sheet.append([row.get(column.key) for column in COLUMNS])
    return workbook


def content_of(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet_of(*rows: Mapping[str, Any]) -> bytes:
    return content_of(workbook_of(list(rows)))


def picture() -> bytes:
    return picture_file().read()


def packed(files: Mapping[str, bytes], name: str = "thu-muc.zip") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, buffer.getvalue())


def folder_of(*rows: Mapping[str, Any], **files: bytes) -> SimpleUploadedFile:
    """`a_jpg=…` is the file a.jpg."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    return packed({"bang-ke.xlsx": sheet_of(*rows), **named})
