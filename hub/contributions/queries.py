"""Whose submissions somebody may see, how far each is, and how the months stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from hub.agencies.models import Agency
from hub.agencies.queries import bodies_in_force
from hub.contributions import vault
from hub.contributions.deadlines import (
    DUE_DAY,
    is_on_time,
    month_of,
    state_of_month,
)
from hub.contributions.enums import MonthState, Step
from hub.contributions.models import Exemption, Obligation, Submission, Upload
from hub.lib.localrows import name_of
from hub.moderation.models import ReviewStep
from hub.rights.enums import Right, Scope
from hub.rights.queries import in_force, own_agencies, standings

STEP_OF_RIGHT = {
    str(Right.RECEIVE): Step.RECEIVED,
    str(Right.APPRAISE): Step.APPRAISING,
}
HANDLING = frozenset({Right.RECEIVE, Right.APPRAISE, Right.EDIT, Right.APPROVE})


@dataclass(frozen=True)
class FollowedFile:
    """An original, and why it cannot be shown, if it cannot."""

    pk: int
    name: str
    size_bytes: int
    sha256: str
    refused_reason: str


@dataclass(frozen=True)
class Followed:
    """A submission and how far it is."""

    submission: Submission
    step: Step
    is_on_time: bool
    detail: str = ""
    files: tuple[FollowedFile, ...] = ()

    @property
    def counts(self) -> bool:
        """For Đ12.2: shown or printed somewhere before, and not sent back."""
        row = self.submission
        is_back = self.step in (Step.RETURNED, Step.REFUSED, Step.REPLACED)
        return bool(row.shown_where and row.shown_on) and not is_back

    @property
    def can_be_replaced(self) -> bool:
        return self.step in (Step.RETURNED, Step.REFUSED)


@dataclass(frozen=True)
class Cell:
    """How an agency stands with a month."""

    month: date
    state: MonthState
    count: int = 0
    minimum: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Row:
    agency: int
    name: str
    cells: tuple[Cell, ...] = field(default_factory=tuple)


def agencies_of(user: Any) -> frozenset[int]:
    """For which the person may hand something in."""
    return own_agencies(user, Right.WRITE) | own_agencies(user, Right.CONTRIBUTE)


def is_of_the_lead(user: Any) -> bool:
    """Who handles submissions for the whole province; an observer does not."""
    return any(
        one.scope == Scope.PROVINCE and one.rights & HANDLING for one in standings(user)
    )


def agency_choices(user: Any) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=agencies_of(user))


def uploads_of(user: Any) -> QuerySet[Upload]:
    return Upload.objects.filter(owner=user, expires_at__gt=timezone.now())


def promised_bytes() -> int:
    """What unfinished uploads will still need on the disk."""
    rows = Upload.objects.filter(sha256="")
    return sum(
        row.size_bytes - vault.size_of(vault.upload_path(row.file_name)) for row in rows
    )


def visible_submissions(user: Any) -> QuerySet[Submission]:
    """Of the person's own agencies and of those before them; the lead sees all."""
    if is_of_the_lead(user):
        return Submission.objects.all()
    return Submission.objects.filter(agency__in=agencies_behind(agencies_of(user)))


def narrowed(
    submissions: QuerySet[Submission], agency: str | None, month: str | None
) -> QuerySet[Submission]:
    """Those of an agency, by its id, and of a month, as 2026-11; None or "": of any."""
    if agency:
        submissions = submissions.filter(agency=_number(agency))
    if not month:
        return submissions
    first = _first_day(month)
    return submissions.filter(month=first) if first else submissions.none()


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _first_day(written: str) -> date | None:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return None


def agencies_in(submissions: QuerySet[Submission]) -> dict[str, str]:
    """The agencies that handed something in, by id, under their names of today."""
    ids = submissions.order_by().values("agency").distinct()
    rows = Agency.objects.filter(pk__in=ids).prefetch_related("names__locale")
    return {str(agency.pk): name_of(agency) for agency in rows}


def followed(submissions: QuerySet[Submission]) -> list[Followed]:
    """The same number of queries for any number of submissions."""
    rows = list(
        submissions.select_related(
            "intake__item", "replaced_by", "locale"
        ).prefetch_related("files__copy__media", "clusters")
    )
    items = [row.intake.item_id for row in rows if hasattr(row, "intake")]
    states = _newest_states([pk for pk in items if pk])
    rights = _rights_of_steps()
    return [_follow(row, states, rights) for row in rows]


def matrix(months: Sequence[date], now: datetime) -> list[Row]:
    """All agencies that owe something in one of the months; the lead's picture."""
    minima = {month: _minima(month) for month in months}
    exempt = _exemptions(months)
    received = _received(months)
    owing = {agency for found in minima.values() for agency in found}
    agencies = Agency.objects.filter(pk__in=owing)
    return [
        Row(
            agency.pk,
            name_of(agency),
            tuple(
                _cell(agency.pk, month, now, minima[month], exempt, received)
                for month in months
            ),
        )
        for agency in agencies
    ]


