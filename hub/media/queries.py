"""Pictures and clips as the faces of the hub see them, with what is wrong with them."""

from collections.abc import Collection
from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from hub.media.enums import ProbeState
from hub.media.models import HubImage, HubMedia, MediaText


@dataclass(frozen=True)
class FileFacts:
    """Where to fetch a file, relative to the hub's address, and its digest."""

    url: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class PictureText:
    language: str
    alt: str
    caption: str


@dataclass(frozen=True)
class PictureFacts:
    file: FileFacts
    width_px: int
    height_px: int
    focus_x: float
    focus_y: float
    texts: tuple[PictureText, ...]


@dataclass(frozen=True)
class SubtitlesFacts:
    language: str
    file: FileFacts


@dataclass(frozen=True)
class ClipFacts:
    """Of what is played: the clip's master, or its edited version."""

    file: FileFacts
    width_px: int
    height_px: int
    duration_ms: int
    has_audio: bool
    subtitles: tuple[SubtitlesFacts, ...]


def picture_facts(image: HubImage) -> PictureFacts:
    """The middle stands in where nobody marked what matters in the picture."""
    x, y = image.focal_point_x, image.focal_point_y
    return PictureFacts(
        file=FileFacts(image.file.url, image.sha256, image.file_size or 0),
        width_px=image.width,
        height_px=image.height,
        focus_x=0.5 if x is None else round(x / image.width, 4),
        focus_y=0.5 if y is None else round(y / image.height, 4),
        texts=tuple(_text(row) for row in image.texts.all()),
    )


def clip_facts(media: HubMedia) -> ClipFacts:
    """Only for a clip whose check succeeded."""
    played = media.played
    return ClipFacts(
        file=FileFacts(played.file.url, played.sha256, played.size_bytes),
        width_px=media.width or 0,
        height_px=media.height or 0,
        duration_ms=media.duration_ms or 0,
        has_audio=media.has_audio,
        subtitles=tuple(
            SubtitlesFacts(
                row.language, FileFacts(row.file.url, row.sha256, row.size_bytes)
            )
            for row in media.subtitles.all()
        ),
    )


@dataclass(frozen=True)
class WebPicture:
    """Addresses of a picture in the sizes that pages show it in."""

    small: str
    large: str


SMALL, LARGE = "width-640|format-webp", "width-1280|format-webp"


def web_pictures(digests: Collection[str]) -> dict[str, WebPicture]:
    """By digest; smaller copies are made when first asked for. Two queries after that."""
    rows = HubImage.objects.filter(sha256__in=digests).prefetch_related("renditions")
    found = {}
    for image in rows:
        try:
            made = image.get_renditions(SMALL, LARGE)
        except SourceImageIOError:
            continue  # its file is gone
        found[image.sha256] = WebPicture(made[SMALL].url, made[LARGE].url)
    return found


def small_pictures(digests: Collection[str]) -> dict[str, str]:
    """Addresses of small copies by digest, of the pictures that have one. One query."""
    rows = HubImage.get_rendition_model().objects.filter(
        image__sha256__in=digests, filter_spec__in=("max-165x165", SMALL)
    )
    found = rows.select_related("image").order_by("-filter_spec")
    return {row.image.sha256: row.url for row in found}


def _text(row: MediaText) -> PictureText:
    return PictureText(row.language, row.alt, row.caption)


@dataclass(frozen=True)
class MediaTrouble:
    """Why a file cannot be shown. Refused: it came and was found bad."""

    title: str
    is_refused: bool
    reason: str = ""


def picture_trouble(image: HubImage) -> MediaTrouble | None:
    if image.sha256 and image.file.storage.exists(image.file.name):
        return None
    return MediaTrouble(title=image.title, is_refused=False)


def clip_trouble(media: HubMedia) -> MediaTrouble | None:
    if media.probe_state == ProbeState.REFUSED:
        return MediaTrouble(media.title, is_refused=True, reason=media.refused_reason)
    if media.is_good and media.file.storage.exists(media.played.file.name):
        return None
    return MediaTrouble(title=media.title, is_refused=False)
