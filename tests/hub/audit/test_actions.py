"""Entries are added in a row, and neither code nor database lets one be changed."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from hub.audit.actions import record
from hub.audit.models import Entry, UnchangeableError
from hub.audit.queries import verify
from hub.audit.triggers import drop_triggers, make_triggers
from tests.hub.builders import make_agency, make_story

pytestmark = pytest.mark.django_db


def test_an_entry_keeps_the_name_as_it_was() -> None:
    user = User.objects.create_user("lan", first_name="Chuyên viên")
    entry = record("hub.test", actor=user, details={"day": make_agency().pk})
    user.first_name = "Trưởng phòng"
    user.save()

    kept = Entry.objects.get(pk=entry.pk)

    assert kept.actor_name == "Chuyên viên (lan)"
    assert verify() is None


def test_an_account_that_did_something_cannot_be_deleted() -> None:
    user = User.objects.create_user("lan")
    record("hub.test", actor=user)

    with pytest.raises(ProtectedError):
        user.delete()


def test_the_orm_changes_and_deletes_nothing() -> None:
    entry = record("hub.test", subject_title="Tin")
    entry.subject_title = "Tin khác"

    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(kind="x"),
        lambda: Entry.objects.bulk_update([entry], ["kind"]),
        lambda: Entry.objects.bulk_create([Entry(number=9)]),
        lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
    ):
        with pytest.raises(UnchangeableError):
            attempt()

    assert Entry.objects.get(pk=entry.pk).subject_title == "Tin"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hub_audit_entry SET kind = 'x'",
        "DELETE FROM hub_audit_entry",
    ],
)
def test_the_database_changes_and_deletes_nothing(statement: str) -> None:
    record("hub.test")

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().kind == "hub.test"


def test_what_was_done_to_the_table_by_force_is_found() -> None:
    for number in range(3):
        record("hub.test", subject_title=f"Tin {number}")
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hub_audit_entry SET kind = 'x' WHERE number = 2")
    make_triggers(connection)

    with pytest.raises(CommandError, match="Mục số 2 đã bị sửa"):
        call_command("check_audit")


def test_an_entry_added_behind_the_head_is_found() -> None:
    entry = record("hub.test")
    Entry(
        number=entry.number + 1,
        at=entry.at,
        kind="hub.forged",
        previous=entry.digest,
        digest="f" * 64,
    ).save()

    with pytest.raises(CommandError, match="đã bị cắt"):
        call_command("check_audit")


def test_a_whole_log_is_said_to_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    record("hub.test")

    call_command("check_audit")

    assert "Nhật ký hệ thống nguyên vẹn: 1 mục" in capsys.readouterr().out


def test_what_wagtail_notes_is_in_the_chain() -> None:
    editor = User.objects.create_superuser("bien-tap")
    page = make_story("Chợ phiên", languages=("vi",))
    page.save_revision(user=editor, log_action=True).publish(
        user=editor, skip_permission_checks=True
    )

    published = Entry.objects.filter(kind="wagtail.publish", actor=editor).get()

    assert published.subject_title == "Chợ phiên"
    assert published.subject_id == str(page.pk)
    assert verify() is None
