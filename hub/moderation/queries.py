"""Where items stand on their lanes, and for whom they wait.

Lists of any length cost the same number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.models import Locale, Page, Revision, TaskState, Workflow, WorkflowState

from hub.agencies.queries import agencies_in_force, bodies_in_force
from hub.content.enums import ItemKind, Lane
from hub.content.models import AgencyPage, ItemPage
from hub.lib.localrows import text_in
from hub.media.queries import clip_trouble, picture_trouble
from hub.moderation.enums import EventKind, RequiredField
from hub.moderation.models import (
    Event,
    FreeDay,
    LaneSteps,
    Notice,
    ReviewStep,
    body_of,
)
from hub.moderation.validators import Case, StepRules
from hub.moderation.workdays import WorkCalendar, due_after
from hub.rights.enums import Right
from hub.rights.queries import holders, may, standings


@dataclass(frozen=True)
class Waiting:
    """An item that somebody can act on."""

    page: int
    title: str
    language: str
    agency: str
    step: str
    lane: str
    since: datetime
    due: datetime
    is_overdue: bool


@dataclass(frozen=True)
class Sent:
    """An item that a person submitted, and how far it has come."""

    page: int
    title: str
    language: str
    state: str
    step: str
    at: datetime


def workflow_of(page: ItemPage) -> Workflow | None:
    """The steps of its lane; none for what was rejected, which is final."""
    if page.pk and is_rejected(page):
        return None
    row = LaneSteps.objects.filter(lane=page.lane, workflow__active=True)
    found = row.select_related("workflow").first()
    return found.workflow if found else None


def is_rejected(page: Any) -> bool:
    last = Event.objects.filter(page=page.pk).order_by("-at", "-pk").first()
    return last is not None and last.kind == EventKind.REJECTED


def state_of(page: ItemPage) -> TaskState | None:
    """The step that an item is at."""
    return (
        TaskState.objects.for_instance(page)
        .filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .select_related("workflow_state", "task")
        .first()
    )


def step_of(state: TaskState) -> ReviewStep:
    return ReviewStep.objects.prefetch_related("names", "requirements").get(
        pk=state.task_id
    )


def find_case(page: ItemPage, state: TaskState, person: Any) -> Case:
    step, draft = step_of(state), page.get_latest_revision_as_object()
    writers = writers_of([page])[page.pk]
    agency, right = body_of(page), Right(step.right)
    able = holders(right, agency=agency).exclude(
        pk__in=writers if step.is_independent else []
    )
    return Case(
        title=draft.title,
        step=rules_of(step),
        person=person.pk,
        holds_right=may(person, right, agency=agency),
        writers=_names_of(writers),
        others=tuple(_called(one) for one in able),
        troubles=tuple(find_troubles(step, draft)),
        revision=page.latest_revision_id,
    )


def rules_of(step: ReviewStep) -> StepRules:
    return StepRules(
        name=str(step),
        needs_opinion=step.needs_opinion,
        is_independent=step.is_independent,
        may_return=step.may_return,
        may_reject=step.may_reject,
    )


def writers_of(pages: Collection[ItemPage]) -> defaultdict[int, frozenset[int]]:
    """Who made each item, changed it since it was last approved, or submitted it."""
    keys = [str(page.pk) for page in pages]
    approved: dict[str, int] = {}
    for page, revision in Event.objects.filter(
        page__in=[page.pk for page in pages], kind=EventKind.APPROVED
    ).values_list("page_id", "revision"):
        approved[str(page)] = revision or 0
    found = defaultdict[int, frozenset[int]](frozenset)
    for page in pages:
        found[page.pk] |= {page.owner_id} - {None}
    content_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.filter(
        base_content_type=content_type, object_id__in=keys, user__isnull=False
    ).values_list("object_id", "user_id", "pk")
    for key, user, revision in revisions:
        if revision > approved.get(key, 0):
            found[int(key)] |= {user}
    runs = WorkflowState.objects.active().filter(
        base_content_type=content_type, object_id__in=keys
    )
    for key, user in runs.values_list("object_id", "requested_by_id"):
        found[int(key)] |= {user} - {None}
    return found


def find_troubles(step: ReviewStep, draft: Any) -> Iterable[str]:
    """What a step insists on and the item has not; `draft` as it would go on air."""
    source = _source_of(draft)
    for requirement in step.requirements.all():
        if not _has(RequiredField(requirement.field), draft, source):
            yield gettext(
                "“%(field)s” is missing. Return the item, or fill it in where the step "
                "allows it."
            ) % {"field": requirement.get_field_display()}
    for trouble in _file_troubles(source) if step.is_technical else ():
        if trouble.is_refused:
            yield gettext("“%(file)s” was refused: %(reason)s") % {
                "file": trouble.title,
                "reason": trouble.reason,
            }
        else:
            yield gettext(
                "The file “%(file)s” is missing or is still being checked. Wait a "
                "moment, or return the item."
            ) % {"file": trouble.title}


def waiting_for(user: Any) -> list[Waiting]:
    """What the person can act on now, what is overdue first."""
    held, today = standings(user), timezone.localdate()
    bodies, agencies = bodies_in_force(today), agencies_in_force(today)
    reader = get_language() or settings.LANGUAGE_CODE
    steps = {
        step.pk: step
        for step in ReviewStep.objects.prefetch_related("names")
        if any(Right(step.right) in one.rights for one in held)
    }
    states = _states_at(steps)
    pages = _pages_of(state.workflow_state.object_id for state in states)
    folders, writers = _folders(pages.values()), writers_of(list(pages.values()))
    calendar, now, found = work_calendar(), timezone.now(), []
    for state in states:
        page = pages.get(int(state.workflow_state.object_id))
        if page is None:
            continue
        step, folder = steps[state.task_id], folders[page.pk]
        body = bodies[folder.agency_id]
        if not any(one.allows(Right(step.right), body, None) for one in held):
            continue
        if step.is_independent and user.pk in writers[page.pk]:
            continue
        due = due_after(state.started_at, step.hours, calendar)
        found.append(
            Waiting(
                page=page.pk,
                title=page.draft_title,
                language=page.locale.language_code,
                agency=text_in(agencies[folder.agency_id].names, reader, folder.title),
                step=str(step),
                lane=page.lane,
                since=state.started_at,
                due=due,
                is_overdue=due < now,
            )
        )
    return sorted(found, key=lambda one: one.due)


def sent_by(user: Any) -> list[Sent]:
    """The newest news of each item that the person made or submitted."""
    submitted = Event.objects.filter(by=user, kind=EventKind.SUBMITTED)
    mine = ItemPage.objects.filter(
        Q(pk__in=submitted.values("page")) | Q(owner=user)
    ).filter(pk__in=Event.objects.values("page"))
    pages = {page.pk: page for page in mine.select_related("locale")}
    newest: dict[int, Event] = {}
    for event in Event.objects.filter(page__in=pages).exclude(
        kind__in=[EventKind.SEEN]
    ):
        newest[event.page_id or 0] = event
    at = _current_steps(pages)
    rows = [
        Sent(
            page=pk,
            title=pages[pk].draft_title,
            language=pages[pk].locale.language_code,
            state=str(event.get_kind_display()),
            step=at.get(pk, ""),
            at=event.at,
        )
        for pk, event in newest.items()
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def local_publications() -> QuerySet[Event]:
    """What went on air on the local lane, the newest first."""
    return (
        Event.objects.filter(lane=Lane.LOCAL, kind=EventKind.APPROVED)
        .select_related("page__locale", "by")
        .order_by("-at")
    )


def seen_since(events: Collection[Event]) -> dict[int, frozenset[str]]:
    """What the lead department did about each of these publications, by its id."""
    found: dict[int, frozenset[str]] = {}
    pages = [event.page_id for event in events]
    later = list(
        Event.objects.filter(
            page__in=pages,
            kind__in=[EventKind.SEEN, EventKind.ASKED, EventKind.TAKEN_DOWN],
        )
    )
    for event in events:
        found[event.pk] = frozenset(
            one.kind
            for one in later
            if one.page_id == event.page_id and one.at > event.at
        )
    return found


def timeline(page: Any) -> QuerySet[Event]:
    return (
        Event.objects.filter(page=page.pk)
        .select_related("step", "by")
        .prefetch_related("step__names")
    )


def steps_of(page: ItemPage, state: TaskState | None) -> list[tuple[str, bool]]:
    """The names of its lane's steps in order, and which one it is at."""
    if state:
        workflow = state.workflow_state.workflow_id
    else:
        rows = LaneSteps.objects.filter(lane=page.lane)
        workflow = rows.values_list("workflow_id", flat=True).first()
    steps = (
        ReviewStep.objects.filter(workflow_tasks__workflow=workflow)
        .order_by("workflow_tasks__sort_order")
        .prefetch_related("names")
    )
    return [(str(step), bool(state and step.pk == state.task_id)) for step in steps]


