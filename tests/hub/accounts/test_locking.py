"""Wrong passwords lock a name at an address for a while, and say what to do."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from hub.accounts.enums import Event
from hub.audit.models import Entry
from tests.hub.accounts.signing import log_in, make_member

pytestmark = pytest.mark.django_db
LOCKED = 429


def fail(client: Client, times: int, **meta: Any) -> Any:
    answer = None
    for _ in range(times):
        # Allauth slows down guesses by a count of its own; here axes' is tried.
        cache.clear()
        answer = log_in(client, password="sai", **meta)
    return answer


@pytest.fixture(autouse=True)
def _member() -> None:
    make_member()


def test_after_five_wrong_passwords_the_right_one_is_not_let_in(client: Client) -> None:
    answer = fail(client, 5)
    cache.clear()

    after = log_in(client)

    assert (answer.status_code, after.status_code) == (LOCKED, LOCKED)
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(kind=Event.LOCKED).exists()


def test_four_wrong_passwords_lock_nothing(client: Client) -> None:
    fail(client, 4)
    cache.clear()

    log_in(client)

    assert "_auth_user_id" in client.session


def test_the_page_says_what_to_do_and_keeps_the_name(client: Client) -> None:
    page = fail(client, 5).content.decode()

    assert "Đã nhập sai mật khẩu 5 lần" in page
    assert "15 phút" in page
    assert "người quản lý tài khoản" in page
    assert 'value="lan.nguyen"' in page


def test_after_a_while_the_right_password_is_let_in(
    client: Client, settings: Settings
) -> None:
    fail(client, 5)
    cache.clear()
    earlier = settings.AXES_COOLOFF_TIME + timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - earlier)

    log_in(client)

    assert "_auth_user_id" in client.session


def test_others_and_other_places_are_not_locked(client: Client) -> None:
    make_member("hoa")
    fail(client, 5)
    cache.clear()

    log_in(client, "hoa")
    other_place = Client()
    log_in(other_place, REMOTE_ADDR="10.1.2.3")

    assert "_auth_user_id" in client.session
    assert "_auth_user_id" in other_place.session


def test_a_header_that_a_client_writes_dodges_nothing(client: Client) -> None:
    for number in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    cache.clear()

    assert log_in(client, HTTP_X_FORWARDED_FOR="10.0.0.99").status_code == LOCKED


def test_behind_a_proxy_the_address_that_it_wrote_counts(
    client: Client, settings: Settings
) -> None:
    settings.PROXY_COUNT = 1
    for number in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.9")
    cache.clear()

    same = log_in(client, HTTP_X_FORWARDED_FOR="10.0.0.99, 203.0.113.9")
    other = log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.10")

    assert same.status_code == LOCKED
    assert other.status_code != LOCKED


def test_another_spelling_of_the_name_dodges_nothing(client: Client) -> None:
    for name in (
        "lan.nguyen",
        "LAN.nguyen",
        " lan.nguyen",
        "Lan.Nguyen ",
        "lan.NGUYEN",
    ):
        cache.clear()
        log_in(client, name, "sai")
    cache.clear()

    assert log_in(client).status_code == LOCKED


def test_an_account_guessed_from_many_places_is_slowed_down(client: Client) -> None:
    for number in range(5):
        log_in(client, password="sai", REMOTE_ADDR=f"10.0.0.{number}")

    page = log_in(client, REMOTE_ADDR="10.0.0.99").content.decode()

    assert "quá nhiều lần" in page
    assert "_auth_user_id" not in client.session


def test_a_name_that_nobody_has_is_not_written_down(client: Client) -> None:
    log_in(client, "mat-khau-cua-toi", "sai")

    entry = Entry.objects.get(kind=Event.SIGN_IN_FAILED)

    assert "mat-khau" not in str(entry.link())
