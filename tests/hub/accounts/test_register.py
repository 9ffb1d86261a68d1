"""The register of accounts: for its managers alone; what ends, ends at once."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hub.accounts.enums import AccountState, Event
from hub.accounts.models import Account, EnrolmentCode
from hub.agencies.models import Agency
from hub.audit.models import Entry
from hub.rights.models import RoleAssignment
from hub.rights.queries import own_clusters
from tests.hub.accounts.signing import ENROL, is_inside, log_in
from tests.hub.builders import make_agency, make_cluster
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PLACES = ("/cms/accounts/", "/cms/accounts/issue/", "/cms/accounts/review/")


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    """These are of what managers do once they are in."""
    settings.SECOND_FACTOR = False


@pytest.fixture
def lead(db: None) -> Agency:
    return make_agency("so-tttt", "Sở Thông tin và Truyền thông")


@pytest.fixture
def manager(lead: Agency) -> User:
    return make_holder("admin", lead)


@pytest.fixture
def desk(manager: User) -> Client:
    client = Client()
    client.force_login(manager)
    return client


def asked(agency: Agency, **fields: Any) -> dict[str, Any]:
    return {
        "holder": "Chuyên viên A",
        "title": "Chuyên viên",
        "username": "chuyen.vien",
        "agency": agency.pk,
        "role": "contributor",
        "reference": "QĐ 12/QĐ-SDL ngày 02/3/2027",
        "issued_on": timezone.localdate().isoformat(),
        **fields,
    }


def issue(desk: Client, agency: Agency, **fields: Any) -> tuple[Account, str]:
    """The account, and the one-time password of its sheet."""
    page = desk.post("/cms/accounts/issue/", asked(agency, **fields)).content.decode()
    account = Account.objects.get(user__username=fields.get("username", "chuyen.vien"))
    found = re.search(r">(\w{4}-\w{4}-\w{4}-\w{4})<", page)
    assert found, page
    return account, found[1]


def change(desk: Client, account: Account, name: str) -> Any:
    words = {"reason": "QĐ 13/QĐ-SDL"}
    return desk.post(f"/cms/accounts/{account.pk}/{name}/", words)


def test_the_sheet_shows_the_password_once_and_nothing_keeps_it(
    desk: Client, lead: Agency
) -> None:
    answer = desk.post("/cms/accounts/issue/", asked(lead))

    page = answer.content.decode()
    assert "BIÊN BẢN" in page
    assert "no-store" in answer["Cache-Control"]
    account = Account.objects.get()
    found = re.search(r">(\w{4}-\w{4}-\w{4}-\w{4})<", page)
    assert found
    assert account.user.check_password(found[1])
    assert found[1] not in desk.get(f"/cms/accounts/{account.pk}/").content.decode()
    assert found[1] not in str([entry.link() for entry in Entry.objects.all()])
    code = EnrolmentCode.objects.get(user=account.user)
    assert code.code_hash not in page


def test_a_first_password_has_to_be_changed(desk: Client, lead: Agency) -> None:
    _, password = issue(desk, lead)
    client = Client()
    log_in(client, "chuyen.vien", password)
    assert client.get("/cms/")["Location"] == "/cms/account/password/"

    client.post(
        "/cms/account/password/",
        {
            "oldpassword": password,
            "password1": "ruong-bac-thang-9",
            "password2": "ruong-bac-thang-9",
        },
    )

    assert is_inside(client)


def test_a_new_account_reaches_its_own_clusters_alone(
    desk: Client, lead: Agency
) -> None:
    gate = make_cluster()
    operator = gate.assignments.get().operator

    account, _ = issue(desk, operator, role="operator_editor")

    assert own_clusters(account.user) == {gate.pk}


def test_a_name_is_never_given_twice_and_nothing_is_lost(
    desk: Client, lead: Agency
) -> None:
    issue(desk, lead)

    page = desk.post(
        "/cms/accounts/issue/", asked(lead, username="Chuyen.Vien", holder="Người khác")
    ).content.decode()

    assert "mỗi tên chỉ cấp một lần" in page
    assert "Người khác" in page
    assert Account.objects.count() == 1


def test_a_revoked_account_is_out_at_once_and_its_history_stays(
    desk: Client, lead: Agency
) -> None:
    account, password = issue(desk, lead)
    Account.objects.update(must_change_password=False)
    holder = Client()
    log_in(holder, "chuyen.vien", password)
    assert is_inside(holder)

    change(desk, account, "revoke")

    assert not is_inside(holder)
    log_in(holder, "chuyen.vien", password)
    assert not is_inside(holder)
    account.refresh_from_db()
    assert account.state == AccountState.REVOKED
    assert not account.user.groups.exists()
    assert RoleAssignment.objects.filter(user=account.user).count() == 1
    assert [one.event for one in account.changes.all()] == [
        Event.REVOKED,
        Event.ISSUED,
    ]
    assert Entry.objects.filter(kind=Event.REVOKED).get().details == {
        "reason": "QĐ 13/QĐ-SDL"
    }
    assert change(desk, account, "resume").status_code == 404


def test_a_role_that_had_begun_ends_the_day_before(desk: Client, lead: Agency) -> None:
    account, _ = issue(desk, lead, issued_on="2027-01-04")
    RoleAssignment.objects.filter(user=account.user).update(
        valid_from=date(2024, 10, 10)
    )

    change(desk, account, "revoke")

    ended = RoleAssignment.objects.get(user=account.user)
    assert ended.valid_until == timezone.localdate() - timedelta(days=1)


def test_a_suspended_account_is_out_until_it_is_put_back(
    desk: Client, lead: Agency
) -> None:
    account, password = issue(desk, lead)
    Account.objects.update(must_change_password=False)
    holder = Client()
    log_in(holder, "chuyen.vien", password)

    change(desk, account, "suspend")
    assert not is_inside(holder)

    change(desk, account, "resume")
    log_in(holder, "chuyen.vien", password)
    assert is_inside(holder)


def test_an_account_opened_behind_the_registers_back_is_not_let_in(
    desk: Client, lead: Agency
) -> None:
    account, password = issue(desk, lead)
    change(desk, account, "suspend")
    User.objects.update(is_active=True)
    holder = Client()

    page = log_in(holder, "chuyen.vien", password).content.decode()

    assert "tạm khóa hoặc đã thu hồi" in page
    assert "_auth_user_id" not in holder.session


def test_new_secrets_end_the_old_ones(
    desk: Client, lead: Agency, settings: Settings
) -> None:
    account, password = issue(desk, lead)
    Account.objects.update(must_change_password=False)
    holder = Client()
    log_in(holder, "chuyen.vien", password)

    page = change(desk, account, "renew").content.decode()

    assert not is_inside(holder)
    log_in(holder, "chuyen.vien", password)
    assert "_auth_user_id" not in holder.session
    found = re.search(r">(\w{4}-\w{4}-\w{4}-\w{4})<", page)
    assert found
    settings.SECOND_FACTOR = True
    log_in(holder, "chuyen.vien", found[1])
    assert holder.get("/cms/")["Location"] == "/cms/account/password/"
    Account.objects.update(must_change_password=False)
    assert holder.get("/cms/")["Location"] == ENROL


def test_a_manager_ends_anybodys_sessions(desk: Client, lead: Agency) -> None:
    account, password = issue(desk, lead)
    Account.objects.update(must_change_password=False)
    holder = Client()
    log_in(holder, "chuyen.vien", password)

    change(desk, account, "end-sessions")

    assert not is_inside(holder)
    log_in(holder, "chuyen.vien", password)
    assert is_inside(holder)


def test_nobody_changes_an_own_account(desk: Client, manager: User) -> None:
    account = Account.objects.create(
        user=manager,
        holder="Quản lý",
        agency=Agency.objects.first(),
        reference="QĐ 1",
        issued_on=date(2027, 1, 4),
    )

    change(desk, account, "revoke")

    account.refresh_from_db()
    assert account.state == AccountState.ISSUED


@pytest.mark.parametrize("role", ["approver", "security_viewer", "contributor"])
def test_to_everybody_else_the_register_is_not_there(
    role: str, desk: Client, lead: Agency
) -> None:
    account, _ = issue(desk, lead)
    client = Client()
    client.force_login(make_holder(role, make_agency()))
    own = f"/cms/accounts/{account.pk}/"

    for place in (*PLACES, own, f"{own}revoke/"):
        assert client.get(place).status_code == 404
        assert client.post(place, {"reason": "x"}).status_code in {404, 405}

    assert "/cms/accounts/" not in client.get("/cms/").content.decode()
    account.refresh_from_db()
    assert account.state == AccountState.ISSUED


def test_to_who_looks_after_the_machine_the_register_is_not_there(
    admin_client: Client,
) -> None:
    assert admin_client.get("/cms/accounts/").status_code == 404


def test_wagtails_own_screens_of_users_are_shut_to_managers(desk: Client) -> None:
    for place in ("/cms/users/", "/cms/users/add/", "/cms/groups/", "/cms/groups/new/"):
        answer = desk.get(place)
        assert answer.status_code in {302, 404}
        assert answer.get("Location") in {None, "/cms/"}


@pytest.mark.parametrize("count", [1, 6])
def test_the_register_costs_the_same_for_one_and_for_many(
    count: int, desk: Client, lead: Agency, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        issue(desk, lead, username=f"nguoi-{number}")
    desk.get("/cms/accounts/")

    with django_assert_num_queries(24):
        page = desk.get("/cms/accounts/review/").content.decode()

    assert page.count("nguoi-") >= count
    assert "chưa có xác thực thứ hai" in page
