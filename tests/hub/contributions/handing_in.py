"""What is entered on the page, and files that were received, for tests."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from hub.agencies.models import Agency
from hub.content.models import Topic
from hub.contributions.actions import begin_upload, take_piece
from hub.contributions.enums import MonthState
from hub.contributions.models import Upload
from hub.contributions.queries import matrix
from tests.fakes.videos import write_video
from tests.hub.builders import picture_file


def film(seconds: int = 2) -> bytes:
    with TemporaryDirectory() as folder:
        return write_video(Path(folder) / "a.mp4", seconds=seconds).read_bytes()


def picture() -> bytes:
    return picture_file(size=(640, 480)).read()


def make_upload(user: Any, name: str, content: bytes) -> Upload:
    upload = begin_upload(user, name, len(content))
    rest = iter([content])
    take_piece(upload, 0, lambda _size: next(rest, b""), len(content))
    return upload


def entries(agency: Agency, uploads: list[Upload], **changed: Any) -> dict[str, Any]:
    return {
        "agency": agency.pk,
        "month": "2026-11-01",
        "kind": "CLIP",
        "title": "Chợ phiên Bắc Hà",
        "body": "Chợ họp vào sáng Chủ nhật.",
        "language": "vi",
        "topic": Topic.objects.get(code="culture").pk,
        "shown_where": "Kênh THLC, chương trình thời sự",
        "shown_on": "2026-11-02",
        "has_rights": "on",
        "has_no_secret": "on",
        "uploads": [str(upload.pk) for upload in uploads],
        **changed,
    }


def state_at(*moment: int) -> MonthState:
    """How November 2026 stands at a moment of the province's time."""
    now = datetime(*moment, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]
    (row,) = matrix([date(2026, 11, 1)], now)
    return row.cells[0].state
