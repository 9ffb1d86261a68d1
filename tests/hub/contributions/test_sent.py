"""What was handed in: who sees it, its receipt, its archive, and how the months stand."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import TaskState, Workflow, WorkflowState

from hub.agencies.models import Agency
from hub.content.models import StoryPage, Topic
from hub.contributions.actions import Entries, submit, take_up_again
from hub.contributions.enums import MonthState, Step
from hub.contributions.models import Exemption, Obligation, Submission
from hub.contributions.queries import followed, matrix
from hub.contributions.receipts import receipt_pdf
from hub.contributions.views import ROWS_ON_A_PAGE
from tests.hub.builders import make_agency
from tests.hub.contributions.handing_in import state_at
from tests.hub.contributions.test_handing_in import start_lane
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
ZONE = timezone.get_default_timezone()


def test_on_the_20th_at_the_last_second_it_is_on_time(hand_in: Any) -> None:
    hand_in(2026, 11, 20, 23, 59, 59)

    assert state_at(2026, 11, 21, 0, 5) == MonthState.ON_TIME


def test_on_the_21st_it_is_late_and_before_that_missing(hand_in: Any) -> None:
    assert state_at(2026, 11, 20, 23, 59, 59) == MonthState.DUE_SOON
    assert state_at(2026, 11, 21, 0, 0, 0) == MonthState.MISSING

    hand_in(2026, 11, 21, 0, 0, 0)

    assert state_at(2026, 11, 21, 0, 5) == MonthState.LATE


def test_what_was_never_shown_before_does_not_count(hand_in: Any) -> None:
    hand_in(shown_where="", shown_on=None)

    assert state_at(2026, 11, 21, 0, 5) == MonthState.MISSING


def test_what_was_sent_back_does_not_count_until_it_is_sent_again(
    hand_in: Any, press: Agency, lead: User
) -> None:
    # Wagtail writes to whoever has an address, by a way that Django will give up.
    User.objects.update(email="")
    start_lane(press)
    first = hand_in()
    assert state_at(2026, 11, 20, 23, 0) == MonthState.ON_TIME
    (task,) = TaskState.objects.all()
    task.specific.reject(user=lead, comment="Thiếu nguồn ảnh")

    (one,) = followed(Submission.objects.all())
    assert (one.step, one.detail) == (Step.RETURNED, "Thiếu nguồn ảnh")
    assert state_at(2026, 11, 20, 23, 0) == MonthState.DUE_SOON

    hand_in(2026, 11, 20, 23, 30, replaces=first)
    assert state_at(2026, 11, 21, 1, 0) == MonthState.ON_TIME


def test_an_agency_is_exempt_with_a_reason(press: Agency) -> None:
    Exemption.objects.create(agency=press, month=date(2026, 11, 9), reason="Lũ quét")

    (row,) = matrix([NOVEMBER], datetime(2026, 11, 21, tzinfo=ZONE))

    assert (row.cells[0].state, row.cells[0].reason) == (MonthState.EXEMPT, "Lũ quét")


def test_a_successor_answers_for_the_months_after_the_change(
    press: Agency, hand_in: Any
) -> None:
    heir = make_agency("bao-moi", "Báo và Phát thanh, Truyền hình Lào Cai")
    press.valid_until, press.successor = date(2026, 10, 31), heir
    press.save()
    months = [NOVEMBER, date(2026, 10, 1)]

    rows = {row.name: row for row in matrix(months, datetime(2026, 12, 1, tzinfo=ZONE))}

    missing, free = MonthState.MISSING, MonthState.NOT_OWED
    assert [cell.state for cell in rows[str(heir)].cells] == [missing, free]
    assert [cell.state for cell in rows[str(press)].cells] == [free, missing]


def test_the_lead_sees_agency_by_month_and_others_do_not(
    hand_in: Any, lead: User, reporter: User, sign_in: Callable[[User], Client]
) -> None:
    hand_in()
    other = make_agency("dai-ptth", "Đài PT-TH tỉnh")
    Obligation.objects.create(agency=other, valid_from=date(2024, 10, 10))

    shown = sign_in(lead).get("/gui/theo-doi/").content.decode()

    assert "Báo Lào Cai" in shown
    assert "Đài PT-TH tỉnh" in shown
    assert "Đúng hạn" in shown
    assert "Sắp đến hạn" in shown
    assert sign_in(reporter).get("/gui/theo-doi/").status_code == 404
    own = sign_in(reporter).get("/gui/").content.decode()
    assert "Báo Lào Cai: nội dung cung cấp hằng tháng" in own
    assert "Đài PT-TH" not in own


@pytest.mark.parametrize("path", ["", "bien-nhan.pdf"])
def test_another_agency_sees_nothing_and_the_lead_all(
    hand_in: Any,
    lead: User,
    reporter: User,
    stranger: User,
    sign_in: Callable[[User], Client],
    path: str,
) -> None:
    submission = hand_in()
    address = f"/gui/da-gui/{submission.pk}/{path}"

    assert sign_in(stranger).get(address).status_code == 404
    assert "Chợ phiên" not in sign_in(stranger).get("/gui/da-gui/").content.decode()
    assert Client().get(address).status_code == 302
    for user in (reporter, lead):
        assert sign_in(user).get(address).status_code == 200
        assert "Chợ phiên" in sign_in(user).get("/gui/da-gui/").content.decode()


def test_an_observer_of_the_whole_province_is_not_the_lead(
    hand_in: Any, sign_in: Callable[[User], Client]
) -> None:
    police = make_agency("cong-an", "Công an tỉnh")
    observer = sign_in(make_holder("security_viewer", police))

    assert observer.get(f"/gui/da-gui/{hand_in().pk}/").status_code == 403
    assert observer.get("/gui/theo-doi/").status_code == 403


def test_an_original_is_for_its_agency_and_the_lead(
    hand_in: Any,
    lead: User,
    stranger: User,
    sign_in: Callable[[User], Client],
) -> None:
    file = hand_in().files.get()

    assert sign_in(stranger).get(f"/gui/tep/{file.pk}/").status_code == 404
    answer = sign_in(lead).get(f"/gui/tep/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"tin"


def test_a_receipt_is_a_pdf_of_the_same_bytes_each_time(hand_in: Any) -> None:
    submission = hand_in()

    first, second = receipt_pdf(submission), receipt_pdf(submission)

    assert first.startswith(b"%PDF-")
    assert first == second


def test_only_who_owes_a_contribution_is_told_of_time(
    hand_in: Any, reporter: User, sign_in: Callable[[User], Client]
) -> None:
    owed = hand_in(2026, 11, 21, 9)
    Obligation.objects.all().delete()
    free = hand_in(2026, 11, 21, 9)

    client = sign_in(reporter)
    shown = [
        client.get(f"/gui/da-gui/{row.pk}/").content.decode() for row in (owed, free)
    ]

    assert ["trễ hạn" in page for page in shown] == [True, False]


def test_the_archive_holds_the_originals_and_their_digests(
    hand_in: Any, reporter: User, sign_in: Callable[[User], Client]
) -> None:
    one, two = hand_in(text=b"mot"), hand_in(text=b"hai")
    hand_in(month=date(2026, 10, 1))

    answer = sign_in(reporter).get("/gui/goi-luu.zip?tu=2026-11&den=2026-11")

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    names = [f"{row.number}/01-Bản thảo.txt" for row in (one, two)]
    assert archive.namelist() == [*names, "SHA256SUMS"]
    assert archive.read(names[0]) == b"mot"
    lines = archive.read("SHA256SUMS").decode().splitlines()
    assert lines[0] == f"{hashlib.sha256(b'mot').hexdigest()}  {names[0]}"
    assert len(lines) == 2


def test_the_archive_of_another_agency_holds_nothing_of_this(
    hand_in: Any, stranger: User, sign_in: Callable[[User], Client]
) -> None:
    hand_in()

    answer = sign_in(stranger).get("/gui/goi-luu.zip?tu=2026-01&den=2026-12")

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["SHA256SUMS"]
    assert sign_in(stranger).get("/gui/goi-luu.zip").status_code == 404


def test_a_list_of_many_costs_as_many_queries_as_of_one(
    hand_in: Any, press: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    start_lane(press)
    hand_in()
    with django_assert_num_queries(6):
        followed(Submission.objects.all())
    for _ in range(2):
        hand_in()

    with django_assert_num_queries(6):
        assert len(followed(Submission.objects.all())) == 3


def test_a_long_list_comes_in_pages(
    hand_in: Any, lead: User, sign_in: Callable[[User], Client]
) -> None:
    first = hand_in(title="Tin đầu tiên")
    for number in range(ROWS_ON_A_PAGE):
        hand_in(title=f"Tin {number}")
    client = sign_in(lead)

    newest, oldest = (
        client.get("/gui/da-gui/", {"trang": page}).content.decode()
        for page in ("1", "2")
    )

    assert first.title not in newest
    assert first.title in oldest


@pytest.mark.parametrize(
    ("choice", "is_there"),
    [
        ({"thang": "2026-11"}, True),
        ({"thang": "2026-10"}, False),
        ({"thang": "never"}, False),
        ({"co-quan": "own"}, True),
        ({"co-quan": "999999"}, False),
        ({"co-quan": "x"}, False),
    ],
)
def test_the_list_is_narrowed_by_agency_and_month(
    choice: dict[str, str],
    is_there: bool,
    hand_in: Any,
    press: Agency,
    lead: User,
    sign_in: Callable[[User], Client],
) -> None:
    hand_in()
    asked = {name: str(press.pk) if value == "own" else value
             for name, value in choice.items()}  # fmt: skip

    answer = sign_in(lead).get("/gui/da-gui/", asked).content.decode()

    assert ("Chợ phiên Bắc Hà" in answer) is is_there
    assert ("Không có nội dung nào như vậy." in answer) is not is_there


def test_what_is_owed_is_entered_in_the_admin(
    admin_client: Client, press: Agency
) -> None:
    shown = admin_client.get("/cms/obligations/").content.decode()

    assert "Báo Lào Cai" in shown
    assert admin_client.get("/cms/exemptions/new/").status_code == 200


def test_a_second_exemption_from_a_month_is_refused_at_its_form(
    admin_client: Client, press: Agency
) -> None:
    Exemption.objects.create(agency=press, month=NOVEMBER, reason="Lũ quét")
    words = {"agency": press.pk, "month": "15/11/2026", "reason": "Nghỉ"}

    assert admin_client.post("/cms/exemptions/new/", words).status_code == 200
    assert Exemption.objects.get().reason == "Lũ quét"


def test_what_a_killed_worker_left_is_taken_up_again(
    press: Agency, reporter: User, at: Callable[..., None]
) -> None:
    at(2026, 11, 20, 8)
    topic = Topic.objects.get(code="culture")
    submit(reporter, Entries(press, NOVEMBER, "NEWS", topic, "Chợ phiên"), [])
    soon, later = (datetime(2026, 11, 20, hour, 30, tzinfo=ZONE) for hour in (9, 10))

    counts = [take_up_again(moment) for moment in (soon, later, later)]

    assert counts == [0, 1, 0]
    assert StoryPage.objects.get().title == "Chợ phiên"


def test_an_item_without_a_lane_waits_as_received(hand_in: Any) -> None:
    Workflow.objects.update(active=False)
    hand_in()

    (one,) = followed(Submission.objects.all())

    assert one.step == Step.RECEIVED
    assert StoryPage.objects.get().title == "Chợ phiên Bắc Hà"
    assert not WorkflowState.objects.exists()
