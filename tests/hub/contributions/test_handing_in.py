"""Handing in: what is sealed, what the hub makes of it, and what is refused."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from hub.agencies.models import Agency
from hub.content.actions import agency_page
from hub.content.models import ClipPage, GalleryPage, Topic
from hub.contributions import vault
from hub.contributions.actions import Entries, submit
from hub.contributions.enums import Step
from hub.contributions.intake import take_in
from hub.contributions.models import (
    Intake,
    LibraryCopy,
    NeverChangedError,
    Submission,
    SubmittedFile,
    Upload,
)
from hub.contributions.queries import followed
from hub.media.models import HubImage, HubMedia
from hub.rights.models import AgencyFiles
from tests.hub.contributions.handing_in import entries, film, make_upload, picture
from tests.hub.rights.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reporter: User, at: Callable[..., None]) -> Client:
    at(2026, 11, 20, 22, 10)
    client = Client()
    client.force_login(reporter)
    return client


@pytest.fixture
def send(
    client: Client,
    press: Agency,
    reporter: User,
    django_capture_on_commit_callbacks: Any,
) -> Callable[..., Any]:
    """Hands in files by name and content; other fields as they are changed."""

    def hand_in(files: dict[str, bytes], **changed: Any) -> Any:
        uploads = [make_upload(reporter, name, data) for name, data in files.items()]
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/gui/", entries(press, uploads, **changed))

    return hand_in


def start_lane(agency: Agency) -> None:
    page, group = agency_page(agency), Group.objects.create(name="Thẩm định")
    task = GroupApprovalTask.objects.create(name="Thẩm định")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Luồng tỉnh")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=page, workflow=workflow)


def the_only_one() -> Any:
    (one,) = followed(Submission.objects.all())
    return one


def test_a_film_is_sealed_copied_and_becomes_a_draft_in_its_lane(
    send: Callable[..., Any], press: Agency, reporter: User
) -> None:
    start_lane(press)
    content = film()

    answer = send({"cho-phien.mp4": content})

    submission = Submission.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/gui/da-gui/{submission.pk}/",
    )
    assert (submission.agency_name, submission.person) == ("Báo Lào Cai", reporter)
    assert submission.month == date(2026, 11, 1)
    (file,) = submission.files.all()
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.name, file.size_bytes) == ("cho-phien.mp4", len(content))
    clip = HubMedia.objects.get()
    assert clip.collection == AgencyFiles.objects.get(agency=press).collection
    assert clip.is_good
    page = ClipPage.objects.get()
    assert (page.title, page.clip, page.live) == ("Chợ phiên Bắc Hà", clip, False)
    assert page.get_parent().specific == agency_page(press)
    assert page.current_workflow_state.requested_by == reporter
    assert (the_only_one().step, the_only_one().detail) == (
        Step.RECEIVED,
        "Tiếp nhận",
    )
    assert not Upload.objects.exists()


def test_photos_become_a_gallery(send: Callable[..., Any]) -> None:
    send({"a.png": picture(), "b.png": picture(), "loi-dan.txt": b"x"}, kind="PHOTOS")

    page = GalleryPage.objects.get()
    assert page.pictures.count() == HubImage.objects.count() == 2
    assert LibraryCopy.objects.count() == 3


def test_the_original_stays_as_it_came_and_out_of_the_public_folder(
    send: Callable[..., Any], client: Client, settings: Any
) -> None:
    content = film()
    send({"cho-phien.mp4": content})
    page = ClipPage.objects.get()
    page.title = "Đã biên tập"
    page.save_revision().publish(skip_permission_checks=True)
    HubMedia.objects.get().file.delete()

    file = SubmittedFile.objects.get()
    answer = client.get(f"/gui/tep/{file.pk}/")

    assert b"".join(answer.streaming_content) == content
    assert 'filename="cho-phien.mp4"' in answer["Content-Disposition"]
    path = vault.original_path(file.stored_as)
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert path.stat().st_mode & 0o777 == 0o440
    assert list((Path(settings.PRIVATE_DIR) / "uploads").iterdir()) == []
    assert the_only_one().step == Step.SHOWN


def test_nothing_of_a_submission_can_be_changed_or_deleted(
    send: Callable[..., Any],
) -> None:
    send({}, kind="NEWS")
    submission = Submission.objects.get()
    submission.title = "khác"

    for change in (
        submission.save,
        submission.delete,
        Submission.objects.all().delete,
        lambda: Submission.objects.update(title="khác"),
    ):
        with pytest.raises(NeverChangedError):
            change()
    assert Submission.objects.get().title == "Chợ phiên Bắc Hà"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"shown_where": ""}, "Đ12.2 yêu cầu nội dung đã được phát sóng"),
        ({"shown_on": "2026-11-21"}, "Ngày này chưa tới"),
        ({"has_rights": ""}, "Đ15.a"),
        ({"has_no_secret": ""}, "Đ14.1"),
        ({"kind": "PHOTOS"}, "cần có tệp ảnh"),
        ({"wished_from": "2026-12-02", "wished_until": "2026-12-01"}, "Ngày cuối"),
    ],
)
def test_what_is_missing_is_said_and_nothing_entered_is_lost(
    send: Callable[..., Any], changed: dict[str, Any], words: str
) -> None:
    answer = send({"cho-phien.mp4": film()}, **changed)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert 'value="Chợ phiên Bắc Hà"' in shown
    upload = Upload.objects.get()
    assert f'value="{upload.pk}" checked' in shown
    assert vault.size_of(vault.upload_path(upload.file_name)) == upload.size_bytes
    assert not Submission.objects.exists()


def test_without_javascript_a_small_file_comes_with_the_form_and_stays_on_an_error(
    client: Client, press: Agency, django_capture_on_commit_callbacks: Any
) -> None:
    file = SimpleUploadedFile("a.png", picture())
    bad = SimpleUploadedFile("b.exe", b"MZ")
    words = entries(press, [], kind="PHOTOS", title="", files=[file, bad])

    refused = client.post("/gui/", words)

    assert "b.exe" in refused.content.decode()
    upload = Upload.objects.get()
    assert (upload.name, upload.is_whole) == ("a.png", True)
    words = entries(press, [upload], kind="PHOTOS")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/gui/", words).status_code == 302
    assert GalleryPage.objects.get().pictures.count() == 1


def test_a_film_that_the_sandbox_refuses_is_told_and_can_be_replaced(
    send: Callable[..., Any], client: Client
) -> None:
    content = film()
    send({"hong.mp4": content[: len(content) // 2]})
    first = Submission.objects.get()
    assert the_only_one().step == Step.REFUSED
    assert not the_only_one().counts
    shown = client.get(f"/gui/da-gui/{first.pk}/").content.decode()
    assert HubMedia.objects.get().refused_reason in shown
    assert f"/gui/?thay={first.pk}" in shown
    filled = client.get(f"/gui/?thay={first.pk}").content.decode()
    assert 'value="Chợ phiên Bắc Hà"' in filled

    send({"tot.mp4": content}, replaces=str(first.pk))

    steps = {one.submission.pk: one.step for one in followed(Submission.objects.all())}
    assert steps[first.pk] == Step.REPLACED
    assert Step.REFUSED not in steps.values()
    assert SubmittedFile.objects.count() == 2


def test_a_picture_that_the_sandbox_refuses_is_told(send: Callable[..., Any]) -> None:
    data = picture()
    send({"hong.png": data[: len(data) // 2]}, kind="PHOTOS")

    assert the_only_one().step == Step.REFUSED
    assert "hỏng" in the_only_one().detail
    assert Intake.objects.get().item is None


def test_what_is_in_order_cannot_be_replaced(
    send: Callable[..., Any], client: Client
) -> None:
    send({}, kind="NEWS")

    pk = Submission.objects.get().pk

    assert client.get(f"/gui/?thay={pk}").status_code == 404


def test_taking_in_twice_makes_everything_once(send: Callable[..., Any]) -> None:
    send({"cho-phien.mp4": film()})

    take_in.call(Submission.objects.get().pk)

    assert (HubMedia.objects.count(), ClipPage.objects.count()) == (1, 1)


def test_nobody_hands_in_for_another_agency(
    press: Agency, stranger: User, sign_in: Callable[[User], Client]
) -> None:
    answer = sign_in(stranger).post("/gui/", entries(press, [], kind="NEWS"))
    assert answer.status_code == 422

    words = Entries(press, date(2026, 11, 1), "NEWS", Topic.objects.all()[0], "Tin")
    with pytest.raises(PermissionDenied):
        submit(stranger, words, [])
    assert not Submission.objects.exists()


def test_another_persons_upload_cannot_be_sent(
    client: Client, press: Agency, stranger: User
) -> None:
    foreign = make_upload(stranger, "cua-nguoi-khac.mp4", film())

    answer = client.post("/gui/", entries(press, [foreign]))

    assert answer.status_code == 422
    assert Upload.objects.get() == foreign


def test_whoever_has_no_right_is_told_what_to_do(
    sign_in: Callable[[User], Client],
) -> None:
    anonymous = Client().get("/gui/")
    assert anonymous["Location"].startswith("/cms/login/?next=/gui/")

    answer = sign_in(make_person()).get("/gui/")

    assert answer.status_code == 403
    assert "Hãy đề nghị cơ quan chủ trì" in answer.content.decode()


def test_a_submission_that_fails_half_way_leaves_the_upload(
    press: Agency, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = make_upload(reporter, "a.mp4", film())
    words = Entries(press, date(2026, 11, 1), "CLIP", Topic.objects.all()[0], "Tin")

    def fail(*_args: Any, **_fields: Any) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(SubmittedFile.objects, "create", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        submit(reporter, words, [upload])

    assert Upload.objects.get().is_whole
    assert not Submission.objects.exists()
    path = vault.upload_path(upload.pk.hex)
    assert vault.size_of(path) == upload.size_bytes
