"""Small true things for tests of the hub: agencies, clusters, pictures, items."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency, AgencyName
from hub.content.actions import add_item, add_translation
from hub.content.models import (
    ClipPage,
    GalleryPage,
    GalleryPicture,
    ItemPage,
    StoryPage,
    Topic,
)
from hub.displays.actions import save_canvas, save_cluster
from hub.displays.enums import ClusterStatus
from hub.displays.models import (
    Canvas,
    Cluster,
    ClusterAssignment,
    ClusterName,
    Controller,
    Face,
    FaceLanguage,
    FaceName,
)
from hub.media.actions import add_image, add_media, probe_media
from hub.media.models import HubImage, HubMedia
from tests.fakes.videos import write_video

ALL_LANGUAGES = ("vi", "en", "zh-hans")


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def make_agency(
    code: str = "so-du-lich", name: str = "Sở Du lịch", **fields: Any
) -> Agency:
    fields.setdefault("kind", AgencyKind.DEPARTMENT)
    agency = Agency(code=code, **fields)
    agency.names = [AgencyName(locale=locale("vi"), name=name)]
    agency.save()
    return agency


def make_face(
    code: str = "mat-a",
    *,
    x: int = 0,
    y: int = 0,
    width: int = 768,
    height: int = 384,
    languages: tuple[str, ...] = ALL_LANGUAGES,
) -> Face:
    face = Face(
        code=code,
        x_px=x,
        y_px=y,
        width_px=width,
        height_px=height,
        pitch_mm=Decimal(10),
    )
    face.names = [FaceName(locale=locale("vi"), name=f"Mặt {code[-1].upper()}")]
    face.languages = [
        FaceLanguage(locale=locale(language), sort_order=order)
        for order, language in enumerate(languages)
    ]
    return face


def make_cluster(
    code: str = "ck-lao-cai",
    *,
    faces: list[Face] | None = None,
    width: int = 768,
    height: int = 384,
    status: str = ClusterStatus.OPERATING,
) -> Cluster:
    """A cluster with one controller, one canvas and, unless given, one face."""
    cluster = Cluster(code=code, status=status)
    cluster.names = [ClusterName(locale=locale("vi"), name=f"Cụm {code}")]
    cluster.controllers = [Controller(code="bdk-1")]
    if status == ClusterStatus.OPERATING:
        cluster.assignments = [make_assignment()]
    save_cluster(cluster)
    canvas = Canvas(
        controller=cluster.controllers.get(),
        code="khung-1",
        width_px=width,
        height_px=height,
    )
    canvas.faces = faces or [make_face(width=width, height=height)]
    save_canvas(canvas)
    return cluster


def make_assignment(**fields: Any) -> ClusterAssignment:
    operator = Agency.objects.filter(code="bql-kkt").first() or make_agency(
        "bql-kkt", "Ban Quản lý Khu kinh tế tỉnh", kind=AgencyKind.BOARD
    )
    fields.setdefault("valid_from", date(2024, 10, 10))
    return ClusterAssignment(
        operator=operator, permit_reference="QĐ 1/QĐ-UBND", **fields
    )


def picture_file(
    name: str = "ruong.png", size: tuple[int, int] = (64, 48)
) -> ContentFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name=name)


def make_image(title: str = "Ruộng bậc thang", **fields: Any) -> HubImage:
    return add_image(title, picture_file(), **fields)


def make_clip(title: str = "Chợ phiên", *, is_good: bool = True) -> HubMedia:
    """A clip of two seconds that was checked; or a cut-off one, refused."""
    with TemporaryDirectory() as folder:
        video = write_video(Path(folder) / "clip.mp4", seconds=2).read_bytes()
    content = video if is_good else video[: len(video) // 2]
    media = add_media(title, ContentFile(content, name="clip.mp4"))
    probe_media.call(media.pk)
    media.refresh_from_db()
    return media


def make_clip_item(title: str = "Chợ phiên", clip: HubMedia | None = None) -> ItemPage:
    return make_item(ClipPage(title=title, clip=clip or make_clip()))


def make_story(
    title: str = "Chợ phiên Bắc Hà",
    *,
    languages: tuple[str, ...] = ALL_LANGUAGES,
    agency: Agency | None = None,
    **fields: Any,
) -> ItemPage:
    """A story published in `languages`; the first of them is always Vietnamese."""
    return make_item(StoryPage(title=title, **fields), languages, agency)


def make_gallery(title: str = "Sa Pa bốn mùa", picture_count: int = 2) -> ItemPage:
    page = GalleryPage(title=title)
    page.pictures = [
        GalleryPicture(image=make_image(f"Ảnh {number}"), sort_order=number)
        for number in range(picture_count)
    ]
    return make_item(page)


def make_item(
    page: ItemPage,
    languages: tuple[str, ...] = ALL_LANGUAGES,
    agency: Agency | None = None,
) -> ItemPage:
    page.topic = Topic.objects.get(code="culture")
    page.body = page.body or "Chợ họp vào sáng Chủ nhật hằng tuần."
    owner = agency or Agency.objects.filter(code="so-du-lich").first() or make_agency()
    item = add_item(page, owner, publish=True)
    for language in languages[1:]:
        add_translation(
            item, language, f"{item.title} ({language})", "Text.", publish=True
        )
    return item
