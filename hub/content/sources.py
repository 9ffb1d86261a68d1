"""The words in the first language from which a translation was, or is to be, made.

A translation keeps them as they were when it was made or last checked against them. So
it is out of date when they changed, and not when a picture or the topic did; and what it
keeps goes with its own words through draft, approval and publication.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Locale

from hub.content.changes import same_words


@dataclass(frozen=True)
class Words:
    """A title and a body; `revision` is what they stand in, if that is known."""

    title: str
    body: str
    revision: int | None = None
    at: datetime | None = None

    @property
    def name(self) -> str:
        """Other words have another name."""
        return hashlib.sha256(f"{self.title}\n{self.body}".encode()).hexdigest()[:16]

    def says_the_same_as(self, other: "Words") -> bool:
        return same_words(self.title, other.title) and same_words(self.body, other.body)


@dataclass(frozen=True)
class Source:
    """What there is to translate. Published words: none while nothing is published."""

    published: Words | None
    newest: Words

    @property
    def to_translate(self) -> Words:
        """What the walls say, as long as they say anything."""
        return self.published or self.newest

    @property
    def versions(self) -> tuple[Words, ...]:
        """Those that a translation can be made from: one, or two that differ."""
        if self.published is None or self.newest.says_the_same_as(self.published):
            return (self.to_translate,)
        return (self.published, self.newest)


def source_of(page: Any) -> Source | None:
    """Of a translation; None when its item has no page in the first language."""
    pages = type(page)._default_manager.filter(
        translation_key=page.translation_key, locale=Locale.get_default()
    )
    found = pages.select_related("live_revision", "latest_revision").first()
    if found is None or found.pk == page.pk:
        return None
    newest = found.latest_revision
    row = Words(found.title, found.body, found.live_revision_id, _time_of(found))
    drafted = newest and Words(
        newest.content["title"], newest.content["body"], newest.pk, newest.created_at
    )
    return Source(published=row if found.live else None, newest=drafted or row)


def made_from(page: Any) -> Words:
    """What a translation says that it was made from."""
    return Words(page.source_title, page.source_body, page.source_revision)


def remember(page: Any, words: Words) -> None:
    """Sets what a translation was made from; saving is the caller's matter."""
    page.source_title, page.source_body = words.title, words.body
    page.source_revision = words.revision


def is_stale(page: Any, source: Source) -> bool:
    """Whether the translation is of other words than those to translate."""
    return not made_from(page).says_the_same_as(source.to_translate)


def _time_of(page: Any) -> datetime | None:
    return page.live_revision.created_at if page.live_revision else None
