"""Pictures and clips, through the same door as uploads; clips are checked at once."""

from collections.abc import Mapping

from django.core.files import File

from fixtures import province as rows
from hub.media.actions import add_image, add_media, probe_media
from hub.media.enums import Rights
from hub.media.models import HubImage, HubMedia


def load_pictures(province: rows.Province) -> dict[str, HubImage]:
    """Every picture of the province by its name."""
    known = {image.title: image for image in HubImage.objects.all()}
    pictures = {}
    for row in province.pictures:
        title = row.texts["vi"].caption
        pictures[row.name] = known.get(title) or _add_picture(row, title, province)
    return pictures


def load_clips(province: rows.Province) -> dict[str, HubMedia]:
    """Every clip of the province by its name."""
    known = {media.title: media for media in HubMedia.objects.all()}
    return {
        row.name: known.get(row.title) or _add_clip(row, province)
        for row in province.clips
    }


def _add_picture(row: rows.Picture, title: str, province: rows.Province) -> HubImage:
    with row.path.open("rb") as content:
        image = add_image(
            title,
            File(content, name=row.path.name),
            texts=_words(row.texts),
            rights=Rights.OWN,
            rights_note=province.rights,
            source=province.source,
        )
    _set_focus(image, row.focus)
    return image


def _set_focus(image: HubImage, focus: tuple[float, float]) -> None:
    image.focal_point_x = round(focus[0] * image.width)
    image.focal_point_y = round(focus[1] * image.height)
    image.focal_point_width = image.focal_point_height = image.height // 4
    image.save()


def _add_clip(row: rows.Clip, province: rows.Province) -> HubMedia:
    with row.path.open("rb") as content:
        clip = add_media(
            row.title,
            File(content, name=row.path.name),
            texts=_words(row.texts),
            rights=Rights.OWN,
            rights_note=province.rights,
            source=province.source,
        )
    probe_media.call(clip.pk)
    clip.refresh_from_db()
    return clip


def _words(texts: Mapping[rows.Language, rows.MediaText]) -> dict[str, tuple[str, str]]:
    return {language: (text.alt, text.caption) for language, text in texts.items()}
