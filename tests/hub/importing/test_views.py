"""The pages of the import, and who may open them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hub.agencies.models import Agency
from hub.content.models import ItemPage
from hub.importing.models import Batch
from tests.hub.builders import make_agency
from tests.hub.importing.packing import GOOD, folder_of
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE = "/cms/importing/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORT_DIR = tmp_path / "importing"


@pytest.fixture
def writer(client: Client) -> Any:
    person = make_holder("contributor", make_agency())
    client.force_login(person)
    return person


def upload(client: Client, *rows: dict[str, Any], **more: Any) -> Any:
    agency = more.pop("agency", None) or make_agency_id()
    return client.post(PAGE, {"agency": agency, "folder": [folder_of(*rows)], **more})


def make_agency_id(code: str = "so-du-lich") -> int:
    return Agency.objects.get(code=code).pk


def test_a_folder_is_uploaded_checked_and_imported(client: Client, writer: Any) -> None:
    answer = upload(client, GOOD)
    batch = Batch.objects.get()
    assert answer.url == f"{PAGE}{batch.key}/"
    shown = client.get(answer.url).content.decode()
    assert "Không phát hiện lỗi" in shown
    assert not ItemPage.objects.exists()

    client.post(f"{answer.url}start/")

    shown = client.get(answer.url).content.decode()
    assert "Đã nhập thành bản nháp" in shown
    assert f"/cms/pages/{ItemPage.objects.get().pk}/edit/" in shown
    assert "sẵn sàng" not in client.get(PAGE).content.decode()


def test_errors_are_shown_and_given_back_in_the_sheet(
    client: Client, writer: Any
) -> None:
    answer = upload(client, {**GOOD, "topic": "=cmd", "title_vi": ""})

    shown = client.get(answer.url).content.decode()
    assert "Thiếu tiêu đề" in shown
    assert "Nhập thành bản nháp" not in shown
    client.post(f"{answer.url}start/")
    assert not ItemPage.objects.exists()
    given = client.get(f"{answer.url}loi.xlsx")
    sheet = load_workbook(io.BytesIO(given.content)).worksheets[0]
    assert sheet.cell(1, sheet.max_column).value == "Lỗi"
    assert "Thiếu tiêu đề" in str(sheet.cell(2, sheet.max_column).value)


def test_the_template_is_given(client: Client, writer: Any) -> None:
    answer = client.get(f"{PAGE}mau.xlsx")

    assert load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "Nội dung"


def test_nobody_imports_for_another_agency(client: Client, writer: Any) -> None:
    other = make_agency("bo-doi", "Bộ đội Biên phòng")

    answer = upload(client, GOOD, agency=other.pk)

    assert answer.status_code == 200
    assert not Batch.objects.exists()


def test_what_another_agency_uploaded_is_not_there(client: Client, writer: Any) -> None:
    address = upload(client, GOOD).url
    other = make_agency("bo-doi", "Bộ đội Biên phòng")
    client.force_login(make_holder("contributor", other))

    assert client.get(address).status_code == 404
    assert client.post(f"{address}start/").status_code == 404
    assert client.post(f"{address}forget/").status_code == 404
    assert client.get(f"{address}loi.xlsx").status_code == 404
    assert "thu-muc.zip" not in client.get(PAGE).content.decode()
    assert Batch.objects.count() == 1
    assert not ItemPage.objects.exists()


def test_who_writes_for_nobody_has_no_import(client: Client) -> None:
    client.force_login(make_holder("appraiser", make_agency()))

    assert client.get(PAGE).status_code == 302
    assert upload(client, GOOD).status_code == 302
    assert not Batch.objects.exists()
    assert PAGE not in client.get("/cms/").content.decode()


def test_the_menu_leads_there(client: Client, writer: Any) -> None:
    assert PAGE in client.get("/cms/").content.decode()


def test_nothing_chosen_is_said_at_the_field(client: Client, writer: Any) -> None:
    answer = client.post(PAGE, {"agency": make_agency_id()})

    assert answer.status_code == 200
    assert answer.context["form"].errors["folder"]
    assert not Batch.objects.exists()


def test_too_much_at_once_is_refused(
    client: Client, writer: Any, settings: Any
) -> None:
    settings.IMPORT_MAX_BYTES = 100

    answer = upload(client, GOOD)

    assert "quá lớn" in answer.content.decode()
    assert not Batch.objects.exists()


def test_an_upload_is_removed(client: Client, writer: Any) -> None:
    address = upload(client, GOOD).url

    client.post(f"{address}forget/")

    assert not Batch.objects.exists()
    assert client.get(address).status_code == 404


def test_a_list_of_uploads_costs_the_same_for_one_and_for_many(
    client: Client, writer: Any, django_assert_num_queries: Any
) -> None:
    upload(client, GOOD)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as for_one:
        client.get(PAGE)
    count = len(for_one)
    for _again in range(4):
        upload(client, GOOD)

    with django_assert_num_queries(count):
        assert client.get(PAGE).content.decode().count("thu-muc.zip") == 5


def test_names_with_marks_are_shown_as_text(client: Client, writer: Any) -> None:
    sheet = SimpleUploadedFile("<b>x.txt", b"x")

    answer = client.post(PAGE, {"agency": make_agency_id(), "folder": [sheet]})

    assert "<b>x.txt" not in client.get(answer.url).content.decode()
