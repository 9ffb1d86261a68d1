"""The fourteen items, published in three languages."""

from collections.abc import Mapping

from fixtures import province as rows
from hub.agencies.models import Agency
from hub.content.actions import add_item, add_translation, prepare_roots
from hub.content.models import (
    ClipPage,
    GalleryPage,
    GalleryPicture,
    ItemPage,
    NoticePage,
    StoryPage,
    Topic,
)
from hub.media.models import HubImage, HubMedia

type Pictures = Mapping[str, HubImage]
type Clips = Mapping[str, HubMedia]


def load_items(province: rows.Province, pictures: Pictures, clips: Clips) -> None:
    prepare_roots()
    for row in province.items:
        if not find_item(row.key):
            _add(row, pictures, clips)


def find_item(key: str) -> ItemPage | None:
    """The Vietnamese page of an item of the province."""
    found: ItemPage | None = ItemPage.objects.filter(
        slug=key, locale__language_code="vi"
    ).first()
    return found


def _add(row: rows.Item, pictures: Pictures, clips: Clips) -> None:
    agency = Agency.objects.get(code=row.agency)
    item = add_item(_page(row, pictures, clips), agency, publish=True)
    for language, text in row.texts.items():
        if language != "vi":
            add_translation(item, language, text.title, text.body, publish=True)


def _page(row: rows.Item, pictures: Pictures, clips: Clips) -> ItemPage:
    text = row.texts["vi"]
    shared = {
        "title": text.title,
        "body": text.body,
        "slug": row.key,
        "topic": Topic.objects.get(code=row.topic),
    }
    shown = [pictures[name] for name in row.pictures]
    if row.kind == "GALLERY":
        return GalleryPage(
            **shared,
            pictures=[
                GalleryPicture(image=image, sort_order=order)
                for order, image in enumerate(shown)
            ],
        )
    if row.clip:
        return ClipPage(**shared, clip=clips[row.clip])
    if row.kind == "NOTICE":
        return NoticePage(**shared)
    return StoryPage(**shared, picture=shown[0] if shown else None)
