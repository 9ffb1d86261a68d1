"""The page of the system log: for whoever may read logs, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hub.accounts.enums import Event
from hub.audit.actions import record
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
LOG = "/cms/log/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR = False


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make_holder("security_viewer", make_agency()))
    return client


def test_it_tells_who_did_what_in_vietnamese(officer: Client) -> None:
    user = User.objects.create_user("lan", first_name="Chuyên viên")
    record(Event.PASSWORD_CHANGED, actor=user, details={"address": "10.1.2.3"})

    page = officer.get(LOG).content.decode()

    assert "Chuyên viên (lan)" in page
    assert "Đổi mật khẩu" in page
    assert "10.1.2.3" in page
    assert 'href="/cms/log/"' in page or "/cms/log/" in page


def test_it_is_filtered_by_person_kind_and_days(officer: Client) -> None:
    lan = User.objects.create_user("lan")
    record("hub.first", actor=lan, subject_title="Việc một")
    record("hub.second", subject_title="Việc hai")
    today = timezone.localdate()

    def shown(**asked: Any) -> set[str]:
        page = officer.get(LOG, asked).content.decode()
        return {word for word in ("Việc một", "Việc hai") if word in page}

    assert shown() == {"Việc một", "Việc hai"}
    assert shown(actor=lan.pk) == {"Việc một"}
    assert shown(kind="hub.second") == {"Việc hai"}
    assert shown(first_day=today, last_day=today) == {"Việc một", "Việc hai"}
    assert shown(last_day=today - timedelta(days=1)) == set()


@pytest.mark.parametrize("role", ["contributor", "approver", "asset_viewer"])
def test_to_everybody_else_it_is_not_there(role: str, client: Client) -> None:
    client.force_login(make_holder(role, make_agency()))

    assert client.get(LOG).status_code == 404
    assert LOG not in client.get("/cms/").content.decode()


@pytest.mark.parametrize("count", [1, 120])
def test_it_costs_the_same_for_few_and_for_many_and_is_paged(
    count: int, officer: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        record("hub.test", subject_title=f"Việc {number}.")
    officer.get(LOG)

    with django_assert_num_queries(18):
        page = officer.get(LOG).content.decode()

    assert f"Việc {count - 1}." in page
    assert ("Cũ hơn" in page) is (count > 1)
