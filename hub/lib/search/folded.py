"""Folds what goes into the index and what is asked of it, for either database.

Rows say by their `search_fields` which words they have; they need not know of folding.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from modelsearch.backends.base import EmptySearchResults
from modelsearch.index import SearchField
from modelsearch.query import (
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from hub.lib.folding import index_words, query_words


class FoldedField(SearchField):
    """A field whose words were read and folded already."""

    def __init__(self, field: SearchField, words: str) -> None:
        super().__init__(field.field_name, boost=field.boost)
        self.words = words

    def get_value(self, _row: Any) -> str:
        return self.words


class FoldedRow:
    """A row as the index is given it: read as Wagtail reads it, then folded."""

    def __init__(self, row: Any, indexer: Any) -> None:
        self.pk = row.pk
        self._fields = list(self._read(row, indexer))

    def get_search_fields(self) -> list[FoldedField]:
        return self._fields

    @staticmethod
    def _read(row: Any, indexer: Any) -> Iterator[FoldedField]:
        for field in row.get_search_fields():
            for found, *_weight, text in indexer.prepare_field(row, field):
                # What Wagtail keeps for unfinished words would be the same once more.
                if isinstance(found, SearchField):
                    yield FoldedField(found, " ".join(index_words(text)))


class FoldedIndex:
    """Before one of Wagtail's indexes."""

    indexer_class: ClassVar[Any]
    backend: Any

    def add_items(self, model: Any, items: Any) -> None:
        rows = [FoldedRow(row, self.indexer_class(row, self.backend)) for row in items]
        super().add_items(model, rows)  # type: ignore[misc]


class FoldedSearch:
    """Before one of Wagtail's search backends. All its ways of asking meet in `_search`."""

    def _search(
        self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **how: Any
    ) -> Any:
        asked = folded_query(_as_query(query, how.get("operator")))
        if asked is None:
            return EmptySearchResults()
        # Kept is one folded text of a row; single fields are there as they were typed,
        # where nothing folded would be found.
        how["fields"] = None
        return super()._search(query_compiler_class, asked, model_or_queryset, **how)  # type: ignore[misc]


def folded_query(query: SearchQuery) -> SearchQuery | None:
    """The same question in folded words; None when no word is left of it."""
    if isinstance(query, PlainText | Phrase | Fuzzy):
        return _folded_text(query)
    if isinstance(query, And | Or):
        parts = [one for one in map(folded_query, query.subqueries) if one]
        return type(query)(parts) if parts else None
    if isinstance(query, Not | Boost):
        inner = folded_query(query.subquery)
        return _around(query, inner) if inner else None
    return query  # everything, or nothing


def _as_query(query: Any, operator: str | None) -> SearchQuery:
    return PlainText(query, operator=operator or "and") if _is_text(query) else query


def _is_text(query: Any) -> bool:
    return isinstance(query, str)


def _folded_text(query: Any) -> SearchQuery | None:
    words = " ".join(query_words(query.query_string))
    if not words:
        return None
    if isinstance(query, Phrase):
        return Phrase(words)
    if isinstance(query, Fuzzy):
        return Fuzzy(words, operator=query.operator, unaccent=False)
    return PlainText(words, operator=query.operator, boost=query.boost)


def _around(query: Any, inner: SearchQuery) -> SearchQuery:
    return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)
