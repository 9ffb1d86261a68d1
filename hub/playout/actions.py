"""Makes candidates of what was rendered, takes approvals, and publishes.

Everything is checked here again, whatever page or program asked for it. The signer is
asked outside any transaction: it may read gigabytes before it answers.
"""

import hashlib
import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.displays.queries import SHOWN
from hub.playout import queries, signing
from hub.playout.approved import note_approved
from hub.playout.changes import is_due, plays_the_same
from hub.playout.enums import CandidateState, Event
from hub.playout.models import OPEN, Approval, Candidate
from hub.playout.notices import tell_approvers
from hub.playout.reading import read_candidate
from hub.playout.shelf import keep_files, sweep
from hub.playout.signing import RefusedByTrustError
from hub.playout.validators import find_refusal
from release.format import Release, write_document

logger = logging.getLogger(__name__)

# Players that were away for so long still find the loops of what they had.
KEPT = timedelta(days=14)


class ApprovalRefusedError(ValidationError):
    """Says why nothing was approved, and what to do."""


def look_for_candidates(now: datetime) -> list[Candidate]:
    """Of each cluster whose loops would change the wall. Asked twice, made once."""
    made = [_look_at(one, now) for one in Cluster.objects.filter(status__in=SHOWN)]
    return [one for one in made if one is not None]


def approve(
    candidate_id: int, person: Any, pin: str, seen: Collection[str], now: datetime
) -> Candidate:
    """Signs as the person and, when enough have, publishes.

    Raises ApprovalRefusedError; then nothing happened. What is signed and could not be
    published at once stays SIGNED, and is tried again by the clock.
    """
    candidate = Candidate.objects.select_related("cluster").get(pk=candidate_id)
    case = queries.find_case(candidate, person, now)
    if refusal := find_refusal(case, seen):
        raise ApprovalRefusedError(refusal)
    try:
        _draw_up(candidate)
        signed = signing.ask_for_signature(
            signing.paper_of(candidate),
            bytes(candidate.statement or b""),
            person.get_username(),
            pin,
            now,
        )
    except RefusedByTrustError as error:
        raise ApprovalRefusedError(str(error), code=error.code) from error
    _keep(candidate, person, signed, now)
    candidate.refresh_from_db()
    bring_out(candidate, now)
    return candidate


@transaction.atomic
def withdraw(candidate_id: int, person: Any, now: datetime) -> Candidate:
    """Takes one's approval back while the candidate waits; all have to sign anew then.

    What was signed stays signed in the signer's hands, so the number is given up and the
    same loops become a new candidate. Raises ApprovalRefusedError.
    """
    candidate = _held(candidate_id)
    approval = queries.standing_approvals(candidate).filter(person=person).first()
    if approval is None:
        raise ApprovalRefusedError(
            _("You have not approved %(name)s, so there is nothing to withdraw.")
            % {"name": str(candidate)}
        )
    if candidate.state != CandidateState.WAITING:
        raise ApprovalRefusedError(
            _(
                "%(name)s has all its signatures already. Change the programme, or have "
                "the safe slate shown."
            )
            % {"name": str(candidate)}
        )
    approval.withdrawn_at = now
    approval.save(update_fields=["withdrawn_at"])
    record(Event.WITHDRAWN, actor=person, subject=candidate)
    _end(candidate, CandidateState.SUPERSEDED)
    return _make(candidate.cluster, candidate.release, now, candidate.authors)


def refresh_repositories(now: datetime) -> list[str]:
    """Brings out what is signed and says that all is fresh; the clusters it was done for.

    What is wrong with one holds up no other.
    """
    signed = Candidate.objects.filter(state=CandidateState.SIGNED)
    for candidate in signed.select_related("cluster"):
        bring_out(candidate, now)
    sweep(queries.digests_kept(now - KEPT))
    return [code for code in _codes() if _is_refreshed(code)]


def bring_out(candidate: Candidate, now: datetime) -> bool:
    """Publishes what has all its signatures. What cannot be is said in the log."""
    if candidate.state != CandidateState.SIGNED:
        return False
    try:
        keep_files(candidate.release.files)
        # Before a player can have it: what it then says it shows is known already.
        note_approved(candidate.cluster, candidate.release.files, now, candidate)
        signing.publish(
            signing.paper_of(candidate),
            bytes(candidate.statement or b""),
            candidate.signatures,
        )
    except OSError:
        logger.exception("%s was not published: its loops are not there", candidate)
        return False
    except RefusedByTrustError as error:
        logger.warning("%s was not published: %s", candidate, error)
        if error.is_hopeless:
            _supersede(candidate)
        return False
    _note_published(candidate, now)
    return True


