"""The live page of a takedown: which players still show the item, which do not any more."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.content.models import ItemPage
from hub.rights.enums import Right
from hub.rights.queries import may
from hub.urgent import queries
from hub.urgent.takedown import PlayerRow, Standing, follow, ordered_at

OFF = (Standing.GONE, Standing.COVERED)


def takedown_page(request: HttpRequest, item: int) -> HttpResponse:
    page = _item(request, item)
    rows = _rows(page, request)
    left = {one.player.cluster.pk for one in rows if one.standing is not Standing.GONE}
    context = {
        "slate_query": "&".join(f"clusters={pk}" for pk in sorted(left)),
        "item": page,
        "ordered_at": ordered_at(page),
        "rows": [_told(one) for one in rows],
        "summary": _summary(rows),
        "clusters": {
            one.player.cluster for one in rows if one.standing != Standing.GONE
        },
        "may_order": queries.may_order_some(request.user),
    }
    return render(request, "urgent/takedown.html", context)


def live(request: HttpRequest, item: int) -> JsonResponse:
    """What the page asks every two seconds."""
    rows = _rows(_item(request, item), request)
    told = {"rows": [_told(one) for one in rows], "summary": _summary(rows)}
    return JsonResponse(told)


def _item(request: HttpRequest, item: int) -> ItemPage:
    if not may(request.user, Right.TAKE_DOWN):
        raise PermissionDenied(
            _("Only the lead department takes items off air (Đ7.1). Ask it to.")
        )
    page = get_object_or_404(ItemPage, pk=item)
    if ordered_at(page) is None:
        raise Http404(_("This item was not taken off air."))
    return page


def _rows(page: ItemPage, request: HttpRequest) -> list[PlayerRow]:
    since = ordered_at(page)
    assert since is not None
    return follow(page, request.user, since, timezone.now())


def _summary(rows: list[PlayerRow]) -> str:
    left = sum(one.standing not in OFF for one in rows)
    return _("%(gone)s of %(all)s players do not show it any more.") % {
        "gone": len(rows) - left,
        "all": len(rows),
    }


def _told(row: PlayerRow) -> dict[str, str]:
    return {
        "player": row.player.code,
        "cluster": row.cluster,
        "standing": row.standing.value,
        "words": _words(row),
    }


def _words(row: PlayerRow) -> str:
    if row.standing is Standing.SHOWS:
        return _("still shows it on: %(canvases)s") % {
            "canvases": ", ".join(row.canvases)
        }
    if row.standing is Standing.AWAITED:
        return _("has not reported since; its next report is awaited")
    if row.standing is Standing.SILENT:
        return _("has said nothing since; go there or call")
    if row.standing is Standing.UNKNOWN:
        return _("shows a loop that is not known here; look at the wall")
    if row.standing is Standing.COVERED:
        return _("covered by what outranks it; its release still holds the item")
    if not row.seconds:
        return _("did not show it any more")
    return _("gone after %(seconds)s s") % {"seconds": row.seconds}
