"""Words kept as one row for each language, so that a language is data, not a column.

Gives the bases of such rows and of what they name; forms for them: `localforms`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LocalText:
    """A text in one language."""

    language: str
    text: str


class LocalRowManager(models.Manager):
    """The language's code is wanted with every row, so it comes in the same query."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().select_related("locale")


class LocalRow(models.Model):
    """One language's words about something."""

    locale = models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("language"),
    )

    objects: ClassVar[models.Manager[Any]] = LocalRowManager()

    class Meta:
        abstract = True
        ordering = ["locale_id"]

    @property
    def language(self) -> str:
        code: str = self.locale.language_code
        return code


class LocalName(LocalRow):
    """The name of something in one language."""

    name = models.CharField(_("name"), max_length=200)

    class Meta(LocalRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name


class NamedManager(models.Manager):
    """Names are fetched along: a list of any length costs one query more, not many."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().prefetch_related("names")


class Named(models.Model):
    """Something with rows of `LocalName`, related as `names`; also carries a `code`."""

    objects: ClassVar[models.Manager[Any]] = NamedManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return name_of(self)


def name_of(named: Any, language: str | None = None) -> str:
    """The name in `language` (the reader's when left out), else the first there is."""
    wanted = language or get_language()
    names = {row.language: row.name for row in named.names.all() if row.name}
    return str(names.get(wanted) or next(iter(names.values()), named.code))


def local_texts(rows: Iterable[Any], field: str = "name") -> tuple[LocalText, ...]:
    """The rows' words, in the order of the languages' codes; none that are empty."""
    texts = [
        LocalText(row.language, words) for row in rows if (words := getattr(row, field))
    ]
    return tuple(sorted(texts, key=lambda text: text.language))


def text_in(texts: Iterable[LocalText], language: str, fallback: str) -> str:
    """The text in `language`, else the first there is, else `fallback`."""
    by_language = {text.language: text.text for text in texts}
    return by_language.get(language) or next(iter(by_language.values()), fallback)
