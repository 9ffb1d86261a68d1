"""Notices by mail, to a true server; a server that is away loses nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from hub.lib.environment import smtp_mailer
from hub.moderation.models import Notice
from hub.moderation.notices import mail_notice, tell
from tests.fakes.smtp import Box, a_mail_server
from tests.hub.builders import make_story
from tests.hub.moderation.lanes import holder, passed, submitted

NOBODY_THERE = 9


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    with a_mail_server() as box:
        settings.MAILERS = {"default": smtp_mailer(box.address)}
        yield box


def reader() -> Any:
    person = holder("contributor")
    person.email = "nguoi-doc@laocai.example"
    person.save()
    return person


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_notice_is_mailed_in_vietnamese(box: Box) -> None:
    story, person = make_story(), reader()

    tell([person], story, "“Gầu Tào” được trả lại để bổ sung.")
    mail_notice.call(Notice.objects.get().pk)
    mail_notice.call(Notice.objects.get().pk)

    (mail,) = box.mails
    assert mail.rcpt_tos == ["nguoi-doc@laocai.example"]
    assert Notice.objects.get().mailed_at is not None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_that_is_away_loses_neither_decision_nor_notice(
    settings: Any, box: Box
) -> None:
    there = settings.MAILERS
    away = smtp_mailer(f"smtp://127.0.0.1:{NOBODY_THERE}")
    settings.MAILERS = {"default": away}
    author = reader()

    page = passed(submitted(author), holder("receiver"))
    tell([author], page, "Tin.")
    notice = Notice.objects.get(person=author)
    mail_notice.call(notice.pk)
    notice.refresh_from_db()
    failed = (notice.mailed_at, notice.attempts > 0)
    settings.MAILERS = there
    mail_notice.call(notice.pk)

    assert failed == (None, True)
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_a_person_reads_and_marks_only_their_own(client: Client) -> None:
    story, one, other = make_story(), holder("receiver"), holder("appraiser")
    tell([one, other], story, "Tin cho hai người.")
    client.force_login(one)

    page = client.get("/cms/moderation/notices/")
    theirs = Notice.objects.get(person=other)
    client.post("/cms/moderation/notices/", {"notice": theirs.pk})
    client.post("/cms/moderation/notices/", {})

    assert "Tin cho hai người." in page.content.decode()
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert Notice.objects.get(person=one).read_at is not None
