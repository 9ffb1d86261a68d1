"""An item as it would go out if this draft were published, for a picture of it.

Its own words are those in the editor, saved or not; the other languages' are the newest
drafts of the translations. Pictures and clip come from the source-language page.
"""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from hub.agencies.queries import AgencyFacts, agency_facts, agency_in_force
from hub.content.enums import ItemKind
from hub.content.models import AgencyPage, ItemPage
from hub.content.queries import ItemFacts, ItemText, public_address
from hub.devices.lending import lend
from hub.media.models import HubImage, HubMedia
from hub.media.queries import (
    ClipFacts,
    FileFacts,
    PictureFacts,
    clip_facts,
    clip_trouble,
    picture_facts,
    picture_trouble,
)


class DraftIncompleteError(Exception):
    """Something is missing without which there is no picture; says what to do."""


@dataclass(frozen=True)
class Draft:
    """`language` is the one that is being edited."""

    language: str
    item: ItemFacts


def build_draft(page: ItemPage) -> Draft:
    """Of the specific page, as the editor's form filled it. Raises DraftIncompleteError."""
    if not page.title.strip():
        raise DraftIncompleteError(_("Write a title to see the picture."))
    parent = _parent_of(page)
    source = _source_of(page)
    language = (
        page.locale.language_code if page.locale_id else parent.locale.language_code
    )
    item = ItemFacts(
        key=str(page.translation_key),
        kind=page.kind,
        topic=source.topic.code if source.topic_id else "",
        agency=_agency_of(parent),
        texts=_texts(page, language),
        pictures=tuple(_lent_picture(image) for image in _images(source)),
        clip=_lent_clip(_clip(source)) if page.kind == ItemKind.CLIP else None,
        public_url=public_address(page.translation_key),
    )
    return Draft(language, item)


def _parent_of(page: ItemPage) -> AgencyPage:
    # By the path: a page that was never saved has no parent that it could ask.
    above: AgencyPage = AgencyPage.objects.get(path=page.path[: -page.steplen])
    return above


def _agency_of(parent: AgencyPage) -> AgencyFacts:
    return agency_facts(agency_in_force(parent.agency, timezone.localdate()))


def _source_of(page: ItemPage) -> ItemPage:
    siblings = ItemPage.objects.filter(translation_key=page.translation_key)
    source = siblings.exclude(pk=page.pk).filter(locale=Locale.get_default()).first()
    return source.get_latest_revision_as_object() if source else page


def _texts(page: ItemPage, language: str) -> tuple[ItemText, ...]:
    siblings = ItemPage.objects.filter(translation_key=page.translation_key)
    others = siblings.exclude(pk=page.pk).select_related("locale", "latest_revision")
    texts = [_text_of(other) for other in others]
    texts.append(ItemText(language, page.title, page.body, "draft"))
    return tuple(sorted(texts, key=lambda text: text.language))


def _text_of(page: ItemPage) -> ItemText:
    revision = page.latest_revision
    words = revision.content if revision else {"title": page.title, "body": page.body}
    name = str(revision.pk) if revision else f"page-{page.pk}"
    return ItemText(page.locale.language_code, words["title"], words["body"], name)


def _images(source: ItemPage) -> list[HubImage]:
    if source.kind == ItemKind.GALLERY:
        chosen = [row.image for row in source.pictures.all() if row.image_id]
        if not chosen:
            raise DraftIncompleteError(_("Add at least one picture to the gallery."))
    else:
        chosen = [image for image in [getattr(source, "picture", None)] if image]
    return [image for image in chosen if picture_trouble(image) is None]


def _lent_picture(image: HubImage) -> PictureFacts:
    """Nothing of a draft is public: the renderer gets its files lent."""
    facts = picture_facts(image)
    return replace(facts, file=_lent(facts.file))


def _lent_clip(media: HubMedia) -> ClipFacts:
    facts = clip_facts(media)
    subtitles = tuple(replace(one, file=_lent(one.file)) for one in facts.subtitles)
    return replace(facts, file=_lent(facts.file), subtitles=subtitles)


def _lent(file: FileFacts) -> FileFacts:
    return replace(file, url=lend(file.url))


def _clip(source: ItemPage) -> HubMedia:
    if not source.clip_id:
        raise DraftIncompleteError(_("Choose a clip to see the picture."))
    clip: HubMedia = source.clip
    trouble = clip_trouble(clip)
    if trouble and trouble.is_refused:
        raise DraftIncompleteError(trouble.reason)
    if trouble:
        raise DraftIncompleteError(
            _("The clip is still being checked. Look again in a minute.")
        )
    return clip
