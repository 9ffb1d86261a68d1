"""Letters leave by a true server; one that is away loses none."""

from datetime import timedelta
from typing import Any

import pytest

from hub.incidents.actions import report
from hub.incidents.enums import Kind
from hub.incidents.letters import MOST_ATTEMPTS, mail_letter, post_again
from hub.incidents.models import Letter
from hub.lib.environment import smtp_mailer
from tests.hub.incidents.scene import BETTING, NOW, make_gate
from tests.hub.moderation.test_notices import NOBODY_THERE, Box, box

__all__ = ["box"]
AWAY = smtp_mailer(f"smtp://127.0.0.1:{NOBODY_THERE}")
truly = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@truly
def test_each_person_gets_one_letter_in_vietnamese(box: Box) -> None:
    gate = make_gate()

    report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)
    for letter in Letter.objects.all():
        mail_letter.call(letter.pk)

    told = sorted(mail.rcpt_tos[0] for mail in box.mails)
    assert told == sorted(one.email for one in (gate.operator, gate.head, gate.officer))
    assert not Letter.objects.filter(sent_at=None).exists()


@truly
def test_while_the_server_is_away_letters_wait_and_leave_later(
    settings: Any, box: Box
) -> None:
    gate, there = make_gate(), settings.MAILERS
    settings.MAILERS = {"default": AWAY}

    incident = report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)
    assert incident.notified_at is None
    settings.MAILERS = there

    assert post_again(NOW + timedelta(seconds=59)) == 0
    assert post_again(NOW + timedelta(seconds=60)) == 3
    assert len(box.mails) == 3


@pytest.mark.django_db
def test_a_letter_is_not_tried_for_ever() -> None:
    gate = make_gate()
    report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)
    Letter.objects.update(sent_at=None, attempts=MOST_ATTEMPTS)

    assert post_again(NOW + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_what_a_dead_server_left_is_sent_by_the_clock(mailoutbox: Any) -> None:
    gate = make_gate()
    report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)
    Letter.objects.update(sent_at=None, attempts=0)
    mailoutbox.clear()

    post_again(NOW + timedelta(seconds=31))

    assert len(mailoutbox) == 3
    assert not Letter.objects.filter(sent_at=None).exists()
