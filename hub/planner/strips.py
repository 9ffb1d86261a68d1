"""Pictures of a draft's slots, each exactly as a face will show it, in one language.

The renderer draws them; this says what can be chosen and asks it.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.content.queries import item_records
from hub.displays.queries import ClusterFacts
from hub.graphql.documents import programme_document
from hub.lib.languages import language_name
from hub.programmes.validators import find_refusal
from hub.screens.choices import SLOT, programme_of_one
from hub.screens.stills import StillChoice, StillRefusedError, fetch_still


@dataclass(frozen=True)
class FaceOfStrip:
    """`languages`: which step of the face shows which, and what that is called."""

    key: str
    name: str
    languages: tuple[tuple[int, str], ...]


def strip_of(cluster: ClusterFacts) -> tuple[FaceOfStrip, ...]:
    reader = get_language() or "vi"
    return tuple(
        FaceOfStrip(
            key=f"{canvas.code}/{face.code}",
            name=f"{face.name(reader)} · {face.width_px} × {face.height_px}",
            languages=tuple(
                (step, language_name(code)) for step, code in enumerate(face.languages)
            ),
        )
        for canvas in cluster.canvases
        for face in canvas.faces
    )


def draw(request: HttpRequest, cluster: ClusterFacts, item: int) -> HttpResponse:
    """The first page of an item, or why there is none."""
    now = timezone.now()
    record = item_records([item], on=timezone.localdate(now)).get(item)
    refusal = find_refusal(record, cluster, now) if record else None
    if record is None or refusal:
        told = refusal.message if refusal else _("There is no such item.")
        return JsonResponse({"message": told}, status=422)
    canvas, _slash, face = request.GET.get("face", "").partition("/")
    step = request.GET.get("step", "0")
    choice = StillChoice(
        canvas=canvas,
        slot=SLOT,
        face=face,
        step=int(step) if step.isdecimal() and len(step) < 4 else 0,
    )
    document = programme_document(programme_of_one(record.facts, cluster))
    try:
        still = fetch_still(document, choice)
    except StillRefusedError as error:
        message = f"{error.what} {error.detail or error.todo}"
        return JsonResponse({"message": message}, status=error.status)
    response = HttpResponse(still.jpeg, content_type="image/jpeg")
    response["X-Page-Count"] = str(still.page_count)
    response["Cache-Control"] = "private, max-age=60"
    return response
