"""Items as they may be shown: published words in every language, pictures, clip.

Many items cost as many queries as one. What a cluster does with them: programmes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.models import Locale

from hub.agencies.queries import AgencyFacts, agencies_in_force
from hub.content.enums import ItemKind
from hub.content.models import AgencyPage, GalleryPicture, ItemPage
from hub.media.models import HubImage, HubMedia
from hub.media.queries import (
    ClipFacts,
    MediaTrouble,
    PictureFacts,
    clip_facts,
    clip_trouble,
    picture_facts,
    picture_trouble,
)

# Below it, whoever shows items to the public serves them by their keys.
PUBLIC_FOLDER = "tin"
KIND_OF_MODEL = {f"{kind.lower()}page": kind for kind in ItemKind}


@dataclass(frozen=True)
class ItemText:
    language: str
    title: str
    body: str
    revision: str


@dataclass(frozen=True)
class ItemFacts:
    key: str
    kind: str
    topic: str
    agency: AgencyFacts
    texts: tuple[ItemText, ...]
    pictures: tuple[PictureFacts, ...]
    clip: ClipFacts | None
    public_url: str | None = None

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(text.language for text in self.texts)


@dataclass(frozen=True)
class ItemRecord:
    """An item with what stands in the way of showing it."""

    title: str
    is_live: bool
    expires: datetime | None
    facts: ItemFacts
    troubles: tuple[MediaTrouble, ...]


def public_address(key: UUID) -> str:
    """Where passers-by read the whole item, once it is published."""
    return f"{settings.HUB_BASE_URL}/{PUBLIC_FOLDER}/{key}/"


def item_records(ids: Collection[int], on: date) -> dict[int, ItemRecord]:
    """By the id of the source-language page. `on` decides which agency stands there."""
    pages = _load_pages(ids)
    texts = published_texts(page.translation_key for page in pages)
    owners = _owners(pages, agencies_in_force(on))
    return {
        page.pk: _record(page, texts[page.translation_key], owners[page.pk])
        for page in pages
    }


def published_item(key: UUID, at: datetime) -> ItemRecord | None:
    """What anybody may read at that instant, by the item's key; None for all else."""
    pages = ItemPage.objects.filter(locale=Locale.get_default(), translation_key=key)
    page = pages.filter(live=True).values_list("pk", flat=True).first()
    if page is None:
        return None
    record = item_records([page], on=timezone.localdate(at))[page]
    is_over = record.expires is not None and record.expires <= at
    return None if is_over else record


def published_texts(keys: Iterable[UUID]) -> dict[UUID, tuple[ItemText, ...]]:
    """The published words of each item, in the order of the languages' codes."""
    rows = (
        ItemPage.objects.filter(translation_key__in=set(keys), live=True)
        .order_by("locale__language_code")
        .values_list(
            "translation_key",
            "locale__language_code",
            "title",
            "body",
            "live_revision_id",
            "pk",
        )
    )
    texts = defaultdict[UUID, tuple[ItemText, ...]](tuple)
    for key, language, title, body, revision, pk in rows:
        # A page put live without a revision is named by itself.
        text = ItemText(language, title, body, str(revision or f"page-{pk}"))
        texts[key] += (text,)
    return texts


def published_languages(items: Collection[ItemPage]) -> dict[int, frozenset[str]]:
    """In which languages each item is published, by the id of the page given. 1 query."""
    texts = published_texts(item.translation_key for item in items)
    return {
        item.pk: frozenset(text.language for text in texts[item.translation_key])
        for item in items
    }


def published_items(languages: Iterable[str]) -> QuerySet[ItemPage]:
    """Source-language pages of the items that are published in all of `languages`."""
    pages = ItemPage.objects.filter(locale=Locale.get_default(), live=True)
    for language in languages:
        live = ItemPage.objects.filter(locale__language_code=language, live=True)
        pages = pages.filter(translation_key__in=live.values("translation_key"))
    return pages


def is_on_show(file: HubImage | HubMedia, at: datetime) -> bool:
    """Whether an item that is published shows the picture or clip at that instant."""
    if isinstance(file, HubImage):
        shows = Q(storypage__picture=file) | Q(gallerypage__pictures__image=file)
    else:
        shows = Q(clippage__clip=file)
    is_not_over = Q(expire_at__isnull=True) | Q(expire_at__gt=at)
    return published_items(()).filter(shows, is_not_over).exists()


def _load_pages(ids: Collection[int]) -> list[ItemPage]:
    pictures = GalleryPicture.objects.select_related("image").prefetch_related(
        "image__texts"
    )
    return list(
        ItemPage.objects.filter(pk__in=ids)
        .select_related(
            "topic",
            "content_type",
            "storypage__picture",
            "clippage__clip",
            "gallerypage",
        )
        .prefetch_related(
            "storypage__picture__texts",
            "clippage__clip__subtitles",
            Prefetch("gallerypage__pictures", queryset=pictures),
        )
    )


def _owners(
    pages: Iterable[ItemPage], in_force: dict[int, AgencyFacts]
) -> dict[int, AgencyFacts]:
    """The page above an item's says whose it is."""
    above = {page.pk: page.path[: -page.steplen] for page in pages}
    agency_of_path = dict(
        AgencyPage.objects.filter(path__in=set(above.values())).values_list(
            "path", "agency_id"
        )
    )
    return {pk: in_force[agency_of_path[path]] for pk, path in above.items()}


def _record(
    page: ItemPage, texts: tuple[ItemText, ...], agency: AgencyFacts
) -> ItemRecord:
    images, clip = _images(page), _clip(page)
    troubles = [picture_trouble(image) for image in images]
    troubles += [clip_trouble(clip)] if clip else []
    facts = ItemFacts(
        key=str(page.translation_key),
        kind=_kind(page),
        topic=page.topic.code,
        agency=agency,
        texts=texts,
        pictures=tuple(picture_facts(image) for image in images),
        clip=clip_facts(clip) if clip and clip.is_good else None,
        public_url=public_address(page.translation_key),
    )
    found = tuple(trouble for trouble in troubles if trouble)
    return ItemRecord(page.title, page.live, page.expire_at, facts, found)


def _kind(page: ItemPage) -> ItemKind:
    return KIND_OF_MODEL[page.content_type.model]


def _images(page: ItemPage) -> list[HubImage]:
    if _kind(page) == ItemKind.GALLERY:
        return [row.image for row in page.gallerypage.pictures.all()]
    if _kind(page) == ItemKind.STORY and page.storypage.picture:
        return [page.storypage.picture]
    return []


def _clip(page: ItemPage) -> HubMedia | None:
    clip: HubMedia | None = page.clippage.clip if _kind(page) == ItemKind.CLIP else None
    return clip
