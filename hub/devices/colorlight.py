"""The addresses that a Colorlight controller asks of its server, as the vendor tells them.

It polls every five seconds with HTTP Basic. We order nothing of it: commands are always
none. Programmes are one at most; the newest `modified` wins, so that date only rises.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from hub.adapters.actions import md5_of, note_said, tell
from hub.adapters.models import Told
from hub.adapters.queries import due_for, file_for
from hub.adapters.vsn import Programme, make_programme
from hub.devices.feeds import PRIVATE, answer_with_loop
from hub.devices.others import FILES, for_others, refused
from hub.players.enums import Kind
from hub.players.models import Player
from release.format import Loop

POSTING = ("POST", "PUT")
MOST_REPORT_BYTES = 64 * 1024


@for_others(Kind.COLORLIGHT, methods=("GET", "POST"))
def comments(request: HttpRequest, player: Player) -> HttpResponse:
    """Commands: none. What it confirms is taken note of by saying so."""
    return HttpResponse(status=204) if request.method == "POST" else _json([])


@for_others(Kind.COLORLIGHT)
def programs(request: HttpRequest, player: Player) -> HttpResponse:
    told = _told(player, timezone.now())
    if told is None:
        return _json([])
    media = request.build_absolute_uri(
        f"{reverse('devices:colorlight_media')}?parent={told.pk}"
    )
    return _json(
        [
            {
                "id": told.pk,
                "date": _date(told),
                "modified": _date(told),
                "modified_gmt": _date(told),
                "status": "publish",
                "title": {"rendered": f"{player.cluster.code} {player.canvas}"},
                "_links": {"wp:attachment": [{"href": media}]},
            }
        ]
    )


@for_others(Kind.COLORLIGHT)
def media(request: HttpRequest, player: Player) -> HttpResponse:
    """The VSN and the one film of the programme asked for, if it is this player's."""
    told = Told.objects.filter(player=player).first()
    if told is None or request.GET.get("parent") != str(told.pk):
        return _json([])
    said = json.loads(told.document)
    if not said:
        return _json([])
    files = [
        (said["vsn_name"], len(said["vsn"].encode()), "application/xml"),
        (said["material_name"], said["size_bytes"], "video/mp4"),
    ]
    return _json(
        [
            {
                "id": told.pk * 10 + number,
                "post": told.pk,
                "modified": _date(told),
                "modified_gmt": _date(told),
                "mime_type": kind,
                "title": {"rendered": name},
                "source_url": request.build_absolute_uri(
                    reverse("devices:colorlight_file", args=[name])
                ),
                "attachment_filesize": size,
            }
            for number, (name, size, kind) in enumerate(files)
        ]
    )


@for_others(Kind.COLORLIGHT, pace=FILES)
def file(request: HttpRequest, player: Player, name: str) -> HttpResponseBase:
    """By the names that it was told; the file behind one is found by its SHA-256."""
    told = Told.objects.filter(player=player).first()
    said = json.loads(told.document) if told else {}
    if name == said.get("vsn_name"):
        answer = HttpResponse(said["vsn"], content_type="application/xml")
        answer["Cache-Control"] = PRIVATE
        return answer
    if name == said.get("material_name"):
        return answer_with_loop(request, player, said["sha256"])
    raise Http404


@for_others(Kind.COLORLIGHT)
def schedules(_request: HttpRequest, player: Player) -> HttpResponse:
    """None: what is due is told as the one programme there is."""
    return _json([])


@for_others(Kind.COLORLIGHT, methods=POSTING)
def report(request: HttpRequest, player: Player, kind: str) -> HttpResponse:
    """Kept as it came, as not verified. Nothing in it is acted upon."""
    if len(request.body) > MOST_REPORT_BYTES:
        return refused(413, f"body: at most {MOST_REPORT_BYTES} bytes")
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        return refused(422, "body: no JSON")
    if not isinstance(said, dict | list):
        return refused(422, "body: neither an object nor a list")
    note_said(player, {f"colorlight_{kind}": said}, timezone.now())
    return HttpResponse(status=204)


def _told(player: Player, now: datetime) -> Told | None:
    """What was told last, while nothing can be said."""
    due = due_for(player, now)
    if not due.is_known:
        return Told.objects.filter(player=player).first()
    path = file_for(player, due.loop.file.sha256) if due.loop else None
    if due.loop is None or path is None:
        return tell(player, "{}", now)
    md5 = md5_of(due.loop.file.sha256, path)
    programme = make_programme(due.loop, md5, player.cluster.code.replace("_", "-"))
    return tell(player, _document(programme, due.loop), now)


def _document(programme: Programme, loop: Loop) -> str:
    return json.dumps(
        {
            "vsn": programme.vsn.decode(),
            "vsn_name": programme.vsn_name,
            "material_name": programme.material_name,
            "sha256": loop.file.sha256,
            "size_bytes": loop.file.size_bytes,
        }
    )


def _date(told: Told) -> str:
    """As WordPress writes it, in UTC."""
    return told.modified_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _json(said: list[dict[str, Any]]) -> JsonResponse:
    answer = JsonResponse(said, safe=False)
    answer["Cache-Control"] = PRIVATE
    return answer
