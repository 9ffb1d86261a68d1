"""The SMIL face against a player that behaves as the real ones do."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.test import Client

from hub.adapters.playerxml import MOST_FILES, MOST_PLAYS
from hub.devices.others import MOST_BYTES
from hub.players.actions import revoke_token
from hub.players.enums import Kind
from hub.players.models import Entry, Player
from tests.hub.adapters.gates import a_player, publish
from tests.hub.adapters.smil_player import (
    NAMESPACE,
    SmilPlayer,
    in_cache,
    played,
)
from tests.hub.playout.conftest import Office

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 2, tzinfo=UTC)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><report>&b;</report>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<report><player><contentPlayed>&x;</contentPlayed></player></report>"
)
NAMED_ELSEWHERE = (
    b'<?xml version="1.0"?><!DOCTYPE report SYSTEM "http://127.0.0.1:9/x.dtd">'
    b"<report><player/></report>"
)


@pytest.fixture
def at_gate(office: Office, manager: Any) -> tuple[SmilPlayer, Player]:
    player, token = a_player(Kind.SMIL, manager)
    client = Client(enforce_csrf_checks=True)
    return SmilPlayer(client, f"/feeds/{token}/index.smil"), player


def test_the_document_has_two_items_no_wallclock_and_refresh_last(
    at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, _player = at_gate
    sha256 = publish(office, b"first")

    assert screen.look()

    assert [one.endswith(f"/files/{sha256}.mp4") for one in screen.items] == [True] * 2
    assert all(one.startswith("http://testserver/") for one in screen.items)
    assert "wallclock" not in screen.document
    head = screen.root.find(f"{NAMESPACE}head")
    assert head is not None
    assert head[-1].attrib == {"http-equiv": "Refresh", "content": "60"}


def test_the_player_plays_what_is_approved(
    at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, _player = at_gate
    publish(office, b"first")

    screen.look()
    screen.prefetch()

    assert set(screen.files.values()) == {b"first"}


def test_nothing_new_is_not_fetched_again(
    at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, _player = at_gate
    publish(office, b"first")
    screen.look()

    assert not screen.look()


def test_a_head_is_always_200_and_dated_later_even_when_the_old_comes_back(
    at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, _player = at_gate
    dates, documents = [], []
    for pixels in (b"first", b"second", b"first"):
        publish(office, pixels)
        assert screen.look()
        dates.append(screen.fetched_at)
        documents.append(screen.document)

    assert documents[0] == documents[2] != documents[1]
    assert dates == sorted(set(dates))
    head = screen.client.head(
        screen.index,
        headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    )
    assert head.status_code == 200
    assert parsedate_to_datetime(head["Last-Modified"]) == dates[-1]
    assert head["Content-Type"] == "application/smil"


def test_before_anything_is_published_the_head_is_200_and_nothing_plays(
    at_gate: tuple[SmilPlayer, Player],
) -> None:
    screen, _player = at_gate

    assert screen.look()

    assert screen.items == []


def test_a_playlog_put_twice_is_written_once_as_not_verified(
    at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, player = at_gate
    sha256 = publish(office, b"first")
    screen.look()
    said = played(sha256, AT, AT + timedelta(seconds=10))

    first = screen.put("PlaylogCollection", said, "/playlog-1.xml")
    again = screen.put("PlaylogCollection", said, "/playlog-2.xml")

    assert (first, again) == (204, 204)
    entry = Entry.objects.get()
    assert (entry.player, entry.loop, entry.at) == (player, sha256, AT)
    assert entry.is_verified is False
    assert (entry.kind, entry.canvas) == ("played", "khung-1")


@pytest.mark.parametrize(("came", "counts"), [(5, True), (4, False), (0, False)])
def test_a_file_counts_only_when_all_of_it_came(
    came: int, counts: bool, at_gate: tuple[SmilPlayer, Player], office: Office
) -> None:
    screen, player = at_gate
    sha256 = publish(office, b"first")
    screen.look()

    status = screen.put("InventoryReport", in_cache(screen.items[0], 5, came))

    player.refresh_from_db()
    assert status == 204
    assert player.state["files"] == ([sha256] if counts else [])
    assert player.state["is_verified"] is False


def test_a_system_report_says_what_is_free(
    at_gate: tuple[SmilPlayer, Player],
) -> None:
    screen, player = at_gate
    screen.look()

    status = screen.put(
        "SystemReport", "<systemInfo><totalFreeSpace>1024</totalFreeSpace></systemInfo>"
    )

    player.refresh_from_db()
    assert (status, player.state["free_bytes"]) == (204, 1024)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (BOMB, 422),
        (OUTSIDE, 422),
        (NAMED_ELSEWHERE, 422),
        (b"<report>", 422),
        (b"", 422),
        (b"<html/>", 422),
        (b"<report><contentPlayed/></report>", 422),
        (b"<report>" + b" " * MOST_BYTES + b"</report>", 413),
    ],
)
def test_what_is_no_report_is_refused_and_changes_nothing(
    body: bytes, status: int, at_gate: tuple[SmilPlayer, Player]
) -> None:
    screen, player = at_gate
    screen.look()

    assert screen.put_raw("PlaylogCollection", body) == status

    player.refresh_from_db()
    assert not Entry.objects.exists()
    assert player.state == {}


@pytest.mark.parametrize(
    ("kind", "one", "most"),
    [
        ("PlaylogCollection", played("a" * 64, AT, AT), MOST_PLAYS),
        ("InventoryReport", in_cache("x", 1, 1), MOST_FILES),
    ],
)
def test_a_report_without_end_is_refused(
    kind: str, one: str, most: int, at_gate: tuple[SmilPlayer, Player]
) -> None:
    screen, player = at_gate
    screen.look()
    # Small enough to be read at all.
    start, end = ("<contentPlayed>", "</contentPlayed>")
    if kind == "InventoryReport":
        start, end = ("<object ", "</object>")
    element = start + one.partition(start)[2].partition(end)[0] + end

    assert screen.put(kind, element * (most + 1)) == 422

    player.refresh_from_db()
    assert not Entry.objects.exists()
    assert player.state == {}


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.M3U, Kind.COLORLIGHT])
def test_a_token_of_another_kind_neither_reads_nor_reports(
    kind: Kind, office: Office, manager: Any, client: Client
) -> None:
    _player, token = a_player(kind, manager)

    read = client.get(f"/feeds/{token}/index.smil")
    put = client.put(f"/feeds/{token}/reports/playlog", b"<report/>")

    assert (read.status_code, put.status_code) == (401, 401)


def test_times_that_run_backwards_are_refused(
    at_gate: tuple[SmilPlayer, Player],
) -> None:
    screen, _player = at_gate
    screen.look()

    assert (
        screen.put("PlaylogCollection", played("a" * 64, AT, AT.replace(hour=1))) == 422
    )
    assert not Entry.objects.exists()


def test_a_revoked_token_neither_reads_nor_reports(
    at_gate: tuple[SmilPlayer, Player], manager: Any
) -> None:
    screen, player = at_gate
    screen.look()

    revoke_token(player, by=manager)

    assert screen.client.get(screen.index).status_code == 401
    assert screen.put("PlaylogCollection", played("a" * 64, AT, AT)) == 401
    assert not Entry.objects.exists()


def test_the_name_a_player_gives_itself_lets_nobody_in(
    at_gate: tuple[SmilPlayer, Player],
) -> None:
    screen, _player = at_gate

    asked = screen.client.get(
        "/feeds/cum_x_y/index.smil",
        headers={"User-Agent": "GAPI/1.0 (UUID:x; NAME:hop-1)"},
    )

    assert asked.status_code == 401
