"""The page of players of other makes: what is shown once, to whom, and what is not."""

from typing import Any

import pytest
from django.test import Client

from hub.displays.models import Canvas
from hub.players.actions import issue_token
from hub.players.enums import Kind
from hub.players.models import Player
from tests.hub.builders import make_agency, make_cluster
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE = "/cms/players/others/"


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def entered(kind: Kind, code: str = "hop-1") -> dict[str, Any]:
    return {"canvas": Canvas.objects.get().pk, "code": code, "kind": kind.value}


@pytest.mark.parametrize("kind", [Kind.M3U, Kind.SMIL])
def test_the_address_to_type_in_is_shown_once_and_works(
    kind: Kind, manager: Any
) -> None:
    make_cluster("sapa")
    client = client_of(manager)

    said = client.post(PAGE, entered(kind))

    address = said.context["entries"]["URL"]
    assert address in said.content.decode()
    assert address not in client.get(PAGE).content.decode()
    assert client.get(address).status_code in {200, 503}
    player = Player.objects.get()
    assert (player.kind, player.canvas) == (kind, Canvas.objects.get().code)


def test_a_controller_is_given_a_name_and_a_password(manager: Any) -> None:
    make_cluster("sapa")

    said = client_of(manager).post(PAGE, entered(Kind.COLORLIGHT))

    entries = said.context["entries"]
    assert set(entries) == {"Server", "Username", "Password"}
    assert entries["Username"].startswith("cum_")


@pytest.mark.parametrize("page", [PAGE, "/cms/players/"])
def test_both_pages_say_that_nobody_verified_at_the_screen(
    page: str, manager: Any
) -> None:
    cluster = make_cluster("sapa")
    issue_token(cluster, "hop-1", by=manager, kind=Kind.SMIL, canvas="led")

    shown = client_of(manager).get(page).content.decode()

    assert "chưa được xác minh tại màn hình" in shown


def test_a_name_of_another_kind_is_refused_and_nothing_changes(manager: Any) -> None:
    cluster = make_cluster("sapa")
    player, _token = issue_token(cluster, "may-1", by=manager)

    said = client_of(manager).post(PAGE, entered(Kind.M3U, "may-1"))

    assert said.status_code == 422
    assert "loại khác" in said.content.decode()
    kept = Player.objects.get()
    assert (kept.kind, kept.token_id) == (Kind.AGENT, player.token_id)


def test_an_observer_sees_and_gives_nothing(manager: Any) -> None:
    cluster = make_cluster("sapa")
    issue_token(cluster, "hop-1", by=manager, kind=Kind.M3U, canvas="led")
    client = client_of(make_holder("asset_viewer", make_agency("xem", "Đơn vị xem")))

    page = client.get(PAGE).content.decode()

    assert "hop-1" in page
    assert "Thu hồi khóa" not in page
    assert client.post(PAGE, entered(Kind.M3U, "hop-2")).status_code == 404
    assert Player.objects.count() == 1


def test_to_a_writer_the_page_is_not_there() -> None:
    client = client_of(make_holder("contributor", make_agency()))

    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/cms/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_many_players_cost_as_many_queries_as_one(
    count: int, manager: Any, django_assert_num_queries: Any
) -> None:
    cluster, client = make_cluster("sapa"), client_of(manager)
    for number in range(count):
        issue_token(cluster, f"hop-{number}", by=manager, kind=Kind.M3U, canvas="led")
    client.get(PAGE)

    with django_assert_num_queries(19):
        page = client.get(PAGE).content.decode()

    assert page.count("players-unverified") == count
