"""The planner's page and what it asks: a look, a row, a picture, to save.

Only for people who may make programmes for the cluster; for others there is no page.
"""

from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hub.content.queries import item_records, published_items
from hub.media.queries import web_pictures
from hub.planner.drafts import Draft, DraftSlot, PlanError, read_draft, with_wishes
from hub.planner.looking import Look, Row, cluster_of, look_at
from hub.planner.saving import conflict, save_view
from hub.planner.strips import draw, strip_of
from hub.planner.texts import page_texts
from hub.programmes.models import Programme
from hub.programmes.views import item_chooser_viewset
from hub.rights.enums import Right
from hub.rights.queries import may
from hub.screens.views import wall_context


def for_planners(view: Any) -> Any:
    """Gives the view the programme; 404 to whoever may not make it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        rows = Programme.objects.select_related("cluster", "latest_revision__user")
        programme = rows.filter(pk=pk).first()
        if programme is None or not may_plan(request.user, programme.cluster_id):
            raise Http404(_("There is no such programme."))
        answer: HttpResponse = view(request, programme, **kwargs)
        return answer

    return guarded


def may_plan(user: Any, cluster: int) -> bool:
    can_change = user.has_perm("hub_programmes.change_programme")
    return bool(can_change) and may(user, Right.PROGRAMME, cluster=cluster)


def may_publish(user: Any, cluster: int) -> bool:
    can_publish = user.has_perm("hub_programmes.publish_programme")
    return bool(can_publish) and may(user, Right.PUBLISH_PROGRAMME, cluster=cluster)


@for_planners
@require_safe
def planner_page(request: HttpRequest, programme: Programme) -> HttpResponse:
    draft = _checked(request, read_draft(programme))
    look = look_at(draft)
    context = {
        "programme": programme,
        "draft": draft,
        "look": look,
        "words": page_texts(),
        "can_publish": may_publish(request.user, programme.cluster_id),
        "chooser": _chooser(),
        "strip": strip_of(look.cluster) if look else (),
    }
    if look:
        context |= wall_context(request) | {"only": look.cluster.code}
    return render(request, "planner/planner.html", context)


def _chooser() -> Any:
    """Wagtail's own list of the items that the cluster can show."""
    widget = item_chooser_viewset.widget_class(linked_fields={"cluster": "#id_cluster"})
    html = widget.render_html("planner_item", {}, {"id": "planner-item"})
    return {"html": html, "options": widget.base_js_init_options, "media": widget.media}


@for_planners
@require_POST
def check_plan(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What the plan comes to, and what of it is refused. Nothing is saved."""
    try:
        draft, faults = with_wishes(
            _base(request, programme)[0], request.POST.get("slots", "")
        )
    except PlanError as error:
        return JsonResponse({"message": str(error)}, status=HTTPStatus.BAD_REQUEST)
    look = look_at(_checked(request, draft), faults)
    return JsonResponse(_told(request, look))


def _told(request: HttpRequest, look: Look | None) -> dict[str, Any]:
    if look is None:
        return {"sheet": "", "loops": "", "rows": []}
    return {
        **_drawn(request, look),
        "rows": [
            {"messages": row.messages, "length": _length(row)} for row in look.rows
        ],
    }


def _drawn(request: HttpRequest, look: Look | None) -> dict[str, str]:
    names = ("sheet", "loops")
    context = {"look": look}
    return {
        name: render_to_string(f"planner/_{name}.html", context, request)
        for name in names
    }


def _length(row: Row) -> str:
    return render_to_string("planner/_length.html", {"showing": row.showing}).strip()


@for_planners
@require_safe
def new_row(request: HttpRequest, programme: Programme) -> HttpResponse:
    """How a slot of an item that was chosen just now is edited. Nothing is saved."""
    item = _number(request.GET.get("item"))
    if not published_items(()).filter(pk=item).exists():
        raise Http404(_("There is no such item."))
    draft = replace(
        _checked(request, read_draft(programme)),
        slots=(DraftSlot(None, item, None, 1),),
    )
    look = look_at(draft)
    if look is None:
        raise Http404
    context = {"row": look.rows[0], "programme": programme}
    return render(request, "planner/_row.html", context)


@for_planners
@require_POST
@transaction.atomic
def save_plan(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A new draft, or what is on the air. Refuses to save over what nobody here has seen."""
    # Of two who save at the same moment the second waits here, and then sees the first's.
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    newest = locked.latest_revision
    seen = _number(request.POST.get("seen"))
    if newest and newest.pk != seen:
        return conflict(newest)
    try:
        base, revision = _base(request, programme)
        draft, faults = with_wishes(base, request.POST.get("slots", ""))
    except PlanError as error:
        return JsonResponse({"message": str(error)}, status=HTTPStatus.BAD_REQUEST)
    if faults:
        told: dict[int, list[str]] = {}
        for fault in faults:
            told.setdefault(fault.number, []).append(fault.message)
        return JsonResponse({"message": "", "faults": told}, status=422)
    if request.POST.get("publish") and not may_publish(
        request.user, programme.cluster_id
    ):
        return JsonResponse(
            {"message": _("You may save a draft; somebody else has to publish it.")},
            status=HTTPStatus.FORBIDDEN,
        )
    answer: HttpResponse = save_view(_checked(request, draft), revision)(
        request, pk=str(programme.pk)
    )
    if answer.status_code != HTTPStatus.OK:
        return answer
    return _saved(request, programme)


def _saved(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The rows anew: their places are those of the new draft."""
    programme = Programme.objects.get(pk=programme.pk)
    draft = read_draft(programme)
    look = look_at(draft)
    context = {"look": look, "programme": programme}
    return JsonResponse(
        {
            "revision": draft.revision,
            "rows": render_to_string("planner/_rows.html", context, request),
            "status": render_to_string("planner/_status.html", context, request),
            **_drawn(request, look),
        }
    )


def _base(request: HttpRequest, programme: Programme) -> tuple[Draft, Any]:
    """The draft on which the page stands, which may be older than the newest."""
    number = _number(request.POST.get("base"))
    if number == 0:
        return read_draft(programme), None
    revision = programme.revisions.filter(pk=number).first()
    if revision is None:
        raise PlanError(_("This page is out of date. Reload it."))
    return read_draft(programme, revision), revision


def _checked(request: HttpRequest, draft: Draft) -> Draft:
    """A draft may name another cluster than the programme that is on the air."""
    if not may_plan(request.user, draft.programme.cluster_id):
        raise Http404(_("There is no such programme."))
    return draft


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


@for_planners
@require_safe
def draw_still(request: HttpRequest, programme: Programme) -> HttpResponse:
    draft = _checked(request, read_draft(programme))
    cluster = cluster_of(draft)
    if cluster is None:
        raise Http404
    return draw(request, cluster, _number(request.GET.get("item")))


@for_planners
@require_safe
def small_picture(
    request: HttpRequest, programme: Programme, item: int
) -> HttpResponse:
    """Made when it is first looked at: sixty at once would keep the page waiting."""
    if not published_items(()).filter(pk=item).exists():
        raise Http404
    record = item_records([item], on=timezone.localdate())[item]
    files = [picture.file for picture in record.facts.pictures[:1]]
    for picture in web_pictures(files).values():
        return redirect(picture.small)
    raise Http404
