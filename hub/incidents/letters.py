"""Letters about incidents: a row for each first, then sent by a task of its own.

An incident never waits for a mail server, and no letter is lost with one: what did not
leave is tried again by the clock, ever less often.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hub.incidents.enums import Kind, Occasion
from hub.incidents.models import Incident, IncidentNotice, Letter
from hub.incidents.queries import people_told

logger = logging.getLogger(__name__)

FIRST_AGAIN = timedelta(seconds=30)
MOST_ATTEMPTS = 12  # the last after more than a day


def write_letters(
    incident: Incident,
    notices: Iterable[IncidentNotice],
    occasion: Occasion,
    now: datetime,
) -> None:
    """To everybody of these agencies who has to do with incidents. `post` sends them."""
    rows = list(notices)
    people = people_told([one.agency_id for one in rows], incident.cluster_id)
    Letter.objects.bulk_create(
        Letter(
            notice=notice,
            person=person,
            address=person.email,
            occasion=occasion,
            made_at=now,
        )
        for notice in rows
        for person in people[notice.agency_id]
    )


def post(incident: int) -> None:
    """Asks for every letter of an incident that has not left."""
    waiting = Letter.objects.filter(
        notice__incident=incident, sent_at__isnull=True, attempts=0
    )
    for pk in waiting.values_list("pk", flat=True):
        mail_letter.enqueue(pk)


def post_again(now: datetime) -> int:
    """What did not leave: after half a minute, then after twice as long each time."""
    waiting = Letter.objects.filter(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
    due = [
        pk
        for pk, made_at, attempts in waiting.values_list("pk", "made_at", "attempts")
        if now - made_at >= FIRST_AGAIN * 2**attempts
    ]
    for pk in due:
        mail_letter.enqueue(pk)
    return len(due)


@task()
def mail_letter(pk: int) -> None:
    """Sends one, once, however many workers are told to."""
    letter = (
        Letter.objects.filter(pk=pk, sent_at__isnull=True)
        .select_related("notice__incident__cluster", "notice__incident__player")
        .first()
    )
    if letter is None or not _claim(letter):
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            message(letter).send()
    except (OSError, SMTPException) as error:
        logger.warning("letter %s was not mailed: %s", pk, error)
        return
    Letter.objects.filter(pk=pk).update(sent_at=timezone.now())


def message(letter: Letter) -> EmailMessage:
    incident = letter.notice.incident
    words = {
        "kind": incident.get_kind_display(),
        "cluster": str(incident.cluster),
        "player": incident.player.code if incident.player else "",
    }
    subjects = {
        Occasion.SILENT: _("%(cluster)s: player %(player)s is not heard any more"),
        Occasion.RETURNED: _("%(cluster)s: player %(player)s is heard again"),
    }
    plain = _("%(cluster)s: %(kind)s")
    subject = subjects.get(Occasion(letter.occasion), plain) % words
    address = settings.HUB_BASE_URL + reverse("incidents:incident", args=[incident.pk])
    lines = [*_facts(letter), "", f"{_('Open it:')} {address}", ""]
    return EmailMessage(
        subject=f"{_('[External information]')} {subject}",
        body="\n".join(lines),
        to=[letter.address],
    )


def _facts(letter: Letter) -> list[str]:
    incident = letter.notice.incident
    facts = [
        (_("Incident"), f"{incident} – {incident.get_kind_display()}"),
        (_("Cluster"), str(incident.cluster)),
        (
            _("Detected"),
            f"{timezone.localtime(incident.detected_at):%H:%M:%S %d/%m/%Y}",
        ),
        (_("Opened by"), incident.opener),
        (_("What is seen"), incident.seen),
        (_("Effects"), ", ".join(incident.effect_names)),
    ]
    lines = [f"{name}: {value}" for name, value in facts if value]
    if letter.occasion == Occasion.RETURNED and incident.proposed_end_at:
        end = timezone.localtime(incident.proposed_end_at)
        lines.append(
            _("Heard again at %(time)s.") % {"time": f"{end:%H:%M:%S %d/%m/%Y}"}
        )
    if incident.kind == Kind.CYBER:
        lines += ["", _slate(incident)]
    if letter.notice.is_due:
        lines += [
            "",
            _("Please open the incident and acknowledge it (%(clause)s).")
            % {"clause": letter.notice.clause},
        ]
    return lines


def _slate(incident: Incident) -> str:
    if incident.slate_ordered_at:
        return _("The safe slate was ordered for this cluster.")
    return _(
        "The safe slate is NOT ordered. Whoever may send urgent messages is asked to open "
        "the incident, look, and order it with the PIN of their key."
    )


def _claim(letter: Letter) -> bool:
    mine = Letter.objects.filter(
        pk=letter.pk, sent_at__isnull=True, attempts=letter.attempts
    )
    return bool(mine.update(attempts=F("attempts") + 1))
