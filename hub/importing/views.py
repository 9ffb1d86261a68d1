"""The pages on which a folder is uploaded, its problems are read, and it is imported."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from hub.importing.actions import forget_batch, receive_folder, start_import
from hub.importing.enums import BatchState
from hub.importing.forms import FolderForm
from hub.importing.models import Batch
from hub.importing.queries import own_batches, topic_names
from hub.importing.workbooks import write_faults, write_template
from hub.rights.queries import agency_choices

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 300


def import_page(request: HttpRequest) -> HttpResponse:
    agencies = agency_choices(request.user)
    if not agencies.exists():
        raise PermissionDenied
    form = FolderForm(
        request.POST or None,
        request.FILES or None,
        agencies=agencies,
        most_bytes=settings.IMPORT_MAX_BYTES,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        batch = receive_folder(given["agency"], request.user, given["folder"])
        return redirect("import_batch", batch.key)
    context = {"form": form, "batches": own_batches(request.user)[:50]}
    return render(request, "importing/index.html", context)


@require_GET
def batch_page(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _own(request, key)
    context = {
        "batch": batch,
        "faults": batch.faults[:MOST_SHOWN],
        "notes": batch.notes[:MOST_SHOWN],
        "items": _items(batch),
        "is_running": batch.state == BatchState.RUNNING and not batch.is_left,
        "has_sheet": batch.sheet.exists(),
    }
    return render(request, "importing/batch.html", context)


@require_POST
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    if not start_import(_own(request, key), request.user):
        messages.error(request, _("This cannot be imported, or is being imported."))
    return redirect("import_batch", key)


@require_POST
def forget(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _own(request, key)
    if batch.state == BatchState.RUNNING and not batch.is_left:
        messages.error(request, _("It is being imported: wait until it is done."))
        return redirect("import_batch", key)
    forget_batch(batch)
    return redirect("import_folder")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    content = BytesIO()
    write_template(content, topic_names())
    return _download(content, "mau-nhap-hang-loat.xlsx")


@require_GET
def faults(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = get_object_or_404(own_batches(request.user), key=key)
    if not batch.sheet.exists():
        return redirect("import_batch", key)
    content = BytesIO()
    write_faults(batch.sheet, content, batch.found)
    return _download(content, "danh-sach-loi.xlsx")


def _own(request: HttpRequest, key: UUID) -> Batch:
    """Whether another agency imports anything is its own matter: 404."""
    return get_object_or_404(own_batches(request.user), key=key)


def _items(batch: Batch) -> Any:
    keys = batch.items.values("item_key")
    pages = Page.objects.filter(
        translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE
    )
    return pages.order_by("pk")


def _download(content: BytesIO, name: str) -> HttpResponse:
    return HttpResponse(
        content.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
