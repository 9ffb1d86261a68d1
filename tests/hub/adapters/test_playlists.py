"""M3U: what is approved, at absolute addresses, for whoever holds a token in force."""

from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from hub.devices import feeds
from hub.devices.others import QUESTIONS
from hub.players.actions import issue_token, revoke_token
from hub.players.enums import Kind
from hub.players.models import Player
from tests.hub.adapters.gates import (
    a_player,
    digest,
    publish,
    publish_what_is_rendered,
    render_two_windows,
)
from tests.hub.builders import make_cluster
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import render

pytestmark = pytest.mark.django_db


def test_the_list_names_the_loop_on_air_at_an_absolute_address(
    client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)

    answer = client.get(f"/feeds/{token}/loop.m3u")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "audio/x-mpegurl"
    assert answer.content.decode().splitlines() == [
        "#EXTM3U",
        "#EXTINF:10,ck-lao-cai khung-1",
        f"http://testserver/feeds/{token}/files/{sha256}.mp4",
    ]


def test_what_waits_to_be_approved_is_in_no_list_and_not_there(
    client: Client, office: Office, manager: Any
) -> None:
    publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    render(b"second")

    listed = client.get(f"/feeds/{token}/loop.m3u").content.decode()

    assert digest(b"first") in listed
    assert digest(b"second") not in listed
    asked = client.get(f"/feeds/{token}/files/{digest(b'second')}.mp4")
    assert asked.status_code == 404


def test_a_loop_comes_whole_in_parts_and_as_a_head(
    client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"0123456789")
    _player, token = a_player(Kind.M3U, manager)
    address = f"/feeds/{token}/files/{sha256}.mp4"

    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=2-4"})
    beyond = client.get(address, headers={"Range": "bytes=10-"})
    other = client.get(address, headers={"Range": "bytes=2-4", "If-Range": '"another"'})
    same = client.get(
        address, headers={"Range": "bytes=2-4", "If-Range": f'"{sha256}"'}
    )
    head = client.head(address)

    assert (whole.status_code, whole.getvalue()) == (200, b"0123456789")
    assert (part.status_code, part.getvalue()) == (206, b"234")
    assert part["Content-Range"] == "bytes 2-4/10"
    assert (beyond.status_code, beyond["Content-Range"]) == (416, "bytes */10")
    assert (other.status_code, other.getvalue()) == (200, b"0123456789")
    assert (same.status_code, same.getvalue()) == (206, b"234")
    assert (head.status_code, head["Content-Length"]) == (200, "10")
    assert whole["ETag"] == f'"{sha256}"'
    assert whole["Cache-Control"] == "private, max-age=31536000, immutable"


def test_the_same_list_is_a_304(client: Client, office: Office, manager: Any) -> None:
    publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    first = client.get(f"/feeds/{token}/loop.m3u")

    again = client.get(
        f"/feeds/{token}/loop.m3u", headers={"If-None-Match": first["ETag"]}
    )

    assert (again.status_code, again.content) == (304, b"")


