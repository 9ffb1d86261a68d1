"""CAP 1.2 in and out: a sent message as a file, a stranger's file as a draft."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.lib.localrows import local_texts
from hub.urgent.cap import Alert, Area, write_alert
from hub.urgent.capreading import MOST_BYTES, CapError, read_alert
from hub.urgent.composing import Entered, save_message
from hub.urgent.enums import Event, TargetState
from hub.urgent.forms import ImportForm
from hub.urgent.models import Message
from hub.urgent.views import check_enters, seen_by


def export_page(request: HttpRequest, pk: int) -> HttpResponse:
    message = seen_by(request.user, pk)
    if message.sent_at is None or message.ends_at is None:
        raise Http404(_("Only what was sent is given out."))
    answer = HttpResponse(
        write_alert(_alert_of(message)), content_type="application/cap+xml"
    )
    answer["Content-Disposition"] = f'attachment; filename="{message.key}.cap.xml"'
    return answer


def import_page(request: HttpRequest) -> HttpResponse:
    check_enters(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            read = read_alert(form.cleaned_data["file"].read(MOST_BYTES + 1))
        except CapError as error:
            form.add_error("file", str(error))
        else:
            entered = Entered(
                level=read.level,
                category=read.category,
                directive_number="",
                directive_date=None,
                directive_body="",
                wants_sound=False,
                is_drill=read.is_drill,
                ends_at=read.ends_at,
                texts=read.texts,
            )
            message = save_message(entered, (), request.user)
            record(Event.IMPORTED, actor=request.user, subject=message)
            words = _(
                "It is a draft: choose clusters, directive and end, then look at it."
            )
            messages.success(request, words)
            return redirect("urgent:edit", message.pk)
    status = 422 if form.is_bound else 200
    return render(request, "urgent/import.html", {"form": form}, status=status)


def _alert_of(message: Message) -> Alert:
    assert message.sent_at is not None
    assert message.ends_at is not None
    targets = [
        one
        for one in message.targets.select_related("cluster")
        if one.state in (TargetState.SENT, TargetState.RECALLED)
    ]
    recalled = [one.recalled_at for one in targets if one.recalled_at]
    zone = timezone.get_default_timezone()
    by = message.sent_by
    return Alert(
        key=str(message.key),
        sender=settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> "),
        sender_name=(by.get_full_name() or by.get_username()) if by else "",
        sent_at=message.sent_at.astimezone(zone),
        ends_at=message.ends_at.astimezone(zone),
        level=message.level,
        category=message.category,
        directive=message.directive,
        texts=message.texts,
        areas=[
            Area(
                one.cluster.code,
                {
                    row.language: row.text
                    for row in local_texts(one.cluster.names.all())
                },
            )
            for one in targets
        ],
        is_drill=message.is_drill,
        # Recalled here and on air there, it is an alert still.
        recalled_at=max(recalled).astimezone(zone)
        if len(recalled) == len(targets)
        else None,
    )
