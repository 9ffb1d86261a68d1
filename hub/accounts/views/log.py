"""The system log in the CMS, for whoever may read logs (Đ7.3, Đ11.3)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.accounts.forms import LogFilterForm
from hub.audit.queries import (
    Wanted,
    entries,
    kind_name,
    kinds_in_log,
    people_in_log,
)
from hub.rights.enums import Right
from hub.rights.queries import may

PER_PAGE = 50


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    if not may(request.user, Right.SEE_LOGS):
        raise Http404
    form = LogFilterForm(request.GET, people=people_in_log(), kinds=kinds_in_log())
    found = entries(_wanted(form) if form.is_valid() else Wanted())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(entry, kind_name(entry.kind)) for entry in page],
        "query": query.urlencode(),
    }
    return render(request, "hub_accounts/log.html", context)


def _wanted(form: LogFilterForm) -> Wanted:
    actor = form.cleaned_data["actor"]
    return Wanted(
        actor=actor.pk if actor else None,
        kind=form.cleaned_data["kind"],
        first_day=form.cleaned_data["first_day"],
        last_day=form.cleaned_data["last_day"],
    )
