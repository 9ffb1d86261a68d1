"""The seven days to come of a cluster, in the CMS."""

from datetime import datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.displays.queries import clusters
from hub.programmes.schedules import resolve_schedule, special_days_between
from hub.screens.week import build_week

WEEK = timedelta(days=7)


def week_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of the first cluster unless one is named."""
    offered = {one.code: one.name(get_language() or "vi") for one in clusters()}
    chosen = code or next(iter(offered), "")
    zone = timezone.get_default_timezone()
    start = datetime.combine(timezone.localdate(), time(0), zone)
    schedule = resolve_schedule(chosen, start, start + WEEK) if chosen else None
    if code and schedule is None:
        raise Http404(_("There is no such cluster."))
    week = None
    if schedule:
        specials = special_days_between(chosen, start, start + WEEK)
        week = build_week(schedule, specials, zone, get_language() or "vi")
    context = {
        "offered": offered,
        "chosen": chosen,
        "week": week,
        "hours": [(hour, hour * 100 / 24) for hour in range(0, 24, 3)],
    }
    return render(request, "screens/week.html", context)
