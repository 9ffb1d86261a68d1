"""The Colorlight addresses against a controller written from the maker's document."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from hub.devices.colorlight import MOST_REPORT_BYTES
from hub.players.actions import revoke_token
from hub.players.enums import Kind
from hub.players.models import Player
from hub.players.tokens import Token, new_token
from tests.hub.adapters.controller import Controller
from tests.hub.adapters.gates import a_player, publish
from tests.hub.builders import make_cluster
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import render

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_gate(office: Office, manager: Any) -> tuple[Controller, Player]:
    player, token = a_player(Kind.COLORLIGHT, manager)
    return Controller(Client(enforce_csrf_checks=True), token), player


def test_the_controller_shows_what_is_approved(
    at_gate: tuple[Controller, Player], office: Office
) -> None:
    box, _player = at_gate
    publish(office, b"first")
    render(b"waits")

    assert box.poll()

    assert box.on_screen() == b"first"
    assert list(box.films.values()) == [b"first"]


def test_the_same_is_not_newer_and_the_old_that_comes_back_is(
    at_gate: tuple[Controller, Player], office: Office
) -> None:
    box, _player = at_gate
    shown = []
    for pixels in (b"first", b"second", b"first"):
        publish(office, pixels)
        assert box.poll()
        assert not box.poll()
        shown.append(box.on_screen())

    assert shown == [b"first", b"second", b"first"]


def test_the_vsn_says_where_how_large_and_how_long(
    at_gate: tuple[Controller, Player], office: Office
) -> None:
    box, _player = at_gate
    publish(office, b"first")

    box.poll()

    root = ET.fromstring(box.vsn)
    said = {one.tag: one.text for one in root.iter() if one.text}
    assert (said["Width"], said["Height"]) == ("768", "384")
    assert (said["AppointDuration"], said["Duration"]) == ("10000", "10000")
    assert (said["LoopType"], said["PlayTimes"]) == ("1", "1")


def test_there_are_never_commands_or_schedules_and_a_confirmation_is_a_204(
    at_gate: tuple[Controller, Player],
) -> None:
    box, _player = at_gate

    assert box.commands() == []
    assert box.send("post", "/wp-json/wp/v2/comments", b'{"parent": 1}') == 204
    assert box.ask("/wp-json/wp/v3/schedules").json() == []


def test_before_anything_is_published_there_is_no_programme(
    at_gate: tuple[Controller, Player],
) -> None:
    box, _player = at_gate

    assert not box.poll()


@pytest.mark.parametrize(
    ("method", "address", "kept"),
    [
        ("put", "/wp-json/screen/v1/status", "colorlight_status"),
        ("post", "/wp-json/screen/v1/info", "colorlight_info"),
        ("post", "/wp-json/led/flowfee", "colorlight_flowfee"),
    ],
)
def test_what_it_reports_is_kept_as_not_verified(
    method: str, address: str, kept: str, at_gate: tuple[Controller, Player]
) -> None:
    box, player = at_gate

    assert box.send(method, address, b'{"brightness": 88}') == 204

    player.refresh_from_db()
    assert player.state[kept] == {"brightness": 88}
    assert player.state["is_verified"] is False
    assert player.heard_at is not None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b"7", 422),
        (b'"' + b"x" * MOST_REPORT_BYTES + b'"', 413),
    ],
)
def test_a_malformed_report_is_refused_and_not_kept(
    body: bytes, status: int, at_gate: tuple[Controller, Player]
) -> None:
    box, player = at_gate

    assert box.send("put", "/wp-json/screen/v1/status", body) == status

    player.refresh_from_db()
    assert player.state == {}


def test_a_wrong_or_revoked_password_gets_nothing(
    at_gate: tuple[Controller, Player], office: Office, manager: Any
) -> None:
    box, player = at_gate
    publish(office, b"first")
    stranger = Controller(box.client, Token(box.token.id, new_token().secret))
    assert box.poll()

    revoke_token(player, by=manager)

    addresses = ["/wp-json/wp/v2/programs", "/wp-json/wp/v2/comments"]
    addresses += [f"/wp-content/{name}" for name in box.films]
    for one in (box, stranger):
        assert [one.ask(at).status_code for at in addresses] == [401] * 3


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.M3U, Kind.SMIL])
def test_a_token_of_another_kind_gets_nothing_and_reports_nothing(
    kind: Kind, at_gate: tuple[Controller, Player], office: Office, manager: Any
) -> None:
    box, _player = at_gate
    publish(office, b"first")
    box.poll()
    other, token = a_player(kind, manager, code="hop-2")
    stranger = Controller(box.client, token)
    addresses = ["/wp-json/wp/v2/programs", "/wp-json/wp/v2/media"]
    addresses += [f"/wp-content/{name}" for name in box.films]

    assert [stranger.ask(at).status_code for at in addresses] == [401] * 3
    assert stranger.send("put", "/wp-json/screen/v1/status") == 401
    other.refresh_from_db()
    assert other.state == {}


def test_another_player_s_files_are_not_there(
    at_gate: tuple[Controller, Player], office: Office, manager: Any
) -> None:
    box, _player = at_gate
    publish(office, b"first")
    box.poll()
    _other, token = a_player(Kind.COLORLIGHT, manager, make_cluster("sapa"))
    stranger = Controller(box.client, token)
    programme = box.ask("/wp-json/wp/v2/programs?clt_type=terminal").json()[0]

    (name,) = box.films
    assert stranger.ask(f"/wp-content/{name}").status_code == 404
    media = f"/wp-json/wp/v2/media?parent={programme['id']}"
    assert stranger.ask(media).json() == []
