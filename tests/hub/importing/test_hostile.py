"""Archives and workbooks made to do harm are refused before they can."""

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from hub.importing.folders import Folder, open_folder
from hub.importing.problems import FolderRefusedError
from hub.importing.workbooks import read_sheet
from tests.hub.importing.packing import GOOD, content_of, sheet_of, workbook_of


def archive(tmp_path: Path, *members: tuple[Any, bytes]) -> Path:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    "member",
    [
        ("../ra-ngoai.jpg", b"x"),
        ("/etc/passwd", b"x"),
        ("C:/a.jpg", b"x"),
        (link("a.jpg"), b"/etc/passwd"),
        ("trong.zip", b"x"),
        ("trong.RAR", b"x"),
        ("bom.jpg", b"\0" * 3_000_000),
    ],
)
def test_an_archive_with_one_of_these_is_not_opened(
    tmp_path: Path, member: tuple[Any, bytes]
) -> None:
    path = archive(tmp_path, ("tot.jpg", b"x"), member)

    with pytest.raises(FolderRefusedError):
        open_folder(path)
    assert sorted(tmp_path.iterdir()) == [path]


def test_too_much_and_too_many_are_refused(tmp_path: Path, settings: Any) -> None:
    path = archive(tmp_path, ("a.jpg", b"x" * 600), ("b.jpg", b"y" * 600))
    assert set(open_folder(path).names) == {"a.jpg", "b.jpg"}

    settings.IMPORT_MAX_BYTES = 1000
    with pytest.raises(FolderRefusedError):
        open_folder(path)

    settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_FILES = 10_000, 1
    with pytest.raises(FolderRefusedError):
        open_folder(path)


def test_more_than_the_archive_says_is_not_copied_out(
    tmp_path: Path, settings: Any
) -> None:
    path = archive(tmp_path, ("a.jpg", b"x" * 5000))
    settings.IMPORT_MAX_BYTES = 1000

    with pytest.raises(FolderRefusedError):
        Folder(path, {"a.jpg": {"a.jpg"}}, is_packed=True).copy_out(
            "a.jpg", tmp_path / "out"
        )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)

    with pytest.raises(FolderRefusedError):
        open_folder(path)
    with pytest.raises(FolderRefusedError):
        read_sheet(path, most_rows=10)


def rewritten(content: bytes, member: str, change: Any) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return target.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;">]>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_in_a_workbook_are_refused(
    tmp_path: Path, head: bytes, member: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(rewritten(sheet_of(GOOD), member, lambda data: head + data))

    with pytest.raises(FolderRefusedError):
        read_sheet(path, most_rows=10)


def test_a_workbook_that_is_huge_inside_is_not_opened(
    tmp_path: Path, settings: Any
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of(GOOD))
    settings.IMPORT_MAX_SHEET_BYTES = 1000

    with pytest.raises(FolderRefusedError):
        read_sheet(path, most_rows=10)


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of(GOOD))
    with zipfile.ZipFile(path, "a") as workbook:
        workbook.writestr("xl/vbaProject.bin", b"x")

    with pytest.raises(FolderRefusedError):
        read_sheet(path, most_rows=10)


def test_too_many_rows_are_refused_even_where_most_are_empty(tmp_path: Path) -> None:
    workbook = workbook_of([GOOD])
    workbook.worksheets[0].cell(100_000, 1, "T-9")
    path = tmp_path / "a.xlsx"
    path.write_bytes(content_of(workbook))

    with pytest.raises(FolderRefusedError):
        read_sheet(path, most_rows=500)
