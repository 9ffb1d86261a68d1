"""Decides at a step, takes items off air, and tells everybody whom it concerns.

Everything is checked here again, whatever page or program asked for it.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import TaskState, WorkflowState

from hub.content.enums import Lane
from hub.content.models import ItemPage
from hub.lib.languages import language_name
from hub.moderation import queries
from hub.moderation.enums import EventKind, Verdict
from hub.moderation.models import Event, Notice, ReviewStep, body_of
from hub.moderation.notices import tell
from hub.moderation.validators import find_refusal
from hub.rights.enums import Right
from hub.rights.queries import holders, may

# What goes to people's boxes is in the language of the house.
HOUSE_LANGUAGE = "vi"


class DecisionRefusedError(ValidationError):
    """Says why nothing was decided, and what to do."""


@transaction.atomic
def decide(
    page_id: int, verdict: Verdict, opinion: str, *, seen: int | None, by: Any
) -> None:
    """At the step that the item is at. Raises DecisionRefusedError; then nothing happened.

    `seen` is the version that the person had before them: no other is decided on.
    """
    page = ItemPage.objects.select_for_update(of=("self",)).get(pk=page_id).specific
    state = queries.state_of(page)
    if state is None:
        message = _(
            "“%(title)s” does not wait for a decision any more. Look at its record."
        )
        raise DecisionRefusedError(message % {"title": page.draft_title})
    case = queries.find_case(page, state, by)
    if refusal := find_refusal(case, verdict, opinion, seen):
        raise DecisionRefusedError(refusal)
    state.revision_id = page.latest_revision_id
    state.save(update_fields=["revision"])
    act = {Verdict.PASS: _pass, Verdict.RETURN: _return, Verdict.REJECT: _reject}
    act[verdict](page, state, opinion.strip(), by)


def note_start(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """A step begins: the item was submitted, or the step before was passed."""
    task = instance.task.specific
    if not isinstance(task, ReviewStep):
        return
    page = ItemPage.objects.get(pk=instance.workflow_state.object_id)
    if instance.workflow_state.current_task_state_id is None:
        _write(page, EventKind.SUBMITTED, by=user)
    with translation.override(HOUSE_LANGUAGE):
        words = _("“%(title)s” (%(language)s) waits for you at the step “%(step)s”.")
        able = holders(Right(task.right), agency=body_of(page))
        writers = queries.writers_of([page])[page.pk] if task.is_independent else ()
        tell(able.exclude(pk__in=writers), page, words % _words(page, step=task))


@transaction.atomic
def take_down(item: ItemPage, by: Any, reason: str) -> None:
    """Off air at once in every language; back only with a new approval.

    Raises PermissionDenied, or DecisionRefusedError; then nothing happened.
    """
    _check_lead(by)
    _check_reason(reason)
    pages = list(
        ItemPage.objects.select_for_update(of=("self",)).filter(
            translation_key=item.translation_key
        )
    )
    # Approved and not live: it waits for its hour.
    due = [page for page in pages if page.live or page.approved_schedule]
    if not due:
        message = _("“%(title)s” is not on air. There is nothing to take off.")
        raise DecisionRefusedError(message % {"title": item.title})
    for page in due:
        _take_off(page.specific, by)
        _write(page, EventKind.TAKEN_DOWN, by=by, opinion=reason.strip())
    with translation.override(HOUSE_LANGUAGE):
        words = _(
            "“%(title)s” was taken off air by %(by)s: %(reason)s It comes back only with "
            "a new approval."
        )
        told = words % _words(item, by=by, reason=reason.strip())
        tell(_concerned(pages), item, told)


@transaction.atomic
def ask_for_takedown(publication: Event, by: Any, reason: str) -> None:
    """Asks the unit that published it to take it off its programmes."""
    _check_lead(by)
    _check_reason(reason)
    page = publication.page
    if page is None:
        return
    _write(page, EventKind.ASKED, by=by, opinion=reason.strip())
    with translation.override(HOUSE_LANGUAGE):
        words = _(
            "The lead department asks you to take “%(title)s” off air: %(reason)s"
        )
        tell(_concerned([page]), page, words % _words(page, reason=reason.strip()))


@transaction.atomic
def mark_seen(publication: Event, by: Any) -> None:
    _check_lead(by)
    if publication.page:
        _write(publication.page, EventKind.SEEN, by=by)


def mark_read(person: Any, notice_id: int | None = None) -> None:
    """One notice of the person's, or all of them."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    unread.update(read_at=timezone.now())


