"""What a player says, for tests."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from hub.players.models import Player
from hub.players.tokens import Token
from release.format import write_document
from release.reports import (
    Alarmed,
    AlarmNow,
    AsRun,
    CanvasNow,
    Heartbeat,
    Logged,
    Rung,
    SceneShown,
    Switched,
    hash_of,
)

AT = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
LOOP = "a" * 64


def heartbeat(cluster: str = "sapa", **fields: Any) -> Heartbeat:
    canvas = CanvasNow(canvas="led", rung=Rung.SCHEDULED, loop=LOOP, frame=120)
    plain = {
        "cluster": cluster,
        "at": AT,
        "seq": 7,
        "seen_seq": 7,
        "urgent_seq": 0,
        "canvases": (canvas,),
        "free_bytes": 10**10,
        "unsent_entries": 0,
        "uptime_seconds": 60,
    }
    return Heartbeat(**{**plain, **fields})


def scene(number: int = 1, item: str = "item-1") -> SceneShown:
    return SceneShown(
        number=number,
        at=AT,
        end=AT.replace(second=15),
        canvas="led",
        rung=Rung.SCHEDULED,
        loop=LOOP,
        scene=0,
        slot_id="1",
        item_key=item,
    )


def switch(number: int = 2) -> Switched:
    return Switched(
        number=number,
        at=AT,
        canvas="led",
        rung=Rung.SCHEDULED,
        loop=LOOP,
        release_seq=7,
        urgent_seq=0,
    )


def alarm(number: int = 3) -> Alarmed:
    return Alarmed(number=number, at=AT, code="forged", detail="timetable.json")


def as_run(*entries: Any, cluster: str = "sapa") -> AsRun:
    logged = tuple(Logged(hash=hash_of(entry), entry=entry) for entry in entries)
    return AsRun(cluster=cluster, entries=logged)


def an_alarm_now() -> AlarmNow:
    return AlarmNow(code="forged", detail="timetable.json", since=AT)


def post(name: str, document: Any, token: Token | str | None) -> Any:
    """As a player sends it: no cookie, a bearer token."""
    body = document if isinstance(document, bytes) else write_document(document)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(enforce_csrf_checks=True).post(
        f"/devices/{name}", body, content_type="application/json", headers=headers
    )


def fresh(player: Player) -> Player:
    return Player.objects.get(pk=player.pk)
