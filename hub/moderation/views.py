"""Pages of the lanes: an item's record and decision, queues, notices, takedown."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.content.models import ItemPage
from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet
from hub.moderation import queries
from hub.moderation.actions import (
    DecisionRefusedError,
    ask_for_takedown,
    decide,
    mark_read,
    mark_seen,
    take_down,
)
from hub.moderation.enums import EventKind, Verdict
from hub.moderation.forms import DecisionForm, ReasonForm, ReviewStepForm
from hub.moderation.models import FreeDay, Notice, ReviewStep
from hub.moderation.validators import Case, find_stop
from hub.rights.enums import Right
from hub.rights.queries import may

PAGE_LENGTH = 50


def process_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of an item and, for whom it waits, the decision."""
    page = _page_seen_by(request.user, pk)
    form = DecisionForm(request.POST or None, initial={"seen": page.latest_revision_id})
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        try:
            decide(
                pk,
                Verdict(entered["verdict"]),
                entered["opinion"],
                seen=entered["seen"],
                by=request.user,
            )
        except DecisionRefusedError as error:
            # Decided again, it is the version shown below that is meant.
            form.data = {**request.POST.dict(), "seen": page.latest_revision_id}
            form.add_error(None, error)
        else:
            messages.success(request, _("Your decision was recorded."))
            return redirect("moderation:process", pk)
    status = 422 if form.is_bound else 200
    context = _process_context(request.user, page, form)
    return render(request, "moderation/process.html", context, status=status)


def waiting_page(request: HttpRequest) -> HttpResponse:
    context = {"rows": queries.waiting_for(request.user)}
    return render(request, "moderation/waiting.html", context)


def sent_page(request: HttpRequest) -> HttpResponse:
    return render(
        request, "moderation/sent.html", {"rows": queries.sent_by(request.user)}
    )


def notices_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        one = request.POST.get("notice", "")
        mark_read(request.user, int(one) if one.isdecimal() else None)
        return redirect("moderation:notices")
    notices = Notice.objects.filter(person=request.user)  # type: ignore[misc]  # signed in
    shown = Paginator(notices, PAGE_LENGTH).get_page(request.GET.get("p"))
    return render(request, "moderation/notices.html", {"page_of_rows": shown})


def local_page(request: HttpRequest) -> HttpResponse:
    """What units published by themselves, for the lead department."""
    _check_lead(request.user)
    shown = Paginator(queries.local_publications(), PAGE_LENGTH).get_page(
        request.GET.get("p")
    )
    done = queries.seen_since(list(shown))
    rows = [
        {
            "event": event,
            "is_seen": EventKind.SEEN in done[event.pk],
            "is_asked": EventKind.ASKED in done[event.pk],
            "is_down": EventKind.TAKEN_DOWN in done[event.pk],
        }
        for event in shown
    ]
    context = {"rows": rows, "page_of_rows": shown}
    return render(request, "moderation/local.html", context)


@require_POST
def seen_page(request: HttpRequest, pk: int) -> HttpResponse:
    _check_lead(request.user)
    mark_seen(get_object_or_404(queries.local_publications(), pk=pk), request.user)
    return redirect("moderation:local")


def ask_page(request: HttpRequest, pk: int) -> HttpResponse:
    _check_lead(request.user)
    event = get_object_or_404(queries.local_publications(), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_for_takedown(event, request.user, form.cleaned_data["reason"])
        messages.success(request, _("The unit was asked to take it off air."))
        return redirect("moderation:local")
    context = {"form": form, "title": event.title, "is_order": False}
    return render(request, "moderation/takedown.html", context)


def takedown_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason; nothing happens before it is given."""
    _check_lead(request.user)
    item = get_object_or_404(ItemPage, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_down(item, request.user, form.cleaned_data["reason"])
        except DecisionRefusedError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It was taken off air in every language."))
            return redirect(_where_to_watch(item))
    context = {"form": form, "title": item.title, "is_order": True, "item": item}
    return render(request, "moderation/takedown.html", context)


def _where_to_watch(item: ItemPage) -> str:
    """How it leaves the walls: told by the app that hears the players."""
    (find,) = hooks.get_hooks("find_page_of_takedown")
    address: str = find(item)
    return address


def _page_seen_by(user: Any, pk: int) -> Any:
    """404 for whom it does not concern: that it exists is no matter of theirs."""
    page = get_object_or_404(ItemPage.objects.select_related("locale", "owner"), pk=pk)
    if not queries.may_see(user, page):
        raise Http404(_("There is no such item."))
    return page.specific


def _process_context(user: Any, page: Any, form: DecisionForm) -> dict[str, Any]:
    state, draft = queries.state_of(page), page.get_latest_revision_as_object()
    case = queries.find_case(page, state, user) if state else None
    stop = find_stop(case) if case else None
    step = queries.step_of(state) if state else None
    return {
        "item": page,
        "draft": draft,
        "form": form,
        "events": queries.timeline(page),
        "steps": queries.steps_of(page, state),
        "case": case,
        "stop": stop,
        "verdicts": _verdicts(case) if case and not stop else (),
        "may_edit": bool(step and step.may_edit and not stop),
        "may_take_down": page.live and may(user, Right.TAKE_DOWN),
    }


def _verdicts(case: Case) -> list[tuple[str, str]]:
    offered = [Verdict.PASS]
    offered += [Verdict.RETURN] if case.step.may_return else []
    offered += [Verdict.REJECT] if case.step.may_reject else []
    return [(one.value, str(one.label)) for one in offered]


def _check_lead(user: Any) -> None:
    if not may(user, Right.TAKE_DOWN):
        raise PermissionDenied


class ReviewStepViewSet(ListedViewSet):
    model = ReviewStep
    icon = "tasks"
    add_to_settings_menu = True
    fetched_along = ("names",)
    list_display: ClassVar = ["__str__", "code", "right", "hours"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines", heading=_("Names")),
            FieldRowPanel(
                [FieldPanel("code"), FieldPanel("right"), FieldPanel("hours")]
            ),
            FieldPanel("needs_opinion"),
            FieldPanel("is_independent"),
            FieldPanel("is_technical"),
            FieldRowPanel(
                [
                    FieldPanel("may_return"),
                    FieldPanel("may_reject"),
                    FieldPanel("may_edit"),
                ]
            ),
            FormLinesPanel("requirement_lines", heading=_("Must be there")),
        ],
        base_form_class=ReviewStepForm,
    )


class FreeDayViewSet(ListedViewSet):
    model = FreeDay
    icon = "date"
    add_to_settings_menu = True
    list_display: ClassVar = ["day", "note", "is_worked"]
    list_filter: ClassVar = ["is_worked"]
    form_fields: ClassVar = ["day", "note", "is_worked"]


review_step_viewset = ReviewStepViewSet("review_steps")
free_day_viewset = FreeDayViewSet("free_days")
