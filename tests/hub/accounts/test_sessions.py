"""Own sessions are listed and ended; other people's are not touched."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import Settings

from tests.hub.accounts.signing import is_inside, log_in, make_member

pytestmark = pytest.mark.django_db
SESSIONS = "/cms/account/sessions/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR = False


def test_another_device_is_seen_and_ended(client: Client) -> None:
    make_member()
    phone = Client(HTTP_USER_AGENT=PHONE)
    log_in(phone)
    log_in(client)

    page = client.get(SESSIONS).content.decode()
    assert "Chrome, Android" in page
    there = UserSession.objects.get(user_agent=PHONE)
    client.post(f"{SESSIONS}{there.pk}/end/")

    assert not is_inside(phone)
    assert is_inside(client)


def test_all_others_are_ended_at_once(client: Client) -> None:
    make_member()
    others = [Client(), Client()]
    for other in others:
        log_in(other)
    log_in(client)

    client.post(f"{SESSIONS}others/end/")

    assert not any(is_inside(other) for other in others)
    assert is_inside(client)


def test_somebody_elses_session_is_not_there(client: Client) -> None:
    make_member("hoa")
    other = Client()
    log_in(other, "hoa")
    make_member()
    log_in(client)
    theirs = UserSession.objects.get(user__username="hoa")

    answer = client.post(f"{SESSIONS}{theirs.pk}/end/")

    assert answer.status_code == 404
    assert is_inside(other)
