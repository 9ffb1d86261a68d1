"""What a cluster showed on a day, as a page and as a CSV."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.asrun.enums import Evidence
from hub.asrun.forms import AsRunForm
from hub.asrun.queries import Shown, shown
from hub.asrun.stretches import Span
from hub.lib.languages import language_name
from hub.lib.sheets import csv_lines
from hub.players.queries import clusters_seen_by, may_look

HEADINGS = (_("Canvas"), _("Key of the item"), _("Item"), _("Language"), _("Seconds"),
            _("How sure"))  # fmt: skip


@require_safe
def as_run_page(request: HttpRequest) -> HttpResponseBase:
    """To whoever may not look at equipment it is not there."""
    if not may_look(request.user):
        raise Http404
    clusters = clusters_seen_by(request.user)
    form = AsRunForm(_asked(request, clusters.first()), clusters=clusters)
    rows: list[Shown] = []
    if form.is_valid():
        entered = form.cleaned_data
        found = shown(entered["cluster"], day_span(entered["day"]), timezone.now())
        form.offer_items({one.item_key: title_of(one) for one in found if one.item_key})
        rows = [one for one in found if entered["item"] in ("", one.item_key)]
        if "csv" in request.GET:
            return _as_csv(rows, f"{entered['cluster'].code}-{entered['day']}")
    context = {
        "form": form,
        "rows": [_Row(one) for one in rows],
        "query": _query(request),
    }
    return render(request, "asrun/as_run.html", context)


class _Row:
    """A line of the table, in the reader's words."""

    def __init__(self, one: Shown) -> None:
        self.canvas, self.title = one.canvas, title_of(one)
        self.language = language_name(one.language) if one.language else ""
        self.evidence, self.evidence_name = one.evidence, Evidence(one.evidence).label
        self.length = length_of(round(one.seconds))


def day_span(day: date) -> Span:
    """A day as it is here."""
    start = datetime.combine(day, time(0), timezone.get_default_timezone())
    return Span(start, start + timedelta(days=1))


def title_of(one: Shown) -> str:
    if not one.item_key:
        return gettext("The filler")
    titles = one.titles
    known = titles.get(get_language() or "vi") or next(iter(titles.values()), "")
    return known or one.item_key


def length_of(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def _asked(request: HttpRequest, first: Any) -> dict[str, Any]:
    """Today on the first cluster, unless it says otherwise."""
    plain = {
        "cluster": str(first.pk) if first else "",
        "day": timezone.localdate().isoformat(),
    }
    return plain | request.GET.dict()


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["csv"] = "1"
    return query.urlencode()


def _as_csv(rows: Iterable[Shown], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(
        csv_lines(_cells(rows)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="as-run-{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cells(rows: Iterable[Shown]) -> Iterator[Iterable[Any]]:
    yield HEADINGS
    for one in rows:
        seconds = f"{float(one.seconds):.2f}"
        yield (
            one.canvas,
            one.item_key,
            title_of(one),
            one.language,
            seconds,
            one.evidence,
        )
