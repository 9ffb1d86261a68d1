"""Tells people: a row for each in the CMS at once, and a mail by a task of its own.

A decision never waits for a mail server, and none is lost with one.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hub.moderation.models import Notice

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8


def tell(people: Iterable[Any], page: Any, words: str, *, path: str = "") -> None:
    """Each person once; the mails leave when the transaction is through.

    About a page of the CMS that is no item: `page` is None, and `path` is where it is.
    """
    for person in {one.pk: one for one in people if one is not None}.values():
        notice = Notice.objects.create(
            person=person, page_id=page.pk if page else None, path=path, words=words
        )
        if person.email:
            transaction.on_commit(partial(mail_notice.enqueue, notice.pk))


@task()
def mail_notice(notice_id: int) -> None:
    """Sends one, once. When the server cannot be reached it is tried again later."""
    waiting = Notice.objects.filter(pk=notice_id, mailed_at__isnull=True)
    notice = waiting.select_related("person").first()
    if notice is None:
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _message(notice).send()
    except (OSError, SMTPException) as error:
        logger.warning("notice %s was not mailed: %s", notice_id, error)
        _try_later(notice)
    else:
        waiting.update(mailed_at=timezone.now())


def _message(notice: Notice) -> EmailMessage:
    address = settings.HUB_BASE_URL + (notice.address or reverse("moderation:notices"))
    first_line = notice.words.split("\n", 1)[0]
    return EmailMessage(
        subject=f"{_('[External information]')} {first_line[:120]}",
        body=f"{notice.words}\n\n{_('Open it:')} {address}\n",
        to=[notice.person.email],
    )


def _try_later(notice: Notice) -> None:
    notice.attempts += 1
    notice.save(update_fields=["attempts"])
    if notice.attempts >= MOST_ATTEMPTS or not mail_notice.get_backend().supports_defer:
        return
    at = timezone.now() + timedelta(minutes=2**notice.attempts)
    mail_notice.using(run_after=at).enqueue(notice.pk)
