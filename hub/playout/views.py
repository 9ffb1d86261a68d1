"""Pages of releases: what is on air and waits, and one candidate with its approval."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.lib.formpanels import FormPanel
from hub.lib.lists import ListedViewSet
from hub.playout import queries
from hub.playout.actions import ApprovalRefusedError, approve, withdraw
from hub.playout.enums import CandidateState
from hub.playout.forms import ApprovalForm
from hub.playout.models import Candidate, ReleaseRule
from hub.playout.showing import show_release
from hub.playout.signing import is_set_up


class RuleViewSet(ListedViewSet):
    """The account manager's: whoever approves does not say how many have to."""

    model = ReleaseRule
    icon = "check"
    add_to_settings_menu = True
    fetched_along = ("cluster__names",)
    list_display: ClassVar = ["cluster", "threshold", "signers", "hours"]
    search_fields: ClassVar = ["cluster__names__name", "cluster__code"]
    edit_handler = FormPanel(
        [
            FieldPanel("cluster"),
            FieldRowPanel([FieldPanel("threshold"), FieldPanel("hours")]),
            FieldPanel("signers"),
            FieldPanel("needs_fallbacks"),
        ]
    )


def releases_page(request: HttpRequest) -> HttpResponse:
    """By cluster: what is on air since when, and what waits."""
    if not queries.may_see_some(request.user):
        raise PermissionDenied(
            _("You may approve on no cluster. Ask the account manager for the role.")
        )
    context = {
        "rows": queries.releases_for(request.user),
        "is_set_up": is_set_up(),
    }
    return render(request, "playout/releases.html", context)


@sensitive_post_parameters("pin")
def release_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows every loop; POST approves what was shown."""
    candidate = _seen_by(request.user, pk)
    seen = " ".join(sorted(candidate.digests))
    form = ApprovalForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        try:
            candidate = approve(
                pk,
                request.user,
                entered["pin"],
                entered["seen"].split(),
                timezone.now(),
            )
        except ApprovalRefusedError as error:
            # Approved again, it is what is shown below that is meant.
            form.data = {**request.POST.dict(), "seen": seen}
            form.add_error(None, error)
            candidate = _seen_by(request.user, pk)
        else:
            messages.success(request, _outcome(candidate))
            return redirect("playout:releases")
    context = {
        "form": form,
        "shown": show_release(candidate, request.user, timezone.now()),
        "approvals": candidate.approvals.select_related("person"),
        "is_waiting": candidate.state == CandidateState.WAITING,
    }
    status = 422 if form.is_bound else 200
    return render(request, "playout/release.html", context, status=status)


@require_POST
def withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    _seen_by(request.user, pk)
    try:
        candidate = withdraw(pk, request.user, timezone.now())
    except ApprovalRefusedError as error:
        messages.error(request, error.messages[0])
        return redirect("playout:release", pk)
    messages.success(
        request,
        _(
            "What you approved was withdrawn. Everybody has to approve the new candidate."
        ),
    )
    return redirect("playout:release", candidate.pk)


def _seen_by(person: Any, pk: int) -> Candidate:
    """Out of reach, it is not there."""
    found = Candidate.objects.filter(pk=pk).select_related("cluster").first()
    if found is None or not queries.may_see(person, found.cluster_id):
        raise Http404(_("There is no such release."))
    return found


def _outcome(candidate: Candidate) -> str:
    if candidate.state == CandidateState.PUBLISHED:
        return _("It is on air: players fetch it within half a minute.")
    if candidate.state == CandidateState.WAITING:
        have = queries.standing_approvals(candidate).count()
        return _(
            "It was approved and signed. %(have)s of %(due)s signatures are there; others "
            "have to approve, too."
        ) % {"have": have, "due": candidate.due}
    return _(
        "It has all its signatures. Publishing is tried again within five minutes; nobody "
        "has to sign anew."
    )
