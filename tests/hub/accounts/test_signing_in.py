"""Nobody is in the CMS who did not show, in this session, both password and factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from hub.accounts.actions import CODE_TRIES, give_code
from hub.accounts.enums import Event
from hub.accounts.views.signing import LoginView
from hub.audit.models import Entry
from tests.hub.accounts.signing import (
    AUTHENTICATE,
    ENROL,
    LOGIN,
    PASSWORD,
    TOTP,
    add_app,
    code_for,
    is_inside,
    log_in,
    make_member,
)

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    """Ours, the oldest first."""
    found = Entry.objects.filter(kind__startswith="hub.").order_by("number")
    return list(found.values_list("kind", flat=True))


def test_a_password_alone_opens_nothing(client: Client) -> None:
    make_member()

    log_in(client)

    answer = client.get("/cms/")
    assert (answer.status_code, answer["Location"]) == (302, ENROL)
    assert client.get("/cms/pages/")["Location"] == ENROL
    assert client.get(TOTP)["Location"] == ENROL


# Allauth tells of a new factor when the rows are committed.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whoever_shows_the_code_of_the_sheet_adds_an_app_and_is_in(
    client: Client,
) -> None:
    user = make_member()
    code = give_code(user)
    log_in(client)

    client.post(ENROL, {"code": code.lower().replace("-", " ")})
    add_app(client)

    assert is_inside(client)
    assert Event.FACTOR_ADDED in events()


def test_without_the_code_no_factor_can_be_added(client: Client) -> None:
    user = make_member()
    give_code(user)
    log_in(client)

    answer = client.post(ENROL, {"code": "AAAA-AAAA"})

    assert "Mã không đúng" in answer.content.decode()
    assert client.post(TOTP, {"code": "123456"})["Location"] == ENROL
    assert not Authenticator.objects.exists()


def test_the_code_can_be_guessed_a_few_times_only(client: Client) -> None:
    user = make_member()
    code = give_code(user)
    log_in(client)
    for _ in range(CODE_TRIES):
        client.post(ENROL, {"code": "AAAA-AAAA"})

    client.post(ENROL, {"code": code})

    assert client.get(TOTP)["Location"] == ENROL


def test_a_code_works_for_one_person_and_once(client: Client) -> None:
    code = give_code(make_member("hoa"))
    make_member("lan.nguyen")
    log_in(client)

    client.post(ENROL, {"code": code})
    assert client.get(TOTP)["Location"] == ENROL

    own = Client()
    log_in(own, "hoa")
    own.post(ENROL, {"code": code})
    add_app(own)
    Authenticator.objects.all().delete()
    again = Client()
    log_in(again, "hoa")
    again.post(ENROL, {"code": code})
    assert again.get(TOTP)["Location"] == ENROL


@pytest.fixture
def secret(client: Client) -> str:
    """An account with an app; the client is signed out again."""
    user = make_member()
    log_in(client)
    client.post(ENROL, {"code": give_code(user)})
    secret = add_app(client)
    client.post("/cms/logout/")
    return secret


def test_who_has_an_app_is_asked_for_its_code(client: Client, secret: str) -> None:
    answer = log_in(client)

    assert answer["Location"] == AUTHENTICATE
    assert client.get("/cms/").status_code == 302
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    assert is_inside(client)


def test_a_wrong_code_opens_nothing(client: Client, secret: str) -> None:
    log_in(client)

    client.post(AUTHENTICATE, {"code": "000000"})

    assert not is_inside(client)
    assert events()[-1] == Event.FACTOR_FAILED


def test_a_code_that_was_used_opens_nothing(client: Client, secret: str) -> None:
    log_in(client)
    code = code_for(secret)
    client.post(AUTHENTICATE, {"code": code})
    other = Client()
    log_in(other)

    other.post(AUTHENTICATE, {"code": code})

    assert not is_inside(other)


def test_codes_cannot_be_tried_without_end(client: Client, secret: str) -> None:
    log_in(client)
    for number in range(5):
        client.post(AUTHENTICATE, {"code": f"{number:06}"})

    answer = client.post(AUTHENTICATE, {"code": code_for(secret)})

    assert "quá nhiều lần" in answer.content.decode()
    assert not is_inside(client)


def test_a_session_from_elsewhere_without_the_mark_is_asked(
    client: Client, secret: str
) -> None:
    client.force_login(make_member("hoa"))
    assert client.get("/cms/")["Location"] == ENROL

    client.force_login(Authenticator.objects.filter(type="totp").get().user)

    assert client.get("/cms/")["Location"].startswith("/cms/account/factors/reauth")
    client.post("/cms/account/factors/reauthenticate/", {"code": code_for(secret)})
    assert is_inside(client)


def test_the_mark_of_one_person_does_not_serve_another(
    client: Client, secret: str
) -> None:
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    session = client.session
    records = session["account_authentication_methods"]
    other = make_member("hoa")
    client.force_login(other)
    session = client.session
    session["account_authentication_methods"] = records
    session.save()

    assert not is_inside(client)


def test_the_last_factor_cannot_be_removed(client: Client, secret: str) -> None:
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    client.post("/cms/account/confirm/", {"password": PASSWORD})

    page = client.post("/cms/account/factors/totp/deactivate/").content.decode()

    assert Authenticator.objects.filter(type="totp").exists()
    assert "xác thực thứ hai duy nhất" in page


def test_the_secret_of_an_app_is_not_kept_in_plain_words(
    client: Client, secret: str
) -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in kept


@pytest.mark.parametrize(
    "path",
    [
        "/cms/password_reset/",
        "/cms/password_reset/done/",
        "/cms/password_reset/confirm/MQ/set-password/",
        "/cms/password_reset/complete/",
        "/cms/signup/",
        "/accounts/login/",
        "/accounts/signup/",
        "/admin/",
        "/django-admin/",
    ],
)
def test_there_is_no_second_door(path: str, client: Client) -> None:
    make_member()

    answer = client.get(path)
    posted = client.post(path, {"username": "lan.nguyen", "password": PASSWORD})

    assert answer.status_code in {302, 404}
    assert posted.status_code in {302, 404}
    if answer.status_code == 302:
        assert answer["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_the_door_of_wagtail_is_ours() -> None:
    assert resolve(LOGIN).func.view_class is LoginView  # type: ignore[attr-defined]


def test_wagtails_own_form_signs_nobody_in(client: Client) -> None:
    make_member()

    client.post(LOGIN, {"username": "lan.nguyen", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_somebody_half_in_is_nobody_outside_the_cms(client: Client) -> None:
    make_member()
    log_in(client)

    answer = client.get("/screens/wall.json")

    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated


def test_who_holds_no_role_is_told_and_led_round_in_no_circle(
    client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    make_member(is_superuser=False)
    log_in(client)

    answer = client.get(LOGIN)

    assert "không giữ vai trò nào" in answer.content.decode()


def test_every_step_is_in_the_system_log(client: Client, secret: str) -> None:
    assert events() == [
        Event.SIGNED_IN,
        Event.ENROLMENT_OPENED,
        Event.FACTOR_ADDED,
        Event.FACTOR_ADDED,
        Event.SIGNED_OUT,
    ]
    assert Entry.objects.filter(kind=Event.SIGNED_IN).get().details["address"]


def test_an_idle_session_ends_and_says_so(
    client: Client, secret: str, settings: Settings
) -> None:
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    assert is_inside(client)
    session = client.session
    session["accounts_seen_at"] -= settings.SESSION_IDLE_MINUTES * 60 + 1
    session.save()

    answer = client.get("/cms/pages/", follow=True)

    assert answer.redirect_chain[0][0] == f"{LOGIN}?next=/cms/pages/"
    assert "không có thao tác" in answer.content.decode()
    assert events()[-1] == Event.IDLED_OUT


def test_an_open_editor_does_not_keep_a_session_alive(
    client: Client, secret: str
) -> None:
    log_in(client)
    client.post(AUTHENTICATE, {"code": code_for(secret)})
    assert is_inside(client)
    session = client.session
    session["accounts_seen_at"] -= 600
    session.save()
    before = client.session["accounts_seen_at"]

    client.get("/cms/editing-sessions/ping/wagtailcore/page/1/1/")

    assert client.session["accounts_seen_at"] == before


def test_whoever_was_never_given_a_password_is_told_how_to_get_one(
    client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    member = make_member()
    member.set_unusable_password()
    member.save()
    client.force_login(member)

    answer = client.get("/cms/account/password/", follow=True)

    assert answer.redirect_chain[-1][0] == "/cms/"
    assert "chưa có mật khẩu" in answer.content.decode()
