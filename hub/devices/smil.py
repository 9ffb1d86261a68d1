"""The SMIL face: a document that is asked for each minute, and reports put beside it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from hub.adapters.actions import note_said, take_plays, tell
from hub.adapters.models import Told
from hub.adapters.playerxml import (
    ReportError,
    facts_of,
    files_there,
    parse_report,
    plays_of,
)
from hub.adapters.queries import due_for
from hub.adapters.smil import CONTENT_TYPE, REPORTS, write_smil
from hub.devices.feeds import PRIVATE, file_address
from hub.devices.others import for_others, refused
from hub.players.enums import Kind
from hub.players.models import Player


@for_others(Kind.SMIL)
def index(request: HttpRequest, player: Player) -> HttpResponse:
    """200 whatever is asked, without an ETag, with a date that only rises.

    A player compares that date with its own file's; a 304 or an older date would keep
    what was replaced or withdrawn.
    """
    told = _told(request, player, timezone.now())
    answer = HttpResponse(told.document, content_type=CONTENT_TYPE)
    answer["Last-Modified"] = http_date(told.modified_at.timestamp())
    answer["Cache-Control"] = PRIVATE
    return answer


@for_others(Kind.SMIL, methods=("PUT",))
def report(
    request: HttpRequest, player: Player, kind: str, name: str = ""
) -> HttpResponseBase:
    """Playlog, inventory or system; put twice, it is written down once."""
    now = timezone.now()
    try:
        root = parse_report(request.body)
        if kind == "playlog":
            take_plays(player, plays_of(root), now)
        elif kind == "inventory":
            note_said(player, {"files": files_there(root)}, now)
        else:
            note_said(player, facts_of(root), now)
    except ReportError as error:
        return refused(422, str(error))
    return HttpResponse(status=204)


def _told(request: HttpRequest, player: Player, now: datetime) -> Told:
    """What was told last, while nothing can be said."""
    due = due_for(player, now)
    known = Told.objects.filter(player=player).first() if not due.is_known else None
    if known:
        return known
    title = f"{player.cluster.code} {player.canvas}"
    address = file_address(request, player, due.loop) if due.loop else ""
    document = write_smil(due.loop, title, address, _reports(request))
    return tell(player, document, now)


def _reports(request: HttpRequest) -> dict[str, str]:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    names = {
        "SystemReport": "system",
        "InventoryReport": "inventory",
        "PlaylogCollection": "playlog",
    }
    return {
        one: request.build_absolute_uri(
            reverse("devices:smil_report", kwargs={"token": token, "kind": names[one]})
        )
        for one in REPORTS
    }
