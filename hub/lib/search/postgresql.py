"""Folded search on PostgreSQL."""

from typing import Any, ClassVar

from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from hub.lib.search.folded import FoldedIndex, FoldedSearch


class FoldedPostgresqlIndex(FoldedIndex, PostgresIndex):
    indexer_class: ClassVar[Any] = ObjectIndexer


class UnfinishedWordCompiler(PostgresSearchQueryCompiler):
    """The last word may still be being typed, in every list alike."""

    LAST_TERM_IS_PREFIX = True


class PostgresqlSearch(FoldedSearch, PostgresSearchBackend):
    query_compiler_class = autocomplete_query_compiler_class = UnfinishedWordCompiler
    index_class = FoldedPostgresqlIndex

    def __init__(self, params: dict[str, Any]) -> None:
        # Words are kept as they are: by English rules "an" and "to" say nothing.
        super().__init__({"SEARCH_CONFIG": "simple", **params})