def work_calendar() -> WorkCalendar:
    days = list(FreeDay.objects.all())
    return WorkCalendar(
        zone=timezone.get_default_timezone(),
        holidays=frozenset(one.day for one in days if not one.is_worked),
        made_up=frozenset(one.day for one in days if one.is_worked),
    )


def unread_notices(user: Any) -> int:
    return Notice.objects.filter(person=user, read_at__isnull=True).count()


def may_see(user: Any, page: ItemPage) -> bool:
    """The author, whoever has a right in the matter, and who writes for the agency."""
    if page.owner_id == user.pk:
        return True
    body, rights = (
        body_of(page),
        (
            Right.WRITE,
            Right.RECEIVE,
            Right.APPRAISE,
            Right.EDIT,
            Right.APPROVE,
            Right.APPROVE_LOCALLY,
            Right.TAKE_DOWN,
        ),
    )
    held = standings(user)
    return any(one.allows(right, body, None) for one in held for right in rights)


def _source_of(draft: Any) -> Any:
    if draft.locale_id == Locale.get_default().pk:
        return draft
    siblings = ItemPage.objects.filter(translation_key=draft.translation_key)
    source = siblings.filter(locale=Locale.get_default()).first()
    return source.get_latest_revision_as_object() if source else draft


def _has(field: RequiredField, draft: Any, source: Any) -> bool:
    if field == RequiredField.MEDIA:
        return bool(_images(source) or getattr(source, "clip_id", None))
    if field == RequiredField.TOPIC:
        return bool(source.topic_id)
    return bool(str(getattr(draft, field.lower())).strip())


