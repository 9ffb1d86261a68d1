"""What a player of another make may have now, and whether its mirror lags."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hub.adapters.enums import OTHERS
from hub.adapters.ladder import choose_loop, loops_of
from hub.adapters.models import Mirror
from hub.displays.models import Canvas, Cluster
from hub.players.models import Player
from hub.players.queries import Seen, players_seen_by
from hub.playout.published import loop_file, trusted_now
from hub.playout.queries import may_see, may_see_some
from release.format import File, Loop
from release.trust import Trusted

# A timestamp lasts fifteen minutes and is renewed every five.
LAGS_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class Due:
    """`is_known` is false while nothing was ever published: then nothing is said."""

    loop: Loop | None
    is_known: bool


def due_for(player: Player, now: datetime) -> Due:
    """What its canvas plays, of what is published and verified."""
    trusted = trusted_now(player.cluster.code)
    if trusted is None or (trusted.release is None and trusted.urgent is None):
        return Due(None, is_known=False)
    return Due(choose_loop(trusted, player.canvas, now), is_known=True)


def file_for(player: Player, sha256: str) -> Path | None:
    """A loop that its own cluster's release or urgent document names now; no other."""
    trusted = trusted_now(player.cluster.code)
    named = {file.sha256: file for file in files_of(trusted)} if trusted else {}
    return loop_file(named[sha256]) if sha256 in named else None


def files_of(trusted: Trusted) -> tuple[File, ...]:
    """Each once; what is urgent first."""
    documents = (trusted.urgent, trusted.release)
    named = {
        file.sha256: file for one in documents if one is not None for file in one.files
    }
    return tuple(named.values())


def plain_loops(
    trusted: Trusted, now: datetime
) -> dict[str, list[tuple[datetime, Loop]]]:
    """By canvas, what it plays from now on, and since when."""
    release = trusted.release
    if release is None:
        return {}
    named = {key for one in release.timetable.windows for key in one.loops}
    canvases = sorted({*named, *release.filler, *release.slate})
    return {canvas: loops_of(trusted, canvas, now) for canvas in canvases}


def may_export(person: Any, cluster: Cluster) -> bool:
    """Whoever may publish on it or approves for it carries it there too."""
    return may_see(person, cluster.pk)


def may_export_some(person: Any) -> bool:
    return may_see_some(person)


def others_seen_by(person: Any, now: datetime) -> list[Seen]:
    """Players of other makes, of the clusters whose equipment the person may look at."""
    return [one for one in players_seen_by(person, now) if one.player.kind in OTHERS]


def canvases() -> list[Canvas]:
    """Of every cluster, with all that naming them takes."""
    rows = Canvas.objects.select_related("controller__cluster")
    return list(rows.prefetch_related("controller__cluster__names"))


def is_lagging(mirror: Mirror, now: datetime) -> bool:
    since = mirror.behind_since
    return since is not None and now - since > LAGS_AFTER


def mirrors() -> list[Mirror]:
    rows = Mirror.objects.select_related("cluster")
    return list(rows.prefetch_related("cluster__names"))
