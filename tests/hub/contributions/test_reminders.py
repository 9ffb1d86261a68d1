"""Letters on the 15th and the 19th, to whoever still owes the month's content."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from hub.agencies.models import Agency
from hub.contributions.enums import MonthState
from hub.contributions.models import Exemption, Reminder
from hub.contributions.reminders import send_reminders
from tests.hub.contributions.handing_in import state_at
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
ZONE = timezone.get_default_timezone()


def test_reminders_go_on_the_15th_and_the_19th_and_never_twice(
    press: Agency, reporter: User, stranger: User
) -> None:
    def at_eight(day: int) -> datetime:
        return datetime(2026, 11, day, 8, tzinfo=ZONE)

    sent = [send_reminders(at_eight(day)) for day in (14, 15, 15, 16, 19, 20, 21)]

    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert [letter.to for letter in mail.outbox] == [["phong-vien@bao.example"]] * 2
    letter = mail.outbox[0]
    assert "Đ12.2" in letter.body
    assert "20/11/2026" in letter.subject
    assert "/gui/" in letter.body


def test_whoever_has_handed_in_or_is_exempt_is_not_reminded(
    hand_in: Any, press: Agency
) -> None:
    hand_in(2026, 11, 3, 9)
    Exemption.objects.create(agency=press, month=date(2026, 12, 1), reason="Nghỉ")

    assert send_reminders(datetime(2026, 11, 15, 8, tzinfo=ZONE)) == 0
    assert send_reminders(datetime(2026, 12, 15, 8, tzinfo=ZONE)) == 0
    assert mail.outbox == []


def test_a_letter_that_could_not_be_sent_goes_with_the_next_run(
    press: Agency, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 15, 8, tzinfo=ZONE)

    def fail(*_args: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("hub.contributions.reminders.send_mail", fail)
        with pytest.raises(ConnectionRefusedError):
            send_reminders(now)
    assert not Reminder.objects.exists()

    assert send_reminders(now + timedelta(hours=1)) == 1


def test_without_days_of_reminding_nobody_is_reminded(
    press: Agency, reporter: User, settings: Any
) -> None:
    settings.CONTRIBUTION_REMINDER_DAYS = []

    assert send_reminders(datetime(2026, 11, 19, 8, tzinfo=ZONE)) == 0
    assert state_at(2026, 11, 19) == MonthState.NOT_DUE


def test_a_holder_without_an_address_stops_nobody(press: Agency) -> None:
    make_holder("press_contributor", press, "khong-thu")

    assert send_reminders(datetime(2026, 11, 15, 8, tzinfo=ZONE)) == 0
    assert not Reminder.objects.exists()
