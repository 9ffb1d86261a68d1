"""The receipt of a submission, as a PDF that is the same bytes whenever it is made.

The hub's one door to typst: a receipt is a document of the hub and no picture for a wall.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from hub.contributions.deadlines import is_on_time
from hub.contributions.models import Submission, SubmittedFile

SHEET = Path(__file__).with_name("typst") / "receipt.typ"
FONTS = Path(str(resources.files("fontpkg_be_vietnam_pro"))) / "files"


def receipt_pdf(submission: Submission) -> bytes:
    """In the language of the house, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(submission)
    # A compiler of its own: one that is kept would hold the last receipt's words.
    compiler = typst.Compiler(
        SHEET,
        root=SHEET.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )
    made = compiler.compile(
        format="pdf", sys_inputs={"receipt": json.dumps(facts, ensure_ascii=False)}
    )
    assert isinstance(made, bytes)
    return made


def _facts(submission: Submission) -> dict[str, Any]:
    received = timezone.localtime(submission.received_at)
    state, on_time = (
        "",
        is_on_time(
            submission.received_at, submission.month, timezone.get_default_timezone()
        ),
    )
    if submission.is_owed:
        state = gettext("On time") if on_time else gettext("Late")
    address = reverse("contributions:submission", args=[submission.pk])
    return {
        "number": submission.number,
        "agency": submission.agency_name,
        "person": submission.person_name,
        "month": f"{submission.month:%m/%Y}",
        "received": f"{received:%H:%M:%S, %d/%m/%Y}",
        "state": state,
        "is_on_time": on_time,
        "kind": str(submission.get_kind_display()),
        "title": submission.title,
        "shown": _shown(submission),
        "files": [_file(file) for file in submission.files.all()],
        "code": segno.make_qr(settings.HUB_BASE_URL + address, error="m").svg_inline(
            border=0
        ),
        "site": settings.WAGTAIL_SITE_NAME,
    }


def _shown(submission: Submission) -> str:
    if not submission.shown_where or submission.shown_on is None:
        return "—"
    return f"{submission.shown_where}, {submission.shown_on:%d/%m/%Y}"


def _file(file: SubmittedFile) -> dict[str, str]:
    return {
        "name": file.name,
        "size": f"{filesizeformat(file.size_bytes)} ({file.size_bytes} byte)",
        "sha256": file.sha256,
    }


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS)],
    )
