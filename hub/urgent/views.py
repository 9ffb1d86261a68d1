"""Pages of urgent messages: the overview, writing one, its preview, sending, recall."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hub.urgent import queries
from hub.urgent.actions import Outcome, UrgentRefusedError
from hub.urgent.composing import Entered, draw, save_message
from hub.urgent.enums import Category, Level
from hub.urgent.forms import MessageForm, RecallForm, SendForm, languages, usual_end
from hub.urgent.models import Message, Template
from hub.urgent.sending import recall, send
from hub.urgent.showing import clusters_shown, key_trouble, show_message
from hub.urgent.takedown import recently_withdrawn

LISTED = 20
USUAL_HOURS = 6


def overview_page(request: HttpRequest) -> HttpResponse:
    """What outranks the programme on each cluster, and where a message begins."""
    check_enters(request.user)
    now = timezone.now()
    context = {
        "rows": clusters_shown(request.user, now),
        "templates": Template.objects.prefetch_related("texts"),
        "recent": queries.messages_for(request.user)[:LISTED],
        "key_trouble": key_trouble(request.user),
        "withdrawn": recently_withdrawn(request.user, now),
        "now": now,
    }
    return render(request, "urgent/overview.html", context)


def write_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new message, from a template or free, or a draft; it is drawn on saving."""
    check_enters(request.user)
    message = seen_by(request.user, pk) if pk else None
    if message and message.sent_at:
        return redirect("urgent:message", message.pk)
    now = timezone.now()
    template = _template(request)
    form = MessageForm(
        request.POST or None,
        clusters=queries.clusters_for(request.user),
        texts=message.texts if message else _texts_of(template),
        now=now,
        initial=_initial(message, template, request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_message(
                _entered(form),
                form.cleaned_data["clusters"],
                request.user,
                message=message,
            )
        except UrgentRefusedError as error:
            form.add_error(None, error)
        else:
            draw(saved, now)
            return redirect("urgent:message", saved.pk)
    context = {"form": form, "message": message, "template": template}
    status = 422 if form.is_bound else 200
    return render(request, "urgent/write.html", context, status=status)


@sensitive_post_parameters("pin")
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows every canvas as it was drawn; POST sends what was shown."""
    message = seen_by(request.user, pk)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pin, seen = form.cleaned_data["pin"], form.cleaned_data["seen"].split()
        sending = partial(send, pk, request.user, pin, seen, timezone.now())
        if _is_done(request, form, sending, _("It is on its way to: %(clusters)s.")):
            return redirect("urgent:message", pk)
        message.refresh_from_db()
    now = timezone.now()
    shown = show_message(message, languages())
    # Sent again, it is what is shown below that is meant.
    form.initial["seen"] = shown.seen
    if form.is_bound:
        form.data = {**request.POST.dict(), "seen": shown.seen}
    context = {
        "form": form,
        "shown": shown,
        "message": message,
        "on_air": queries.targets_on_air(message, now),
        "is_over": message.ends_at is not None and message.ends_at <= now,
        "key_trouble": key_trouble(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "urgent/message.html", context, status=status)


@require_POST
def draw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, where it was not sent."""
    message = seen_by(request.user, pk)
    draw(message, timezone.now())
    return redirect("urgent:message", pk)


@sensitive_post_parameters("pin")
def recall_page(request: HttpRequest, pk: int) -> HttpResponse:
    message = seen_by(request.user, pk)
    now = timezone.now()
    on_air = [one.cluster_id for one in queries.targets_on_air(message, now)]
    reached = queries.clusters_for(request.user).filter(pk__in=on_air)
    form = RecallForm(
        request.POST or None,
        clusters=reached,
        initial={"clusters": [one.pk for one in reached]},
    )
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        chosen = [one.pk for one in entered["clusters"]]
        pin, reason = entered["pin"], entered["reason"]
        recalling = partial(recall, pk, chosen, request.user, pin, now, reason=reason)
        if _is_done(request, form, recalling, _("It was recalled from: %(clusters)s.")):
            return redirect("urgent:overview")
    context = {"form": form, "message": message}
    status = 422 if form.is_bound else 200
    return render(request, "urgent/recall.html", context, status=status)


def check_enters(person: Any) -> None:
    """Raises PermissionDenied."""
    if not queries.may_order_some(person):
        raise PermissionDenied(
            _("You may send nothing urgent. Ask the account manager for the role.")
        )


def seen_by(person: Any, pk: int) -> Message:
    """Out of reach, it is not there."""
    if not queries.may_order_some(person):
        raise Http404
    found = queries.messages_for(person).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such message."))
    return found


def _template(request: HttpRequest) -> Template | None:
    code = request.GET.get("template", "")
    return Template.objects.filter(code=code).first() if code else None


def _texts_of(template: Template | None) -> dict[str, dict[str, str]]:
    rows = template.texts.all() if template else ()
    return {row.language: {"title": row.title, "body": row.body} for row in rows}


def _initial(
    message: Message | None, template: Template | None, person: Any
) -> dict[str, Any]:
    if message:
        kept = {name: getattr(message, name) for name in Entered.__annotations__}
        chosen = [one.cluster_id for one in message.targets.all()]
        return {**kept, "clusters": chosen}
    reached = list(queries.clusters_for(person))
    return {
        "level": template.level if template else Level.HIGH,
        "category": template.category if template else Category.OTHER,
        "ends_at": usual_end(
            template.hours if template else USUAL_HOURS, timezone.now()
        ),
        "directive_date": timezone.localdate(),
        # Where there is but one there is nothing to choose.
        "clusters": [one.pk for one in reached] if len(reached) == 1 else [],
    }


def _entered(form: MessageForm) -> Entered:
    return Entered(
        **{name: form.cleaned_data[name] for name in Entered.__annotations__}
    )


def _is_done(
    request: HttpRequest, form: Form, act: Callable[[], Outcome], words: str
) -> bool:
    """Everywhere; `words` tell so on the next page. What was not is told at the form."""
    try:
        outcome = act()
    except UrgentRefusedError as error:
        form.add_error(None, error)
        return False
    for said in outcome.words:
        form.add_error(None, said)
    if outcome.failed:
        return False
    clusters = ", ".join(map(str, outcome.done))
    messages.success(request, words % {"clusters": clusters})
    return True