def test_the_list_follows_the_clock(
    client: Client, office: Office, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = timezone.now() + timedelta(hours=1)
    render_two_windows(b"day", b"night", change)
    publish_what_is_rendered(office)
    _player, token = a_player(Kind.M3U, manager)

    def listed_at(instant: Any) -> str:
        monkeypatch.setattr(feeds.timezone, "now", lambda: instant)
        return client.get(f"/feeds/{token}/loop.m3u").content.decode()

    assert digest(b"day") in listed_at(change - timedelta(seconds=1))
    assert digest(b"night") in listed_at(change)


def test_a_list_that_goes_on_ends_in_its_own_address(
    client: Client, office: Office, manager: Any
) -> None:
    publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    address = f"/feeds/{token}/loop.m3u?noi-tiep=1"

    listed = client.get(address).content.decode()

    assert listed.splitlines()[-1] == f"http://testserver{address}"


@pytest.mark.parametrize("scheme", ["Bearer", "Basic"])
def test_whoever_can_send_a_header_keeps_the_token_out_of_the_address(
    scheme: str, client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    basic = b64encode(f"cum_{token.id}:{token.secret}".encode()).decode()
    said = f"Bearer {token}" if scheme == "Bearer" else f"Basic {basic}"

    listed = client.get("/feeds/loop.m3u", headers={"Authorization": said})
    loop = client.get(f"/feeds/files/{sha256}.mp4", headers={"Authorization": said})

    assert f"http://testserver/feeds/files/{sha256}.mp4" in listed.content.decode()
    assert str(token) not in listed.content.decode()
    assert loop.getvalue() == b"first"


def test_a_revoked_token_is_refused_with_the_next_request(
    client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"first")
    player, token = a_player(Kind.M3U, manager)
    assert client.get(f"/feeds/{token}/loop.m3u").status_code == 200

    revoke_token(player, by=manager)

    for name in ("loop.m3u", f"files/{sha256}.mp4"):
        answer = client.get(f"/feeds/{token}/{name}")
        assert answer.status_code == 401
        assert b"first" not in answer.content


def test_another_cluster_s_loop_is_not_there(
    client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"first")
    other = make_cluster("sapa")
    _player, token = a_player(Kind.M3U, manager, other)

    assert client.get(f"/feeds/{token}/loop.m3u").status_code == 503
    assert client.get(f"/feeds/{token}/files/{sha256}.mp4").status_code == 404


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.SMIL, Kind.COLORLIGHT])
def test_a_token_of_another_kind_opens_no_list(
    kind: Kind, client: Client, office: Office, manager: Any
) -> None:
    publish(office, b"first")
    _player, token = a_player(kind, manager)

    assert client.get(f"/feeds/{token}/loop.m3u").status_code == 401


def test_a_loop_whose_bytes_were_changed_is_given_to_nobody(
    client: Client, office: Office, manager: Any
) -> None:
    sha256 = publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    for root in (settings.RELEASES_DIR, settings.LOOPS_DIR):
        path = Path(root) / "files" / f"{sha256}.mp4"
        path.unlink()
        path.write_bytes(b"bad!!")

    answer = client.get(f"/feeds/{token}/files/{sha256}.mp4")

    assert answer.status_code == 404


def test_what_nobody_signed_is_given_to_nobody(
    client: Client, office: Office, manager: Any
) -> None:
    publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    folder = Path(settings.RELEASES_DIR) / "repositories" / "ck-lao-cai"
    (document,) = folder.glob("targets/ck-lao-cai/*.timetable.json")
    document.write_bytes(document.read_bytes().replace(b"khung-1", b"khung-2"))

    answer = client.get(f"/feeds/{token}/loop.m3u")

    assert answer.status_code == 503


@pytest.mark.parametrize("ask", ["loop.m3u", "index.smil", "files/{}.mp4"])
def test_no_token_is_written_to_the_log(
    ask: str, client: Client, office: Office, manager: Any, caplog: Any
) -> None:
    _player, token = a_player(Kind.M3U, manager)

    answer = client.get(f"/feeds/{token}/{ask.format('a' * 64)}")

    assert answer.status_code in {401, 404, 503}
    assert token.secret not in caplog.text


def test_whoever_asks_too_often_waits(
    client: Client, office: Office, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(office, b"first")
    _player, token = a_player(Kind.M3U, manager)
    monkeypatch.setattr(QUESTIONS, "_stopwatch", lambda: 0.0)

    answers = [client.get(f"/feeds/{token}/loop.m3u") for _ in range(70)]

    refused = [one for one in answers if one.status_code == 429]
    assert answers[0].status_code == 200
    assert refused
    assert refused[0]["Retry-After"] == "5"


def test_a_name_is_never_given_to_a_machine_of_another_kind(manager: Any) -> None:
    cluster = make_cluster("sapa")
    issue_token(cluster, "may-1", by=manager)

    with pytest.raises(Exception, match="loại khác"):
        issue_token(cluster, "may-1", by=manager, kind=Kind.M3U, canvas="led")

    assert Player.objects.get().kind == Kind.AGENT
