"""Whether somebody may decide at a step, and if not, why and what to do. Pure.

The page that asks for decisions and the action that takes them ask the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from hub.moderation.enums import Verdict


@dataclass(frozen=True)
class StepRules:
    name: str
    needs_opinion: bool = False
    is_independent: bool = False
    may_return: bool = True
    may_reject: bool = False


@dataclass(frozen=True)
class Case:
    """An item at a step, and who stands before it."""

    title: str
    step: StepRules
    person: int
    holds_right: bool
    # Who wrote, changed or submitted it since it was last approved, and who else may act.
    writers: Mapping[int, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    revision: int = 0


def find_refusal(
    case: Case, verdict: Verdict, opinion: str, seen: int | None
) -> str | None:
    """The first thing that stands in the way, in the reader's language."""
    return next(_refusals(case, verdict, opinion, seen), None)


def find_stop(case: Case) -> str | None:
    """Why the person may decide nothing at all here."""
    return next(_stops(case), None)


def _stops(case: Case) -> Iterator[str]:
    if not case.holds_right:
        yield gettext(
            "“%(title)s” is at the step “%(step)s”, which is not yours. It can be done "
            "by: %(others)s."
        ) % {"title": case.title, "step": case.step.name, "others": _named(case)}
    if case.step.is_independent and case.person in case.writers:
        yield gettext(
            "“%(title)s” was written, changed or submitted by you (%(writers)s). The step "
            "“%(step)s” is never done by the author (Đ7.1, Đ9.2). It can be done by: "
            "%(others)s."
        ) % {
            "title": case.title,
            "writers": ", ".join(case.writers.values()),
            "step": case.step.name,
            "others": _named(case),
        }


def _refusals(
    case: Case, verdict: Verdict, opinion: str, seen: int | None
) -> Iterator[str]:
    yield from _stops(case)
    if seen != case.revision:
        yield gettext(
            "“%(title)s” was changed after you opened it. Look at the new version, which "
            "is shown below, and decide again: your opinion is kept."
        ) % {"title": case.title}
    if verdict == Verdict.RETURN and not case.step.may_return:
        yield gettext("At the step “%(step)s” nothing is returned. Pass it on.") % {
            "step": case.step.name
        }
    if verdict == Verdict.REJECT and not case.step.may_reject:
        yield gettext(
            "At the step “%(step)s” nothing is rejected. Return it with a reason."
        ) % {"step": case.step.name}
    if not opinion.strip() and (case.step.needs_opinion or verdict != Verdict.PASS):
        yield gettext(
            "Write your opinion: the step “%(step)s” and every return or rejection need "
            "one (Đ7.1)."
        ) % {"step": case.step.name}
    if verdict == Verdict.PASS and case.troubles:
        yield " ".join(case.troubles)


def _named(case: Case) -> str:
    return ", ".join(case.others) or gettext("nobody yet; ask the account manager")
