"""The document that outranks a cluster's release, from the one before it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from release.format import Interrupt, Loop, Urgent

_RANKS = {"critical": 3, "high": 2, "normal": 1}


@dataclass(frozen=True)
class Change:
    """What one order changes. All else stays as it stands; what is over goes.

    `is_slate_ordered` None leaves the safe slate as it is.
    """

    added: Interrupt | None = None
    # Every loop that `added` names, by digest.
    loops: Mapping[str, Loop] = field(default_factory=dict)
    recalled: frozenset[str] = frozenset()
    is_slate_ordered: bool | None = None


def next_document(
    current: Urgent | None, change: Change, *, cluster: str, seq: int, now: datetime
) -> Urgent:
    """Everything that is in force once the change is."""
    gone = change.recalled | ({change.added.id} if change.added else set())
    kept = [one for one in in_force(current, now) if one.id not in gone]
    interrupts = (*kept, change.added) if change.added else tuple(kept)
    loops = {**(current.loops if current else {}), **change.loops}
    named = {sha256 for one in interrupts for sha256 in one.loops.values()}
    was_ordered = current is not None and current.is_slate_ordered
    is_ordered = change.is_slate_ordered
    return Urgent(
        cluster=cluster,
        seq=seq,
        created=now,
        interrupts=interrupts,
        is_slate_ordered=was_ordered if is_ordered is None else is_ordered,
        loops={key: loop for key, loop in loops.items() if key in named},
    )


def shown_at(document: Urgent | None, now: datetime) -> Interrupt | None:
    """The one that players show (`player.ladder`): the highest level, then the newest.

    A real one before a drill.
    """
    return max(
        in_force(document, now),
        key=lambda one: (not one.is_drill, _RANKS.get(one.level, 0), one.start),
        default=None,
    )


def in_force(document: Urgent | None, now: datetime) -> Iterable[Interrupt]:
    """The messages that are not over yet."""
    return [one for one in (document.interrupts if document else ()) if now < one.end]
