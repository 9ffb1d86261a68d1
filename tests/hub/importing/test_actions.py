"""A folder is imported whole, as drafts, or not at all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, PageLogEntry

from hub.agencies.models import Agency
from hub.content.models import ClipPage, GalleryPage, ItemPage, StoryPage
from hub.importing.actions import forget_batch, receive_folder, start_import
from hub.importing.enums import BatchState
from hub.importing.models import Batch, ImportedItem
from hub.media.models import HubImage, HubMedia
from hub.rights.actions import end_role, files_of
from hub.rights.models import RoleAssignment
from tests.fakes.videos import write_video
from tests.hub.builders import make_agency
from tests.hub.importing.packing import GOOD, folder_of, packed, picture, sheet_of
from tests.hub.rights.people import LONG_AGO, make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORT_DIR = tmp_path / "importing"


@pytest.fixture
def agency() -> Agency:
    return make_agency()


@pytest.fixture
def writer(agency: Agency) -> Any:
    return make_holder("contributor", agency)


def imported(agency: Agency, writer: Any, *uploads: SimpleUploadedFile) -> Batch:
    batch = receive_folder(agency, writer, uploads)
    assert batch.state == BatchState.READY, batch.problems
    assert start_import(batch, writer)
    batch.refresh_from_db()
    return batch


def stored(settings: Any) -> list[Path]:
    media = Path(settings.MEDIA_ROOT)
    return [path for path in media.rglob("*") if path.is_file()]


def test_checking_writes_nothing(agency: Agency, writer: Any, settings: Any) -> None:
    row = {**GOOD, "files": "a.jpg"}

    batch = receive_folder(agency, writer, [folder_of(row, a_jpg=picture())])

    assert (batch.state, batch.row_count, batch.file_count) == (BatchState.READY, 1, 1)
    assert not ItemPage.objects.exists()
    assert not HubImage.objects.exists()
    assert stored(settings) == []


def test_every_kind_is_imported_as_a_draft(
    agency: Agency, writer: Any, tmp_path: Path
) -> None:
    film = write_video(tmp_path / "film.mp4", seconds=2).read_bytes()
    rows = [
        {
            **GOOD,
            "files": "a.jpg",
            "caption": "Phố cổ",
            "credit": "Ảnh: Sở",
            "title_en": "Hanoi",
            "title_zh-hans": "河内",
            "body_zh-hans": "河内市",
        },
        {**GOOD, "code": "T-2", "kind": "thông báo"},
        {**GOOD, "code": "T-3", "kind": "ảnh", "files": "a.jpg; b.jpg"},
        {**GOOD, "code": "T-4", "kind": "video", "files": "f.mp4"},
    ]
    folder = folder_of(*rows, a_jpg=picture(), b_jpg=picture(), f_mp4=film)

    batch = imported(agency, writer, folder)

    assert batch.state == BatchState.DONE
    assert not ItemPage.objects.filter(live=True).exists()
    assert ItemPage.objects.count() == 6
    story = StoryPage.objects.get(locale__language_code="vi")
    assert story.owner == writer
    assert story.get_parent().specific.agency == agency
    assert story.picture.credit == "Ảnh: Sở"
    assert story.picture.collection == files_of(agency)
    assert [text.caption for text in story.picture.texts.all()] == ["Phố cổ"]
    words = StoryPage.objects.order_by("locale__language_code").values_list(
        "locale__language_code", "title", "body"
    )
    assert list(words) == [
        ("en", "Hanoi", ""),
        ("vi", "Hà Nội", ""),
        ("zh-hans", "河内", "河内市"),
    ]
    assert GalleryPage.objects.get().pictures.count() == 2
    assert ClipPage.objects.get().clip == HubMedia.objects.get()
    assert not batch.folder.exists()


def test_it_is_written_down_who_imported_what(agency: Agency, writer: Any) -> None:
    batch = imported(agency, writer, folder_of(GOOD))

    entry = ModelLogEntry.objects.get(action="hub_importing.import")
    assert (entry.user, entry.data) == (writer, {"items": ["T-1"]})
    assert entry.object_id == str(batch.pk)
    item = ItemPage.objects.get()
    assert PageLogEntry.objects.filter(
        page=item.pk, action="wagtail.create", user=writer
    ).exists()


def test_the_same_codes_are_refused_the_second_time(
    agency: Agency, writer: Any
) -> None:
    imported(agency, writer, folder_of(GOOD))
    changed = {**GOOD, "code": "t-1", "title_vi": "Khác"}

    batch = receive_folder(agency, writer, [folder_of(changed)])

    assert batch.state == BatchState.FAULTY
    assert not start_import(batch, writer)
    assert ItemPage.objects.get().title == "Hà Nội"


def test_codes_of_other_agencies_are_their_own(agency: Agency, writer: Any) -> None:
    other = make_agency("bo-doi", "Bộ đội Biên phòng")
    imported(agency, writer, folder_of(GOOD))

    imported(other, make_holder("contributor", other), folder_of(GOOD))

    assert ImportedItem.objects.count() == 2


def test_one_bad_picture_keeps_the_whole_folder_out(
    agency: Agency, writer: Any, settings: Any
) -> None:
    rows = [
        {**GOOD, "files": "a.jpg"},
        {**GOOD, "code": "T-2", "files": "b.jpg"},
        {**GOOD, "code": "T-3", "files": "c.jpg"},
    ]
    folder = folder_of(*rows, a_jpg=picture(), b_jpg=b"no picture", c_jpg=b"nor this")

    batch = imported(agency, writer, folder)

    assert batch.state == BatchState.FAULTY
    assert [(one.row, one.column) for one in batch.faults] == [
        (3, "files"),
        (4, "files"),
    ]
    assert not ItemPage.objects.exists()
    assert not ImportedItem.objects.exists()
    assert not HubImage.objects.exists()
    assert stored(settings) == []


def test_what_breaks_while_rows_are_written_leaves_nothing(
    agency: Agency, writer: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{**GOOD, "files": "a.jpg"}, {**GOOD, "code": "T-2", "title_en": "Hanoi"}]
    batch = receive_folder(agency, writer, [folder_of(*rows, a_jpg=picture())])

    def break_off(*_given: object, **_named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("hub.importing.actions.add_translation", break_off)
    start_import(batch, writer)

    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert "thử lại" in batch.notes[0].message
    assert not ItemPage.objects.exists()
    assert not HubImage.objects.exists()
    assert stored(settings) == []


def test_who_lost_the_right_meanwhile_imports_nothing(
    agency: Agency, writer: Any
) -> None:
    batch = receive_folder(agency, writer, [folder_of(GOOD)])
    end_role(RoleAssignment.objects.get(), LONG_AGO)

    start_import(batch, writer)

    batch.refresh_from_db()
    assert batch.state == BatchState.FAULTY
    assert not ItemPage.objects.exists()


def test_two_clicks_import_once(agency: Agency, writer: Any) -> None:
    batch = receive_folder(agency, writer, [folder_of(GOOD)])
    twin = Batch.objects.get(pk=batch.pk)

    assert [start_import(batch, writer), start_import(twin, writer)] == [True, False]
    assert ItemPage.objects.count() == 1


def test_loose_files_are_a_folder_too(agency: Agency, writer: Any) -> None:
    sheet = SimpleUploadedFile("ke.xlsx", sheet_of({**GOOD, "files": "a.jpg"}))

    batch = imported(agency, writer, sheet, SimpleUploadedFile("a.jpg", picture()))

    assert batch.state == BatchState.DONE
    assert StoryPage.objects.get().picture


@pytest.mark.parametrize(
    "files",
    [
        {"a.jpg": b"x"},
        {"a.xlsx": sheet_of(GOOD), "b.xlsx": sheet_of(GOOD)},
        {"a.xlsm": sheet_of(GOOD)},
        {"a.xlsx": b"no sheet"},
        {"../a.xlsx": sheet_of(GOOD)},
    ],
)
def test_a_folder_that_cannot_be_read_says_why(
    agency: Agency, writer: Any, files: dict[str, bytes]
) -> None:
    batch = receive_folder(agency, writer, [packed(files)])

    assert batch.state == BatchState.FAULTY
    assert len(batch.faults) == 1
    assert not start_import(batch, writer)


def test_many_rows_are_checked_with_as_many_queries_as_one(
    agency: Agency, writer: Any, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as for_one:
        receive_folder(agency, writer, [folder_of(GOOD)])
    rows = [{**GOOD, "code": f"T-{number}"} for number in range(50)]

    with django_assert_num_queries(len(for_one)):
        receive_folder(agency, writer, [folder_of(*rows)])


def test_what_was_uploaded_can_be_removed(agency: Agency, writer: Any) -> None:
    batch = receive_folder(agency, writer, [folder_of(GOOD)])
    assert batch.folder.exists()

    forget_batch(batch)

    assert not batch.folder.exists()
    assert not Batch.objects.exists()
