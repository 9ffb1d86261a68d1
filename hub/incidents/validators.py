"""Whether an incident may be closed, and if not, why and what to do. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True)
class Case:
    """An incident that somebody wants to close; `missing` have not acknowledged."""

    name: str
    is_cyber: bool
    is_closed: bool
    has_end: bool
    has_cause: bool
    has_fix: bool
    missing: tuple[str, ...]
    are_any_due: bool


def find_refusal(case: Case) -> str | None:
    """The first thing that stands in the way, in the reader's language."""
    return next(_refusals(case), None)


def _refusals(case: Case) -> Iterator[str]:
    words = {"name": case.name, "missing": ", ".join(case.missing)}
    if case.is_closed:
        yield gettext("%(name)s is closed already.") % words
    if case.is_cyber and not case.are_any_due:
        yield (
            gettext(
                "%(name)s cannot be closed: no agency was told that has to acknowledge it "
                "(Đ9.5.b). Ask the account manager to set the recipients of notices, then "
                "send the notices again."
            )
            % words
        )
    if case.is_cyber and case.missing:
        yield (
            gettext(
                "%(name)s cannot be closed yet (Đ9.5.b). Not acknowledged so far by: "
                "%(missing)s. Ask them to open the incident and acknowledge it."
            )
            % words
        )
    if not case.has_end:
        yield gettext("Enter when it ended before you close %(name)s (Đ9.5.a).") % words
    if not (case.has_cause and case.has_fix):
        yield (
            gettext(
                "Enter the cause and how it was remedied before you close %(name)s (Đ9.5.a)."
            )
            % words
        )