def minimum_of(agency: int, month: date) -> int:
    """How many contributions the agency owes in that month; 0 when none."""
    return _minima(month).get(agency, 0)


def _cell(
    agency: int,
    month: date,
    now: datetime,
    minima: dict[int, int],
    exempt: dict[tuple[int, date], str],
    received: dict[tuple[int, date], list[datetime]],
) -> Cell:
    instants = received.get((agency, month), [])
    minimum = minima.get(agency, 0)
    state = state_of_month(
        month,
        instants,
        now,
        minimum=minimum,
        soon_from_day=min(settings.CONTRIBUTION_REMINDER_DAYS, default=DUE_DAY),
        zone=timezone.get_default_timezone(),
        is_exempt=(agency, month) in exempt,
    )
    reason = exempt.get((agency, month), "")
    return Cell(month, state, len(instants), minimum, reason)


def _minima(month: date) -> dict[int, int]:
    """By the agency in force on the last day that counts. One body owes once."""
    day = month.replace(day=DUE_DAY)
    bodies = bodies_in_force(day)
    found: dict[int, int] = {}
    for row in Obligation.objects.filter(in_force(day)):
        body = bodies[row.agency_id]
        found[body] = max(found.get(body, 0), row.minimum)
    return found


def _exemptions(months: Iterable[date]) -> dict[tuple[int, date], str]:
    found = {}
    for row in Exemption.objects.filter(month__in=list(months)):
        body = bodies_in_force(row.month.replace(day=DUE_DAY))[row.agency_id]
        found[body, row.month] = row.reason
    return found


def _received(months: Sequence[date]) -> dict[tuple[int, date], list[datetime]]:
    """When what counts came in, by the agency that answers for the month."""
    found = defaultdict[tuple[int, date], list[datetime]](list)
    bodies = {month: bodies_in_force(month.replace(day=DUE_DAY)) for month in months}
    for one in followed(Submission.objects.filter(month__in=months)):
        row = one.submission
        if one.counts:
            found[bodies[row.month][row.agency_id], row.month].append(row.received_at)
    return found


def agencies_behind(bodies: Collection[int]) -> set[int]:
    """These agencies and all whose place they have taken by today."""
    in_place_of = bodies_in_force(timezone.localdate())
    return {pk for pk, body in in_place_of.items() if body in bodies}


def _newest_states(items: Collection[int]) -> dict[int, WorkflowState]:
    rows = (
        WorkflowState.objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id__in=[str(pk) for pk in items],
        )
        .select_related("current_task_state__task")
        .order_by("created_at", "pk")
    )
    return {int(row.object_id): row for row in rows}


def _rights_of_steps() -> dict[int, str]:
    """Which right each step of a lane asks for, by the id of its task. One query."""
    return dict(ReviewStep.objects.values_list("pk", "right"))


def _follow(
    row: Submission,
    states: dict[int, WorkflowState],
    rights: dict[int, str],
) -> Followed:
    files = tuple(_file(file) for file in row.files.all())
    step, detail = _step(row, files, states, rights)
    zone = timezone.get_default_timezone()
    on_time = is_on_time(row.received_at, month_of(row.month), zone)
    return Followed(row, step, on_time, detail, files)


def _file(file: Any) -> FollowedFile:
    reason = file.copy.reason if hasattr(file, "copy") else ""
    return FollowedFile(file.pk, file.name, file.size_bytes, file.sha256, reason)


def _step(
    row: Submission,
    files: Iterable[FollowedFile],
    states: dict[int, WorkflowState],
    rights: dict[int, str],
) -> tuple[Step, str]:
    if hasattr(row, "replaced_by"):
        return Step.REPLACED, row.replaced_by.number
    item = row.intake.item if hasattr(row, "intake") else None
    if item is not None and item.live:
        return Step.SHOWN, ""
    if reason := next((one.refused_reason for one in files if one.refused_reason), ""):
        return Step.REFUSED, reason
    state = states.get(item.pk) if item is not None else None
    if state is None or state.current_task_state is None:
        return Step.RECEIVED, ""
    return _step_in_lane(state, rights)


def _step_in_lane(state: WorkflowState, rights: dict[int, str]) -> tuple[Step, str]:
    at = state.current_task_state
    if at.status == TaskState.STATUS_REJECTED:
        return Step.RETURNED, str(at.comment)
    if state.status == WorkflowState.STATUS_CANCELLED:
        return Step.RETURNED, ""
    right = rights.get(at.task_id, str(Right.APPRAISE))
    return STEP_OF_RIGHT.get(right, Step.EDITING), str(at.task.name)
