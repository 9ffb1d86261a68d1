"""The demo's wall shows what its players tell; elsewhere nobody hears of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from hub.players.models import Player
from hub.players.pictures import _path
from tests.hub.builders import make_cluster

pytestmark = pytest.mark.django_db
DIGEST = "ab" * 32


@pytest.fixture
def player(settings: Any) -> Player:
    cache.clear()
    settings.DEMO = True
    canvas = {"canvas": "khung-1", "rung": "scheduled", "screenshot": DIGEST}
    player = Player.objects.create(
        cluster=make_cluster("sapa"),
        code="may-1",
        token_id="t",
        token_digest="d",
        issued_at=datetime.now(UTC),
        heard_at=datetime.now(UTC),
        state={"canvases": [canvas]},
    )
    path = _path(player, "khung-1")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a picture")
    return player


def screen(client: Client) -> Any:
    (cluster,) = client.get("/screens/wall.json").json()["clusters"]
    return cluster["canvases"][0]["screen"]


def test_the_wall_tells_why_and_where_the_picture_is(
    player: Player, client: Client
) -> None:
    told = screen(client)

    assert (told["rung"], told["is_down"]) == ("scheduled", False)
    answer = client.get(told["picture"])
    assert answer.content == b"a picture"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_outside_the_demo_there_is_neither(
    player: Player, client: Client, settings: Any
) -> None:
    picture = screen(client)["picture"]
    cache.clear()
    settings.DEMO = False

    assert screen(client) is None
    assert client.get(picture).status_code == 404


def test_a_player_whose_token_is_revoked_is_not_shown(
    player: Player, client: Client
) -> None:
    picture = screen(client)["picture"]
    cache.clear()
    player.revoked_at = datetime.now(UTC)
    player.save()

    assert screen(client) is None
    assert client.get(picture).status_code == 404
