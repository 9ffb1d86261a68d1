"""Demo accounts have known passwords: they work at this machine only, while DEMO is on."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hub.demo.loading.people import ACCOUNTS, PASSWORD, load_people

pytestmark = pytest.mark.django_db

HERE = {"REMOTE_ADDR": "127.0.0.1"}
ELSEWHERE = {"REMOTE_ADDR": "192.168.1.20"}
BEHIND_A_PROXY = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True
    load_people()


def _log_in(client: Client, username: str = "demo-bien-tap", **meta: str) -> bool:
    words = {"login": username, "password": PASSWORD}
    client.post(reverse("wagtailadmin_login"), words, **meta)
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_a_demo_account_may_log_in_at_this_machine(account, client: Client) -> None:
    assert _log_in(client, account.username, **HERE)


def test_the_machine_has_an_address_of_the_new_kind_too(client: Client) -> None:
    assert _log_in(client, REMOTE_ADDR="::1")


@pytest.mark.parametrize("meta", [ELSEWHERE, BEHIND_A_PROXY], ids=["far", "proxied"])
def test_a_demo_account_may_not_log_in_from_elsewhere(
    meta: dict[str, str], client: Client
) -> None:
    assert not _log_in(client, **meta)


def test_the_login_form_says_why_and_what_to_do(client: Client) -> None:
    words = {"login": "demo-duyet", "password": PASSWORD}

    answer = client.post(reverse("wagtailadmin_login"), words, **ELSEWHERE)

    said = answer.content.decode()
    assert "127.0.0.1" in said
    assert "Tài khoản dùng thử" in said


def test_a_wrong_password_says_nothing_about_demo_accounts(client: Client) -> None:
    words = {"login": "demo-duyet", "password": "sai"}

    answer = client.post(reverse("wagtailadmin_login"), words, **ELSEWHERE)

    assert "127.0.0.1" not in answer.content.decode()


def test_with_the_demo_off_nobody_may_use_a_demo_account(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = False

    assert not _log_in(client, **HERE)


@pytest.mark.parametrize("meta", [ELSEWHERE, BEHIND_A_PROXY], ids=["far", "proxied"])
def test_a_session_that_moves_elsewhere_ends(
    meta: dict[str, str], client: Client
) -> None:
    _log_in(client, **HERE)

    refused = client.get(reverse("wagtailadmin_home"), **meta)

    assert refused.status_code == 403
    assert "127.0.0.1" in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_session_ends_when_the_demo_is_switched_off(
    client: Client, settings: Settings
) -> None:
    _log_in(client, **HERE)
    settings.DEMO = False

    refused = client.get(reverse("wagtailadmin_home"), **HERE)

    assert refused.status_code == 403
    assert "_auth_user_id" not in client.session


def test_other_accounts_may_log_in_from_anywhere(client: Client) -> None:
    User.objects.create_superuser("van-thu", password=PASSWORD)

    assert _log_in(client, "van-thu", **ELSEWHERE)


def test_everybody_may_look_at_the_screens_from_anywhere(client: Client) -> None:
    answer = client.get(reverse("screens:wall"), **ELSEWHERE)

    assert answer.status_code == 200