def _look_at(cluster: Cluster, now: datetime) -> Candidate | None:
    _expire(cluster, now)
    on_air, waiting = queries.on_air(cluster), queries.open_candidate(cluster)
    if waiting and waiting.state == CandidateState.SIGNED:
        return None  # it is being published; then its turn is over
    try:
        seq = _next_seq(cluster)
    except RefusedByTrustError as error:
        logger.warning("no candidate for %s: %s", cluster.code, error)
        return None
    new = read_candidate(cluster.code, seq)
    if new is None:
        return None
    # A number that was overtaken, after a restore for one, can never be published.
    is_alive = waiting is not None and seq == waiting.seq + 1
    if waiting and is_alive and plays_the_same(waiting.release, new, now):
        return None
    try:
        return _replace(cluster, waiting, on_air, new, now)
    except IntegrityError:
        return None  # another worker was quicker, and made the same


@transaction.atomic
def _replace(
    cluster: Cluster,
    waiting: Candidate | None,
    on_air: Candidate | None,
    new: Release,
    now: datetime,
) -> Candidate | None:
    """What waited is over, whether or not there is something to put in its place."""
    if waiting:
        _end(waiting, CandidateState.SUPERSEDED)
    if on_air and not is_due(on_air.release, new, now):
        return None
    since = on_air.made_at if on_air else None
    made = _make(cluster, new, now, queries.authors_of(cluster, since))
    if waiting is None:  # who was told of one before is not told of each change
        tell_approvers(made)
    return made


def _next_seq(cluster: Cluster) -> int:
    """Above what was published and what anybody may have signed."""
    published = signing.next_seq(cluster.code)
    return max(published, queries.newest_seq(cluster) + 1)


def _make(
    cluster: Cluster, release: Release, now: datetime, authors: dict[Any, str]
) -> Candidate:
    """Whoever calls has ended the candidate before it."""
    seq = _next_seq(cluster)
    document = write_document(release.model_copy(update={"seq": seq}))
    rule = queries.rule_of(cluster)
    candidate = Candidate.objects.create(
        cluster=cluster,
        seq=seq,
        document=document,
        sha256=hashlib.sha256(document).hexdigest(),
        due=rule.threshold,
        authors=authors or {0: queries.NOBODY},
        made_at=now,
        expires_at=now + timedelta(hours=rule.hours),
    )
    record(Event.FOUND, subject=candidate, details={"sha256": candidate.sha256})
    return candidate


def _draw_up(candidate: Candidate) -> None:
    """Once for all approvers, and kept before anybody signs."""
    if candidate.statement is None:
        payload = signing.draw_up(signing.paper_of(candidate))
        Candidate.objects.filter(pk=candidate.pk, statement__isnull=True).update(
            statement=payload
        )
        candidate.refresh_from_db(fields=["statement"])


@transaction.atomic
def _keep(
    candidate: Candidate, person: Any, signed: signing.Signed, now: datetime
) -> None:
    """The approval, and that it was the last one due."""
    held = _held(candidate.pk)
    if held.state != CandidateState.WAITING:
        raise ApprovalRefusedError(
            _("%(name)s was replaced meanwhile. Open the list and look at the new one.")
            % {"name": str(held)}
        )
    Approval.objects.create(
        candidate=held, person=person, at=now, seen=sorted(held.digests)
    )
    record(Event.APPROVED, actor=person, subject=held, details={"sha256": held.sha256})
    held.due = max(queries.rule_of(held.cluster).threshold, signed.due)
    # Of two who sign at once, the one who was told of all may be written down first.
    held.signatures = signed.signatures or held.signatures
    if held.signatures and queries.standing_approvals(held).count() >= held.due:
        held.state = CandidateState.SIGNED
    held.save(update_fields=["due", "signatures", "state"])


@transaction.atomic
def _note_published(candidate: Candidate, now: datetime) -> None:
    held = _held(candidate.pk)
    if held.state == CandidateState.SIGNED:
        held.state, held.published_at = CandidateState.PUBLISHED, now
        held.save(update_fields=["state", "published_at"])
        record(Event.PUBLISHED, subject=held, details={"sha256": held.sha256})
    candidate.refresh_from_db(fields=["state", "published_at"])


@transaction.atomic
def _expire(cluster: Cluster, now: datetime) -> None:
    rows = Candidate.objects.select_for_update(of=("self",)).filter(
        cluster=cluster, state=CandidateState.WAITING, expires_at__lte=now
    )
    for candidate in rows:
        _end(candidate, CandidateState.EXPIRED)


@transaction.atomic
def _supersede(candidate: Candidate) -> None:
    _end(_held(candidate.pk), CandidateState.SUPERSEDED)
    candidate.refresh_from_db(fields=["state"])


def _end(candidate: Candidate, state: CandidateState) -> None:
    """Only what is still open ends; whoever was quicker has decided."""
    is_open = Candidate.objects.filter(pk=candidate.pk, state__in=OPEN)
    if is_open.update(state=state):
        is_over = state is CandidateState.EXPIRED
        record(Event.EXPIRED if is_over else Event.SUPERSEDED, subject=candidate)


def _held(pk: int) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=pk)


def _codes() -> Iterable[str]:
    return Cluster.objects.values_list("code", flat=True)


def _is_refreshed(code: str) -> bool:
    if not signing.has_repository(code):
        return False
    try:
        signing.refresh(code)
    except RefusedByTrustError as error:
        logger.warning("%s was not refreshed: %s", code, error)
        return False
    return True
