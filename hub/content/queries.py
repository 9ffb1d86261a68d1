"""Items as they may be shown: published words in every language, pictures, clip.

Many items cost as many queries as one. What a cluster does with them: programmes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, PageLogEntry

from hub.agencies.queries import AgencyFacts, agencies_in_force
from hub.content.enums import ItemKind, Lane
from hub.content.models import AgencyPage, GalleryPicture, ItemPage
from hub.content.sources import Words, source_of
from hub.displays.queries import Run, runs_since
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
from hub.terms.queries import TermProblem, find_term_problems

# Below it, whoever shows items to the public serves them by their keys.
PUBLIC_FOLDER = "tin"
KIND_OF_MODEL = {f"{kind.lower()}page": kind for kind in ItemKind}


@dataclass(frozen=True)
class ItemText:
    language: str
    title: str
    body: str
    revision: str
    # Whether the words it was translated from have changed since.
    is_stale: bool = False
    # Of words that stand in for those of `language`: what they are in, and the note
    # that is shown with them.
    written_in: str | None = None
    note: str | None = None


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

    @property
    def stale_languages(self) -> frozenset[str]:
        return frozenset(text.language for text in self.texts if text.is_stale)


@dataclass(frozen=True)
class ItemRecord:
    """An item with what stands in the way of showing it."""

    # As last published: what a draft calls it is told to nobody.
    title: str
    is_live: bool
    expires: datetime | None
    facts: ItemFacts
    troubles: tuple[MediaTrouble, ...]
    # Where and when a local item may be shown (Đ9.2); None: on every cluster.
    runs: tuple[Run, ...] | None = None


def public_address(key: UUID) -> str:
    """Where passers-by read the whole item, once it is published."""
    return f"{settings.HUB_BASE_URL}/{PUBLIC_FOLDER}/{key}/"


def item_records(ids: Collection[int], on: date) -> dict[int, ItemRecord]:
    """By the id of the source-language page. `on` decides which agency stands there."""
    pages = _load_pages(ids)
    texts = published_texts(page.translation_key for page in pages)
    in_force = agencies_in_force(on)
    owners = _owners(pages, in_force)
    runs = runs_since(on) if any(page.has_local_words for page in pages) else ()
    titles = _published_titles(pages)
    return {
        page.pk: _record(
            page,
            titles[page.pk],
            texts[page.translation_key],
            owners[page.pk],
            runs=_runs_of(owners[page.pk], runs, in_force)
            if page.has_local_words
            else None,
        )
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
            "source_title",
            "source_body",
        )
    )
    found = defaultdict[UUID, list[tuple[ItemText, Words]]](list)
    for key, language, title, body, revision, pk, *made_from in rows:
        # A page put live without a revision is named by itself.
        text = ItemText(language, title, body, str(revision or f"page-{pk}"))
        found[key].append((text, Words(*made_from)))
    texts = defaultdict[UUID, tuple[ItemText, ...]](tuple)
    texts.update((key, _dated(pairs)) for key, pairs in found.items())
    return texts


def _dated(pairs: list[tuple[ItemText, Words]]) -> tuple[ItemText, ...]:
    """An item's texts; those made from other words than today's are marked as stale."""
    first = settings.LANGUAGE_CODE
    source = next((text for text, _ in pairs if text.language == first), None)
    if source is None:
        return tuple(text for text, _ in pairs)
    today = Words(source.title, source.body)
    return tuple(
        text
        if text is source or made_from.says_the_same_as(today)
        else replace(text, is_stale=True)
        for text, made_from in pairs
    )


def term_problems(page: Any) -> tuple[TermProblem, ...]:
    """The official names that a translation's newest words lack; no other page lacks any."""
    source = source_of(page) if isinstance(page, ItemPage) else None
    if source is None:
        return ()
    draft, words = page.get_latest_revision_as_object(), source.to_translate
    return find_term_problems(
        f"{words.title}\n\n{words.body}",
        f"{draft.title}\n{draft.body}",
        page.locale.language_code,
    )


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
    # One language approved in the unit only keeps the whole item on its clusters.
    local = ItemPage.objects.filter(
        translation_key=OuterRef("translation_key"), live=True, lane=Lane.LOCAL
    )
    return list(
        ItemPage.objects.filter(pk__in=ids)
        .annotate(has_local_words=Exists(local))
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


def _runs_of(
    agency: AgencyFacts, runs: Iterable[Run], in_force: dict[int, AgencyFacts]
) -> tuple[Run, ...]:
    return tuple(run for run in runs if in_force[run.operator].code == agency.code)


def _published_titles(pages: Iterable[ItemPage]) -> dict[int, str]:
    """What each was last published as.

    The row of a withdrawn item may already hold the words of its next draft.
    """
    never = gettext("An unpublished item")
    titles = {page.pk: page.title if page.live else never for page in pages}
    withdrawn = [page.pk for page in pages if not page.live]
    if withdrawn:
        published = PageLogEntry.objects.filter(
            page__in=withdrawn, action="wagtail.publish"
        )
        titles.update(published.order_by("timestamp").values_list("page", "label"))
    return titles


def _record(
    page: ItemPage,
    title: str,
    texts: tuple[ItemText, ...],
    agency: AgencyFacts,
    *,
    runs: tuple[Run, ...] | None,
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
    return ItemRecord(title, page.live, page.expire_at, facts, found, runs)


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
