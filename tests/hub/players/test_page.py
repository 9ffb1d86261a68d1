"""The page of device tokens: who issues, and a token that is shown once."""

from typing import Any

import pytest
from django.test import Client

from hub.players.actions import issue_token
from hub.players.models import Player
from tests.hub.builders import make_agency, make_cluster
from tests.hub.players.reports import an_alarm_now, heartbeat, post
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE = "/cms/players/"
TOKENS = f"{PAGE}tokens/"


@pytest.fixture
def manager(db: None) -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_token_is_shown_once_and_works(manager: Any) -> None:
    cluster, client = make_cluster("sapa"), client_of(manager)

    said = client.post(f"{PAGE}issue/", {"cluster": cluster.pk, "code": "may-1"})

    token = said.context["token"]
    assert token in said.content.decode()
    assert token not in client.get(TOKENS).content.decode()
    assert post("heartbeat", heartbeat(), token).status_code == 204
    assert "Bình thường" in client.get(TOKENS).content.decode()


def test_a_name_that_is_none_is_refused_and_kept(manager: Any) -> None:
    cluster = make_cluster("sapa")

    said = client_of(manager).post(
        f"{PAGE}issue/", {"cluster": cluster.pk, "code": "máy 1"}
    )

    assert said.status_code == 422
    assert 'value="máy 1"' in said.content.decode()
    assert not Player.objects.exists()


def test_an_operator_issues_and_revokes_none(manager: Any) -> None:
    cluster = make_cluster("sapa")
    player, _token = issue_token(cluster, "may-1", by=manager)
    operator = cluster.assignments.get().operator
    client = client_of(make_holder("operator_approver", operator))

    page = client.get(PAGE).content.decode()

    assert "may-1" in page
    assert TOKENS not in page
    assert client.get(TOKENS).status_code == 404
    assert client.post(f"{PAGE}{player.pk}/revoke/").status_code == 404
    assert client.post(f"{PAGE}issue/", {"code": "x"}).status_code == 404
    assert Player.objects.filter(revoked_at__isnull=True).count() == 1


def test_to_a_writer_the_page_is_not_there() -> None:
    client = client_of(make_holder("contributor", make_agency()))

    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}now/").status_code == 404
    assert client.get(TOKENS).status_code == 404
    assert PAGE not in client.get("/cms/").content.decode()


def test_a_revoked_token_is_said_to_be_so(manager: Any) -> None:
    player, _token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    client = client_of(manager)

    said = client.post(f"{PAGE}{player.pk}/revoke/", follow=True).content.decode()

    assert "từ bây giờ khóa bị từ chối" in said
    assert "Đã thu hồi khóa" in said
    assert client.post(f"{PAGE}{player.pk}/revoke/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_many_players_cost_as_many_queries_as_one(
    count: int, manager: Any, django_assert_num_queries: Any
) -> None:
    cluster, client = make_cluster("sapa"), client_of(manager)
    for number in range(count):
        _player, token = issue_token(cluster, f"may-{number}", by=manager)
        post("heartbeat", heartbeat(alarms=(an_alarm_now(),)), token)
    client.get(TOKENS)

    with django_assert_num_queries(18):
        page = client.get(TOKENS).content.decode()

    assert page.count("Có báo động") == count
