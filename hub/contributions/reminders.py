"""Letters to the press that a month's contribution is still to come (Đ12.2)."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from hub.contributions.deadlines import month_of, reminder_due
from hub.contributions.enums import MonthState
from hub.contributions.models import Reminder
from hub.contributions.queries import Cell, Row, matrix
from hub.rights.enums import Right
from hub.rights.queries import holders

logger = logging.getLogger(__name__)


def send_reminders(now: datetime) -> int:
    """To each person once for each day of reminding; answers how many went out."""
    today = timezone.localdate(now)
    day = reminder_due(today, settings.CONTRIBUTION_REMINDER_DAYS)
    if day is None:
        return 0
    sent = 0
    for row in matrix([month_of(today)], now):
        (cell,) = row.cells
        if cell.state in (MonthState.NOT_DUE, MonthState.DUE_SOON):
            sent += _remind_agency(row, cell, day, now)
    return sent


def _remind_agency(row: Row, cell: Cell, day: int, now: datetime) -> int:
    people = list(holders(Right.CONTRIBUTE, agency=row.agency).exclude(email=""))
    if not people:
        logger.warning("nobody at %s can be reminded: no e-mail address", row.name)
    return sum(_remind(person, row, cell, day, now) for person in people)


@transaction.atomic
def _remind(person: Any, row: Row, cell: Cell, day: int, now: datetime) -> bool:
    """The row stands before the letter goes; it goes again if the letter does not."""
    _reminder, is_new = Reminder.objects.get_or_create(
        agency_id=row.agency,
        person=person,
        month=cell.month,
        day=day,
        defaults={"sent_at": now},
    )
    if is_new:
        with translation.override(settings.LANGUAGE_CODE):
            send_mail(*_letter(row, cell), None, [person.email])
    return is_new


def _letter(row: Row, cell: Cell) -> tuple[str, str]:
    subject = gettext("Contribution of %(month)s: due by 20/%(month)s")
    body = gettext(
        "To %(agency)s,\n\n"
        "By Đ12.2 of the regulation issued with Decision 32/2024/QĐ-UBND, the agency "
        "hands in at least %(minimum)s content promoting Lào Cai on the 20th of every "
        "month. For %(month)s %(count)s of %(minimum)s was received so far. On time is "
        "what is received by 23:59 on 20/%(month)s.\n\n"
        "Hand in here: %(address)s\n\n"
        "This letter was sent by the system; whoever has handed in meanwhile need not "
        "mind it.\n"
    )
    words = {
        "agency": row.name,
        "month": f"{cell.month:%m/%Y}",
        "minimum": cell.minimum,
        "count": cell.count,
        "address": settings.HUB_BASE_URL + reverse("contributions:page"),
    }
    return subject % words, body % words
