"""Pages of incidents: the list, the alarm, and one incident with all that can be done.

Out of reach, an incident is not there. What may be done: `actions`, which checks again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hub.incidents import actions, queries
from hub.incidents.actions import IncidentRefusedError
from hub.incidents.enums import Kind
from hub.incidents.forms import CyberForm, HandlingForm, PinForm, PlainForm
from hub.incidents.models import Incident
from hub.incidents.opening import Facts
from hub.incidents.packing import stream_pack
from hub.incidents.showing import show_incident
from hub.players.queries import CUTTING_OFF, may_revoke_all
from hub.rights.enums import Right
from hub.rights.queries import may

PER_PAGE = 30


@require_safe
@never_cache
def incidents_page(request: HttpRequest) -> HttpResponse:
    """What is open first, then the newest."""
    if not queries.may_see_some(request.user):
        raise Http404
    rows = queries.in_order(queries.incidents_seen_by(request.user))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    may_report = queries.clusters_reported_by(request.user).exists()
    context = {"page": page, "may_report": may_report}
    return render(request, "incidents/incidents.html", context)


@never_cache
@sensitive_post_parameters("pin")
def alarm_page(request: HttpRequest) -> HttpResponse:
    """The cyber-security alarm: one form, one press (Đ9.5.b, Đ14.3.d)."""
    clusters = _clusters(request)
    may_cut_off = any(may(request.user, right) for right in CUTTING_OFF)
    form = CyberForm(request.POST or None, clusters=clusters, may_cut_off=may_cut_off)
    if form.is_valid():
        entered = form.cleaned_data
        cluster = entered["cluster"]
        wants_cut = entered.get("cut_off", False)
        cut_off = wants_cut and may_revoke_all(request.user, cluster)
        incident = actions.report(
            cluster,
            Kind.CYBER,
            request.user,
            timezone.now(),
            facts=Facts(entered["seen"], tuple(entered["effects"])),
            pin=entered["pin"],
            cut_off=cut_off,
        )
        if wants_cut and not cut_off:
            messages.warning(
                request,
                _("The device tokens were not revoked: you may not do so here."),
            )
        messages.success(
            request,
            _("%(name)s is opened, and whoever has to know is being told.")
            % {"name": str(incident)},
        )
        return redirect("incidents:incident", incident.pk)
    status = 422 if form.is_bound else 200
    return render(request, "incidents/alarm.html", {"form": form}, status=status)


@never_cache
def plain_page(request: HttpRequest) -> HttpResponse:
    """A power or technical incident (Đ9.5.a)."""
    start = timezone.localtime().replace(second=0, microsecond=0)
    form = PlainForm(
        request.POST or None, clusters=_clusters(request), initial={"begun_at": start}
    )
    if form.is_valid():
        entered = form.cleaned_data
        incident = actions.report(
            entered["cluster"],
            Kind(entered["kind"]),
            request.user,
            timezone.now(),
            facts=Facts(entered["seen"], begun_at=entered["begun_at"]),
        )
        return redirect("incidents:incident", incident.pk)
    status = 422 if form.is_bound else 200
    return render(request, "incidents/plain.html", {"form": form}, status=status)


@never_cache
def incident_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows it; POST writes down what was entered."""
    incident = _seen(request.user, pk)
    form = HandlingForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        try:
            actions.handle(pk, request.user, form.entered(), timezone.now())
        except IncidentRefusedError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Written down."))
            return redirect("incidents:incident", pk)
    return _page(request, incident, form, status=422 if form.is_bound else 200)


def _act(act: Callable[[HttpRequest, Incident], str]) -> Callable[..., HttpResponse]:
    """Does one thing to an incident within reach and says how it went, on its page."""

    @require_POST
    @sensitive_post_parameters("pin")
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        incident = _seen(request.user, pk)
        try:
            said = act(request, incident)
        except IncidentRefusedError as error:
            form = HandlingForm(incident=incident)
            messages.error(request, error.messages[0])
            return _page(request, incident, form, status=422)
        messages.success(request, said)
        return redirect("incidents:incident", pk)

    return view


@_act
def close(request: HttpRequest, incident: Incident) -> str:
    actions.close(incident.pk, request.user, timezone.now())
    return _("%(name)s is closed.") % {"name": str(incident)}


@_act
def escalate(request: HttpRequest, incident: Incident) -> str:
    actions.escalate(incident.pk, request.user, request.POST.get("proposal", ""))
    return _("It is marked as beyond authority, with what you propose.")


@_act
def notify(request: HttpRequest, incident: Incident) -> str:
    actions.notify_again(incident, request.user, timezone.now())
    return _("Agencies that were not told yet are being told.")


@_act
def cut_off(request: HttpRequest, incident: Incident) -> str:
    count = actions.cut_off_players(incident, request.user)
    return _("Device tokens revoked: %(count)s.") % {"count": count}


@_act
def slate(request: HttpRequest, incident: Incident) -> str:
    form = PinForm(request.POST)
    if not form.is_valid():
        raise IncidentRefusedError(_("Enter the PIN of your signing key."))
    refusal = actions.order_slate_for(
        incident, request.user, form.cleaned_data["pin"], timezone.now()
    )
    if refusal:
        raise IncidentRefusedError(refusal)
    return _("The safe slate is ordered: players show it within half a minute.")


@require_POST
def acknowledge(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    incident = _seen(request.user, pk)
    if not incident.notices.filter(pk=notice).exists():
        raise Http404
    remark = request.POST.get("remark", "")[:2000]
    done = actions.acknowledge(notice, request.user, remark, timezone.now())
    said = _("Acknowledged for %(agency)s.") % {"agency": str(done.agency)}
    messages.success(request, said)
    return redirect("incidents:incident", pk)


@require_POST
def evidence(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """By POST: that it was taken is written down."""
    incident, now = _seen(request.user, pk), timezone.now()
    with_loops = "loops" in request.POST
    actions.note_evidence(incident, request.user, with_loops=with_loops)
    whole_log = may(request.user, Right.SEE_LOGS, cluster=incident.cluster_id)
    pack = stream_pack(incident, now, whole_log=whole_log, with_loops=with_loops)
    answer = StreamingHttpResponse(pack, content_type="application/zip")
    stamp = f"{timezone.localtime(now):%Y%m%d-%H%M%S}"
    name = f"ho-so-su-co-{incident.pk}-{stamp}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(
    request: HttpRequest, incident: Incident, form: HandlingForm, status: int
) -> HttpResponse:
    context = {
        "shown": show_incident(_seen(request.user, incident.pk), request.user),
        "form": form,
        "pin_form": PinForm(),
    }
    return render(request, "incidents/incident.html", context, status=status)


def _clusters(request: HttpRequest) -> Any:
    """Raises PermissionDenied for whoever may report nothing."""
    clusters = queries.clusters_reported_by(request.user)
    if not clusters.exists():
        raise PermissionDenied(
            _("Your roles reach no cluster. Call those who run it, and the province.")
        )
    return clusters


def _seen(person: Any, pk: int) -> Incident:
    found = queries.incidents_seen_by(person).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such incident."))
    return found
