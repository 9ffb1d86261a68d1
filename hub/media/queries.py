"""Pictures and clips as the faces of the hub see them, with what is wrong with them."""

from collections.abc import Collection as Many
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from hub.media.enums import ProbeState
from hub.media.models import HubImage, HubMedia, MediaText, Subtitles


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


def clips_to_choose(user: Any) -> QuerySet[HubMedia]:
    policy = policy_registry.get_by_type(HubMedia)
    return policy.instances_user_has_any_permission_for(user, ["choose"])


def collections_to_choose_from(user: Any) -> QuerySet[Collection]:
    policy = policy_registry.get_by_type(HubMedia)
    return policy.collections_user_has_permission_for(user, "choose")


def may_choose(user: Any, file: HubImage | HubMedia) -> bool:
    """Whether the person may put the picture or clip into an item."""
    policy = policy_registry.get_by_type(type(file))
    return bool(policy.user_has_permission_for_instance(user, "choose", file))


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


def web_pictures(files: Many[FileFacts]) -> dict[str, WebPicture]:
    """By address; smaller copies are made when first asked for. Two queries after that.

    The same picture may have come from two agencies: only the one that is shown counts.
    """
    digests, wanted = {file.sha256 for file in files}, {file.url for file in files}
    rows = HubImage.objects.filter(sha256__in=digests).prefetch_related("renditions")
    found = {}
    for image in rows:
        if image.file.url not in wanted:
            continue
        try:
            made = image.get_renditions(SMALL, LARGE)
        except SourceImageIOError:
            continue  # its file is gone
        found[image.file.url] = WebPicture(made[SMALL].url, made[LARGE].url)
    return found


def small_pictures(files: Iterable[FileFacts]) -> dict[str, str]:
    """Addresses of small copies by the picture's own, of those that have one. One query."""
    wanted = {file.url: file.sha256 for file in files}
    rows = HubImage.get_rendition_model().objects.filter(
        image__sha256__in=wanted.values(), filter_spec__in=("max-165x165", SMALL)
    )
    found = rows.select_related("image").order_by("-filter_spec")
    return {
        row.image.file.url: row.url for row in found if row.image.file.url in wanted
    }


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


@dataclass(frozen=True)
class StoredFile:
    """A file of the storage, by what it is a file of.

    `is_for_show`: what the public gets once its picture or clip is published. The upload
    of a clip that has a master, and subtitles as they came, are for the house.
    """

    of: HubImage | HubMedia
    is_for_show: bool


def stored_file(name: str) -> StoredFile | None:
    """What the storage keeps under exactly this name. Four queries at most."""
    pictures = HubImage.objects.filter(Q(file=name) | Q(renditions__file=name))
    if picture := pictures.first():
        return StoredFile(picture, is_for_show=True)
    files = Q(file=name) | Q(master=name) | Q(edited=name) | Q(thumbnail=name)
    if clip := HubMedia.objects.filter(files).first():
        shown = {clip.played.file.name, str(clip.thumbnail)}
        return StoredFile(clip, is_for_show=clip.is_good and name in shown)
    rows = Subtitles.objects.filter(Q(file=name) | Q(source=name))
    if subtitles := rows.select_related("media").first():
        return StoredFile(subtitles.media, is_for_show=subtitles.file.name == name)
    return None