def _images(source: Any) -> list[Any]:
    if source.kind == ItemKind.GALLERY:
        return [row.image for row in source.pictures.all()]
    return [image for image in [getattr(source, "picture", None)] if image]


def _file_troubles(source: Any) -> list[Any]:
    troubles = [picture_trouble(image) for image in _images(source)]
    if getattr(source, "clip_id", None):
        troubles.append(clip_trouble(source.clip))
    return [trouble for trouble in troubles if trouble]


def _states_at(steps: Collection[int]) -> list[TaskState]:
    return list(
        TaskState.objects.filter(
            task__in=list(steps),
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        ).select_related("workflow_state")
    )


def _pages_of(keys: Iterable[str]) -> dict[int, ItemPage]:
    rows = ItemPage.objects.filter(pk__in=[int(key) for key in keys])
    return {page.pk: page for page in rows.select_related("locale")}


def _folders(pages: Iterable[ItemPage]) -> dict[int, AgencyPage]:
    above = {page.pk: page.path[: -page.steplen] for page in pages}
    rows = AgencyPage.objects.filter(path__in=set(above.values()))
    by_path = {row.path: row for row in rows}
    return {pk: by_path[path] for pk, path in above.items()}


def _current_steps(pages: Collection[int]) -> dict[int, str]:
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=[str(pk) for pk in pages],
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("workflow_state__object_id", "task_id")
    steps = {
        step.pk: str(step) for step in ReviewStep.objects.prefetch_related("names")
    }
    return {int(key): steps.get(task, "") for key, task in states}


def _names_of(users: Iterable[int]) -> dict[int, str]:
    rows = get_user_model().objects.filter(pk__in=list(users))
    return {user.pk: _called(user) for user in rows}


def _called(user: Any) -> str:
    return user.get_full_name() or user.get_username()
