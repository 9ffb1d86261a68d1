"""Whether somebody may approve a candidate, and if not, why and what to do. Pure.

The page that asks for approval and the action that takes it ask the same.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from hub.playout.enums import CandidateState


@dataclass(frozen=True)
class Case:
    """A candidate, and who stands before it."""

    name: str
    state: str
    person: int
    holds_right: bool
    digests: frozenset[str]
    is_over: bool = False
    is_signing_set_up: bool = True
    # Who arranged what is in it, who has approved it, and who else could.
    authors: Mapping[int, str] = field(default_factory=dict)
    approvers: frozenset[int] = frozenset()
    others: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_waiting(self) -> bool:
        return self.state == CandidateState.WAITING and not self.is_over


def find_refusal(case: Case, seen: Collection[str]) -> str | None:
    """The first thing that stands in the way, in the reader's language."""
    return next(_refusals(case, seen), None)


def find_stop(case: Case) -> str | None:
    """Why the person may not approve this candidate at all."""
    return next(_stops(case), None)


def _stops(case: Case) -> Iterator[str]:
    words = {"name": case.name, "others": _named(case)}
    if not case.holds_right:
        yield (
            gettext(
                "You have no right to approve %(name)s. It can be approved by: %(others)s."
            )
            % words
        )
    if case.is_over and case.state == CandidateState.WAITING:
        yield (
            gettext(
                "%(name)s was not approved in time. A new candidate is made within a minute: "
                "open the list again."
            )
            % words
        )
    elif case.state != CandidateState.WAITING:
        yield (
            gettext(
                "%(name)s does not wait for approval any more. Open the list to see what does."
            )
            % words
        )
    if case.person in case.authors:
        yield (
            gettext(
                "You arranged what is in %(name)s, so somebody else has to approve it. It can "
                "be approved by: %(others)s."
            )
            % words
        )
    if case.person in case.approvers:
        yield (
            gettext("You have approved %(name)s already. It waits for: %(others)s.")
            % words
        )
    if not case.is_signing_set_up:
        yield gettext(
            "Signing is not set up on this server, so nothing can be approved. Ask whoever "
            "looks after it to start the signing process and to name its socket."
        )


def _refusals(case: Case, seen: Collection[str]) -> Iterator[str]:
    yield from _stops(case)
    if frozenset(seen) != case.digests:
        yield gettext(
            "What you looked at is not what would be signed as %(name)s. Look at the loops "
            "shown below and approve again."
        ) % {"name": case.name}
    if case.faults:
        yield " ".join(case.faults)


def _named(case: Case) -> str:
    return ", ".join(case.others) or gettext("nobody yet; ask the account manager")