def _pass(page: Any, state: TaskState, opinion: str, by: Any) -> None:
    state.approve(user=by, comment=opinion)
    is_last = state.workflow_state.status == WorkflowState.STATUS_APPROVED
    kind = EventKind.APPROVED if is_last else EventKind.PASSED
    _write(page, kind, by=by, opinion=opinion, state=state)
    if is_last:
        _tell_of_approval(page, by)


def _return(page: Any, state: TaskState, opinion: str, by: Any) -> None:
    state.reject(user=by, comment=opinion)
    _write(page, EventKind.RETURNED, by=by, opinion=opinion, state=state)
    with translation.override(HOUSE_LANGUAGE):
        words = _(
            "“%(title)s” (%(language)s) was returned by %(by)s: %(reason)s Complete it and "
            "submit it again."
        )
        tell(_authors(page, state), page, words % _words(page, by=by, reason=opinion))


def _reject(page: Any, state: TaskState, opinion: str, by: Any) -> None:
    """Final: the item can be copied, not submitted again."""
    authors = _authors(page, state)
    state.workflow_state.cancel(user=by)
    _write(page, EventKind.REJECTED, by=by, opinion=opinion, state=state)
    with translation.override(HOUSE_LANGUAGE):
        words = _("“%(title)s” (%(language)s) was rejected by %(by)s: %(reason)s")
        tell(authors, page, words % _words(page, by=by, reason=opinion))


def _tell_of_approval(page: Any, by: Any) -> None:
    with translation.override(HOUSE_LANGUAGE):
        words = _("“%(title)s” (%(language)s) was approved by %(by)s and may be shown.")
        tell(_concerned([page]), page, words % _words(page, by=by))
        if page.lane == Lane.LOCAL:
            words = _(
                "Published on the local lane: “%(title)s” (%(language)s), approved by "
                "%(by)s (Đ9.2, Đ14.3.a). Look at it; you can have it taken off air."
            )
            tell(holders(Right.TAKE_DOWN), page, words % _words(page, by=by))


def _take_off(page: Any, by: Any) -> None:
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    page.revisions.update(approved_go_live_at=None)
    # Otherwise what was approved before could be published again as it is.
    WorkflowState.objects.for_instance(page).filter(
        status=WorkflowState.STATUS_APPROVED
    ).update(status=WorkflowState.STATUS_CANCELLED)


def _check_lead(by: Any) -> None:
    if not may(by, Right.TAKE_DOWN):
        raise PermissionDenied(
            _("Only the lead department takes items off air (Đ7.1). Ask it to.")
        )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise DecisionRefusedError(
            _("Write the reason: it stays on record, and the author is told.")
        )


def _write(
    page: Any,
    kind: EventKind,
    *,
    by: Any,
    opinion: str = "",
    state: TaskState | None = None,
) -> None:
    Event.objects.create(
        page_id=page.pk,
        title=page.draft_title or page.title,
        lane=page.lane,
        kind=kind,
        step_id=state.task_id if state else None,
        by=by,
        opinion=opinion,
        revision=page.latest_revision_id,
    )


def _words(page: Any, **more: Any) -> dict[str, Any]:
    words = {
        "title": page.draft_title or page.title,
        "language": language_name(page.locale.language_code),
    }
    if by := more.pop("by", None):
        words["by"] = by.get_full_name() or by.get_username()
    return words | more


def _authors(page: Any, state: TaskState) -> set[Any]:
    return {page.owner, state.workflow_state.requested_by}


def _concerned(pages: list[Any]) -> set[Any]:
    """Who wrote or submitted it, and who approves in its unit."""
    events = Event.objects.filter(
        page__in=[page.pk for page in pages], kind=EventKind.SUBMITTED
    ).select_related("by")
    people = {page.owner for page in pages} | {event.by for event in events}
    if pages[0].lane == Lane.LOCAL:
        people |= set(holders(Right.APPROVE_LOCALLY, agency=body_of(pages[0])))
    return people
