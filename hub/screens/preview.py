"""The exact LED picture of a content page, in Wagtail's preview panel.

The preview page carries, for each cluster, a programme of this one item, signed; the
panel's program sends it back with the face and language chosen, and `draw_still` hands
it to the renderer. So nothing is kept between the two, and nobody can have the renderer
draw (and fetch) what this hub did not write.
"""

from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub.content.models import ItemPage
from hub.content.queries import ItemFacts
from hub.displays.queries import clusters
from hub.screens.choices import SALT, SLOT, cluster_choice
from hub.screens.drafts import DraftIncompleteError, build_draft
from hub.screens.stills import (
    StillChoice,
    StillRefusedError,
    fetch_reading,
    fetch_still,
)

SIGNED_FOR = timedelta(hours=12)


def preview_item(page: ItemPage, request: HttpRequest) -> HttpResponse:
    """The page inside the panel: it chooses and asks; the picture comes after it."""
    try:
        draft = build_draft(page)
    except DraftIncompleteError as lack:
        return render(request, "screens/preview.html", {"lack": str(lack)})
    chooser = {
        "language": draft.language,
        "clusters": [asdict(cluster_choice(one, draft)) for one in clusters()],
        "clip": _clip_of(draft.item),
        "seconds": _("Shown for about {seconds} s"),
        "page": _("Page {number}"),
        "broken": _("The hub does not answer. Your text is still in the editor."),
    }
    return render(request, "screens/preview.html", {"chooser": chooser})


def _clip_of(item: ItemFacts) -> dict[str, Any] | None:
    """What the browser plays in the clip's region."""
    if item.clip is None:
        return None
    files = {one.language: one.file.url for one in item.clip.subtitles}
    return {"url": item.clip.file.url, "subtitles": files}


@require_POST
def draw_still(request: HttpRequest) -> HttpResponse:
    try:
        still = fetch_still(_document_of(request), _parse_choice(request))
    except StillRefusedError as refusal:
        return _refuse(refusal)
    response = HttpResponse(still.jpeg, content_type="image/jpeg")
    response["X-Page-Count"] = str(still.page_count)
    return response


@require_POST
def read_draft(request: HttpRequest) -> HttpResponse:
    """How many pages, how long, where the clip plays, what people could not read."""
    try:
        reading = fetch_reading(_document_of(request), _parse_choice(request))
    except StillRefusedError as refusal:
        return _refuse(refusal)
    return JsonResponse(asdict(reading))


def _document_of(request: HttpRequest) -> dict[str, Any]:
    """Only what this hub wrote itself."""
    try:
        document: dict[str, Any] = signing.loads(
            request.POST.get("document", ""), salt=SALT, max_age=SIGNED_FOR
        )
    except signing.BadSignature as error:
        raise StillRefusedError(
            HTTPStatus.BAD_REQUEST,
            what=_("This preview is out of date."),
            todo=_("Reload the preview."),
        ) from error
    return document


def _parse_choice(request: HttpRequest) -> StillChoice:
    """What the renderer does not know it refuses itself; here numbers become numbers."""

    def number(name: str) -> int:
        text = request.POST.get(name, "0")
        return int(text) if text.isdecimal() and len(text) < 4 else 0

    return StillChoice(
        canvas=request.POST.get("canvas", ""),
        slot=SLOT,
        face=request.POST.get("face") or None,
        step=number("step"),
        page=number("page"),
    )


def _refuse(refusal: StillRefusedError) -> JsonResponse:
    told = {"what": refusal.what, "todo": refusal.todo, "detail": refusal.detail}
    return JsonResponse({"error": told}, status=refusal.status)
