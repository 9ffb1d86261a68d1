"""The exact LED picture of a content page, in Wagtail's preview panel.

The preview page carries, for each cluster, a programme of this one item, signed; the
panel's program sends it back with the face and language chosen, and `draw_still` hands
it to the renderer. So nothing is kept between the two, and nobody can have the renderer
draw (and fetch) what this hub did not write.
"""

from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub.content.models import ItemPage
from hub.displays.queries import clusters
from hub.screens.choices import SALT, SLOT, cluster_choice
from hub.screens.drafts import DraftIncompleteError, build_draft
from hub.screens.stills import StillChoice, StillRefusedError, fetch_still

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
        "broken": _("The hub does not answer. Your text is still in the editor."),
    }
    return render(request, "screens/preview.html", {"chooser": chooser})


@require_POST
def draw_still(request: HttpRequest) -> HttpResponse:
    try:
        document = signing.loads(
            request.POST.get("document", ""), salt=SALT, max_age=SIGNED_FOR
        )
        still = fetch_still(document, _parse_choice(request))
    except signing.BadSignature:
        return _refuse(
            StillRefusedError(
                HTTPStatus.BAD_REQUEST,
                what=_("This preview is out of date."),
                todo=_("Reload the preview."),
            )
        )
    except StillRefusedError as refusal:
        return _refuse(refusal)
    response = HttpResponse(still.jpeg, content_type="image/jpeg")
    response["X-Page-Count"] = str(still.page_count)
    return response


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
