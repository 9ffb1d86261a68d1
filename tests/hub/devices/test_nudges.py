"""Open lines to players: who is let in, and what they hear."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings

from hub.devices.lines import COMMENT, LOOK, Lines
from hub.devices.nudging import Nudging
from hub.players.actions import issue_token, revoke_token
from hub.players.models import Player
from hub.players.tokens import Token, new_token
from hub.playout.hints import announce
from release.format import File
from tests.hub.builders import make_agency, make_cluster
from tests.hub.devices.listening import Ear
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
QUICK = (0.02, 0.3, 0.05)
FILE = File(sha256="a" * 64, size_bytes=5)


@pytest.fixture
def manager() -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))


@pytest.fixture
def issued(manager: Any) -> tuple[Player, Token]:
    return issue_token(make_cluster("sapa"), "may-1", by=manager)


def publish(cluster: str, snapshot: int, version: int = 1) -> None:
    metadata = Path(settings.RELEASES_DIR) / "repositories" / cluster / "metadata"
    metadata.mkdir(parents=True, exist_ok=True)
    named = {"snapshot.json": {"version": snapshot}}
    beside = metadata / ".timestamp"
    beside.write_text(json.dumps({"signed": {"version": version, "meta": named}}))
    beside.replace(metadata / "timestamp.json")


def listen(
    act: Callable[[Nudging], Awaitable[None]], lines: Lines | None = None
) -> None:
    """Runs `act` beside a process that looks often."""

    async def run() -> None:
        nudging = Nudging(QUICK, lines)
        nudging.start()
        try:
            await act(nudging)
        finally:
            nudging.end()

    asyncio.run(run())


def test_a_publication_is_told_at_once_and_a_fresh_timestamp_is_not(
    issued: tuple[Player, Token],
) -> None:
    publish("sapa", snapshot=1)

    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, issued[1])
        await ear.hears(COMMENT)
        publish("sapa", snapshot=1, version=2)
        quiet = await ear.hears(COMMENT * 2)
        publish("sapa", snapshot=2, version=3)
        await ear.hears(LOOK)
        assert LOOK not in quiet

    listen(act)


def test_the_first_publication_of_a_cluster_is_told(
    issued: tuple[Player, Token],
) -> None:
    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, issued[1])
        await ear.hears(COMMENT)
        publish("sapa", snapshot=1)
        await ear.hears(LOOK)

    listen(act)


def test_nobody_hears_of_another_cluster(issued: tuple[Player, Token]) -> None:
    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, issued[1])
        await ear.hears(COMMENT)
        publish("ck-lao-cai", snapshot=2)
        announce("ck-lao-cai", [FILE])
        assert (await ear.hears(COMMENT * 2)) == COMMENT * 2

    listen(act)


@pytest.mark.parametrize("wrong", ["none", "no token", "another secret", "revoked"])
def test_without_a_token_in_force_there_is_no_line(
    wrong: str, issued: tuple[Player, Token], manager: Any
) -> None:
    player, token = issued
    given = {
        "none": None,
        "no token": "x",
        "another secret": Token(token.id, new_token().secret),
        "revoked": token,
    }[wrong]
    if wrong == "revoked":
        revoke_token(player, by=manager)

    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, given)
        assert await ear.is_refused() == 401
        assert (ear.said, len(nudging.lines)) == (b"", 0)

    listen(act)


@pytest.mark.parametrize("how", ["revoked", "issued anew"])
def test_an_open_line_ends_with_its_token(
    how: str, issued: tuple[Player, Token], manager: Any
) -> None:
    player, token = issued

    def end_token() -> None:
        if how == "revoked":
            revoke_token(player, by=manager)
        else:
            issue_token(player.cluster, player.code, by=manager)

    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, token)
        await ear.hears(COMMENT * 2)
        await sync_to_async(end_token, thread_sensitive=False)()
        await ear.ends()
        assert len(nudging.lines) == 0

    listen(act)


def test_a_token_has_two_lines_and_the_oldest_gives_way(
    issued: tuple[Player, Token],
) -> None:
    async def act(nudging: Nudging) -> None:
        ears = []
        for _ in range(3):
            ears.append(Ear(nudging, issued[1]))
            await ears[-1].hears(COMMENT)
        await ears[0].ends()
        assert [one.is_over for one in ears] == [True, False, False]

    listen(act)


def test_where_all_lines_are_taken_the_next_is_asked_to_come_later(
    issued: tuple[Player, Token],
) -> None:
    async def act(nudging: Nudging) -> None:
        first = Ear(nudging, issued[1])
        await first.hears(COMMENT)
        assert await Ear(nudging, issued[1]).is_refused() == 503
        first.hang_up()
        await first.ends()
        await Ear(nudging, issued[1]).hears(COMMENT)

    listen(act, Lines(most=1))


def test_what_may_be_fetched_ahead_is_told_now_and_to_who_comes_later(
    issued: tuple[Player, Token],
) -> None:
    said = b'event: prepare\ndata: {"sha256": "%s", "size_bytes": 5}\n\n' % (b"a" * 64)

    async def act(nudging: Nudging) -> None:
        early = Ear(nudging, issued[1])
        await early.hears(COMMENT)
        announce("sapa", [FILE])
        await early.hears(said)
        late = Ear(nudging, issued[1])
        await late.hears(said)
        assert LOOK not in early.said + late.said

    listen(act)


@pytest.mark.parametrize(
    ("scope", "status"),
    [({"path": "/"}, 404), ({"path": "/cms/"}, 404), ({"method": "POST"}, 405)],
)
def test_nothing_else_is_there(
    scope: dict[str, str], status: int, issued: tuple[Player, Token]
) -> None:
    async def act(nudging: Nudging) -> None:
        assert await Ear(nudging, issued[1], **scope).is_refused() == status

    listen(act)


def test_many_publications_wait_as_one(issued: tuple[Player, Token]) -> None:
    async def act(nudging: Nudging) -> None:
        ear = Ear(nudging, issued[1])
        await ear.hears(COMMENT)
        (line,) = nudging.lines.of("sapa")
        for _ in range(1000):
            line.look()
            line.prepare([FILE])
        said = await ear.hears(LOOK)
        assert (said.count(LOOK), said.count(b"prepare")) == (1, 1)

    listen(act)
