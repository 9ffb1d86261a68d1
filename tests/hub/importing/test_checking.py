"""Every problem is told by row and column, and nothing that is wrong is planned."""

from typing import Any

import pytest
from django.utils import translation

from hub.content.enums import ItemKind
from hub.importing.checking import Known, Outcome, check_rows
from hub.importing.rows import Row
from hub.media.enums import Rights
from tests.hub.importing.packing import GOOD

KNOWN = Known(
    languages=("vi", "en", "zh-hans"),
    topics={"culture": 7, "van hoa": 7},
    codes=frozenset({"cu-1"}),
    body_limit=2000,
    picture_endings=frozenset({"jpg", "png"}),
    clip_endings=frozenset({"mp4"}),
)


def check(*rows: dict[str, str], files: tuple[str, ...] = ()) -> Outcome:
    numbered = [Row(number, row) for number, row in enumerate(rows, start=2)]
    with translation.override("vi"):
        return check_rows(numbered, {name: {name} for name in files}, KNOWN)


def test_a_whole_row_is_planned() -> None:
    outcome = check(
        {
            **GOOD,
            "topic": "Văn hoá",
            "title_en": "Hanoi",
            "body_en": "Text",
            "files": "A.jpg",
            "rights": "Được phép bằng văn bản",
            "rights_note": "Số 1",
        },
        files=("a.jpg",),
    )

    (planned,) = outcome.planned
    assert outcome.may_be_imported
    assert (planned.kind, planned.topic, planned.files) == (
        ItemKind.STORY,
        7,
        ("a.jpg",),
    )
    assert planned.texts == {"vi": ("Hà Nội", ""), "en": ("Hanoi", "Text")}
    assert planned.about_files["rights"] == Rights.PERMITTED


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"code": ""}, "code", "Thiếu mã"),
        ({"code": "CU-1"}, "code", "đã được nhập trước đây"),
        ({"code": "x" * 61}, "code", "Tối đa 60"),
        ({"kind": "phim"}, "kind", "tin, thông báo, ảnh, video"),
        ({"kind": ""}, "kind", "một trong các từ"),
        ({"title_vi": ""}, "title_vi", "Thiếu tiêu đề"),
        ({"title_vi": "x" * 256}, "title_vi", "Dài 256 ký tự; tối đa là 255"),
        ({"body_en": "Text"}, "title_en", "thiếu tiêu đề"),
        ({"body_vi": "x" * 2001}, "body_vi", "Dài 2001 ký tự"),
        ({"topic": ""}, "topic", "Thiếu chủ đề"),
        ({"topic": "thể thao"}, "topic", "“thể thao”"),
        ({"files": "khong-co.jpg"}, "files", "Không có “khong-co.jpg”"),
        ({"files": "a.jpg; b.jpg"}, "files", "chỉ kèm một hình ảnh"),
        ({"files": "c.mp4"}, "files", "Không dùng được “c.mp4”"),
        ({"kind": "thông báo", "files": "a.jpg"}, "files", "không kèm tệp"),
        ({"kind": "ảnh"}, "files", "ít nhất một"),
        ({"kind": "video"}, "files", "đúng một"),
        ({"kind": "video", "files": "a.jpg"}, "files", "Không dùng được"),
        ({"rights": "mượn"}, "rights", "một trong các từ"),
        ({"rights": "được phép bằng văn bản"}, "rights_note", "Đ15.a"),
        ({"caption": "x" * 256}, "caption", "Dài 256"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    change: dict[str, Any], column: str, said: str
) -> None:
    outcome = check({**GOOD, **change}, files=("a.jpg", "b.jpg", "c.mp4"))

    (problem,) = [one for one in outcome.problems if not one.is_note]
    assert (problem.row, problem.column) == (2, column)
    assert said in problem.message
    assert outcome.planned == []
    assert not outcome.may_be_imported


def test_all_problems_are_told_at_once() -> None:
    outcome = check({}, {**GOOD, "code": "t-1", "topic": "?"}, GOOD)

    told = [(one.row, one.column) for one in outcome.problems]
    assert told == [
        (2, "code"), (2, "kind"), (2, "topic"), (2, "title_vi"),
        (3, "code"), (3, "topic"), (4, "code"),
    ]  # fmt: skip


def test_a_file_that_nobody_names_is_noted_and_stops_nothing() -> None:
    outcome = check(GOOD, files=("thua.jpg",))

    (note,) = outcome.problems
    assert note.is_note
    assert "thua.jpg" in note.message
    assert outcome.may_be_imported


def test_an_empty_sheet_cannot_be_imported() -> None:
    assert not check().may_be_imported
    assert len(check().problems) == 1
