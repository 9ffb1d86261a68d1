"""The page of the safe slate: ordered and ended for one cluster or for all."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from hub.urgent import queries
from hub.urgent.actions import UrgentRefusedError, end_slate, order_slate
from hub.urgent.forms import RecallForm
from hub.urgent.showing import clusters_shown, key_trouble
from hub.urgent.views import check_enters


class SlateForm(RecallForm):
    """Ordered or ended by which button was pressed."""

    do = forms.ChoiceField(
        choices=[("order", ""), ("end", "")], widget=forms.HiddenInput
    )


@sensitive_post_parameters("pin")
def slate_page(request: HttpRequest) -> HttpResponse:
    check_enters(request.user)
    reached = queries.clusters_for(request.user)
    chosen = [pk for pk in request.GET.getlist("clusters") if pk.isdecimal()]
    form = SlateForm(
        request.POST or None, clusters=reached, initial={"clusters": chosen}
    )
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        act = order_slate if entered["do"] == "order" else end_slate
        try:
            act(
                entered["clusters"],
                request.user,
                entered["pin"],
                timezone.now(),
                entered["reason"],
            )
        except UrgentRefusedError as error:
            form.add_error(None, error)
        else:
            words = _("Signed and published: players take it up within half a minute.")
            messages.success(request, words)
            return redirect("urgent:slate")
    context = {
        "form": form,
        "rows": clusters_shown(request.user, timezone.now()),
        "key_trouble": key_trouble(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "urgent/slate.html", context, status=status)
