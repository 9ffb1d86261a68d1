"""Tells players of other makes what is due, and writes down what they say they did.

None of them verifies what it shows: whatever they report is kept as not verified.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from hub.adapters.enums import Event
from hub.adapters.models import Fingerprint, Told
from hub.adapters.playerxml import Play
from hub.adapters.queries import may_export
from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.players.models import Entry, Player

PLAYED = "played"
# A row is not written for each of a controller's questions, one every five seconds.
NOTED_EVERY = timedelta(seconds=10)
SECOND = timedelta(seconds=1)


def tell(player: Player, document: str, now: datetime) -> Told:
    """What it is given, dated in whole seconds later than anything before.

    Also when it is an older document again: such players take the latest date.
    """
    at = now.replace(microsecond=0)
    while True:
        told = Told.objects.filter(player=player).first()
        if told is None:
            if made := _first_told(player, document, at):
                return made
        elif told.document == document or _is_replaced(told, document, at):
            return told


def _first_told(player: Player, document: str, at: datetime) -> Told | None:
    """None when another process was quicker."""
    try:
        with transaction.atomic():
            return Told.objects.create(player=player, document=document, modified_at=at)
    except IntegrityError:
        return None


def _is_replaced(told: Told, document: str, at: datetime) -> bool:
    """False when another process was quicker: nothing gets a date that was given out."""
    known = Told.objects.filter(pk=told.pk, modified_at=told.modified_at)
    told.document, told.modified_at = document, max(at, told.modified_at + SECOND)
    return bool(known.update(document=document, modified_at=told.modified_at))


def md5_of(sha256: str, path: Path) -> str:
    """Read once; then it is known."""
    known = Fingerprint.objects.filter(sha256=sha256).first()
    if known is None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(
                file, lambda: hashlib.md5(usedforsecurity=False)
            )
        known, _is_new = Fingerprint.objects.get_or_create(
            sha256=sha256, defaults={"md5": digest.hexdigest()}
        )
    return known.md5


def note_heard(player: Player, now: datetime) -> None:
    stale = Q(heard_at__isnull=True) | Q(heard_at__lte=now - NOTED_EVERY)
    Player.objects.filter(stale, pk=player.pk).update(heard_at=now)


@transaction.atomic
def note_said(player: Player, said: Mapping[str, Any], now: datetime) -> None:
    """Beside what it said before of other things."""
    held = Player.objects.select_for_update(of=("self",)).get(pk=player.pk)
    held.state = {**held.state, **said, "is_verified": False}
    held.heard_at = now
    held.save(update_fields=["state", "heard_at"])


def take_plays(player: Player, plays: Iterable[Play], now: datetime) -> int:
    """Those that are new, as not verified at the screen. Answers how many."""
    rows = {_digest(one): one for one in plays}
    known = set(
        Entry.objects.filter(player=player, digest__in=rows).values_list(
            "digest", flat=True
        )
    )
    fresh = [
        Entry(
            player=player,
            digest=digest,
            number=0,
            kind=PLAYED,
            at=play.start,
            end=play.end,
            canvas=player.canvas,
            loop=play.sha256,
            entry={"loop": play.sha256},
            is_verified=False,
            received_at=now,
        )
        for digest, play in rows.items()
        if digest not in known
    ]
    Entry.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def note_export(cluster: Cluster, seq: int, person: Any) -> None:
    """Raises PermissionDenied."""
    if not may_export(person, cluster):
        raise PermissionDenied
    record(Event.EXPORTED, actor=person, subject=cluster, details={"seq": seq})


def _digest(play: Play) -> str:
    said = f"{play.sha256} {play.start.isoformat()} {play.end.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()
