"""Issues and revokes device tokens; writes down what players say."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.players.enums import Event, Kind
from hub.players.models import Entry, Player
from hub.players.queries import may_revoke_all
from hub.players.tokens import Token, new_token
from hub.rights.enums import Right
from hub.rights.queries import may
from release.reports import Alarmed, AsRun, Heartbeat, Logged, SceneShown, Switched


@transaction.atomic
def issue_token(
    cluster: Cluster, code: str, *, by: Any, kind: Kind = Kind.AGENT, canvas: str = ""
) -> tuple[Player, Token]:
    """A new player, or a new token for one that is there: the old one ends at once.

    Raises PermissionDenied, and ValidationError when the name is that of another kind:
    what one of them said must not pass for what the other says. The token is shown once
    and kept nowhere.
    """
    _check(by)
    known = Player.objects.filter(cluster=cluster, code=code).first()
    if known and known.kind != kind:
        raise ValidationError(
            _("“%(name)s” is a machine of another kind. Give this one another name.")
            % {"name": code}
        )
    token = new_token()
    player, _is_new = Player.objects.update_or_create(
        cluster=cluster,
        code=code,
        defaults={
            "kind": kind,
            "canvas": canvas,
            "token_id": token.id,
            "token_digest": token.digest,
            "issued_at": timezone.now(),
            "issued_by": by,
            "revoked_at": None,
        },
    )
    record(Event.ISSUED, actor=by, subject=player)
    return player, token


@transaction.atomic
def revoke_token(player: Player, *, by: Any) -> None:
    """From the next request on it is refused. Raises PermissionDenied."""
    _check(by)
    player.revoked_at = timezone.now()
    player.save(update_fields=["revoked_at"])
    record(Event.REVOKED, actor=by, subject=player)


@transaction.atomic
def revoke_all(cluster: Cluster, *, by: Any, reason: str) -> list[Player]:
    """Every token in force on one's own cluster, when a machine there is not to be trusted.

    For whoever may send urgent messages there or take items off air, too: not only for the
    account manager, who may be asleep. Raises PermissionDenied.
    """
    if not may_revoke_all(by, cluster):
        raise PermissionDenied
    rows = Player.objects.select_for_update(of=("self",)).select_related("cluster")
    players = list(rows.filter(cluster=cluster, revoked_at__isnull=True))
    for player in players:
        player.revoked_at = timezone.now()
        player.save(update_fields=["revoked_at"])
        record(Event.REVOKED, actor=by, subject=player, details={"reason": reason})
    return players


def note_heartbeat(player: Player, heartbeat: Heartbeat, now: datetime) -> None:
    player.heard_at, player.state = now, heartbeat.model_dump(mode="json")
    player.save(update_fields=["heard_at", "state"])


def take_entries(player: Player, as_run: AsRun, now: datetime) -> int:
    """Those that are new; what was sent before is passed over. Answers how many."""
    rows = [_entry(player, logged, now) for logged in as_run.entries]
    known = set(
        Entry.objects.filter(
            player=player, digest__in=[row.digest for row in rows]
        ).values_list("digest", flat=True)
    )
    fresh = {row.digest: row for row in rows if row.digest not in known}
    # Two batches with the same entries may come at once.
    Entry.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)


def _entry(player: Player, logged: Logged, now: datetime) -> Entry:
    said = logged.entry
    row = Entry(
        player=player,
        digest=logged.hash,
        number=said.number,
        kind=said.kind,
        at=said.at,
        entry=said.model_dump(mode="json"),
        received_at=now,
    )
    match said:
        case Switched():
            row.canvas, row.rung, row.loop = said.canvas, said.rung, said.loop or ""
        case SceneShown():
            row.canvas, row.rung, row.loop = said.canvas, said.rung, said.loop
            row.end, row.item_key = said.end, said.item_key
        case Alarmed():
            pass
    return row


def _check(person: Any) -> None:
    if not may(person, Right.ADMINISTER):
        raise PermissionDenied
