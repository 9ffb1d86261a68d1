"""Lists in the admin that fetch what their columns show together with the rows.

They are searched by folded words, as everything is. That is done here and not by an
index: such lists have some hundreds of rows, and an index would have to be kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from hub.lib.folding import is_found


class FoundByWords:
    """For a view with `search_fields`, relations among them. One query more."""

    def search_queryset(self: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return queryset.filter(
            pk__in=found_keys(queryset, self.search_fields or (), self.search_query)
        )


def found_keys(rows: QuerySet[Any], fields: Iterable[str], query: str) -> list[Any]:
    said = defaultdict[Any, set[str]](set)
    for key, *texts in rows.order_by().values_list("pk", *fields):
        said[key].update(str(text) for text in texts if text)
    return [key for key, texts in said.items() if is_found(query, " ".join(texts))]


class ListView(FoundByWords, IndexView):
    fetched_along: ClassVar[tuple[str, ...]] = ()

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().prefetch_related(*self.fetched_along)


class ListedViewSet(ModelViewSet):
    """A viewset whose list costs the same number of queries for any number of rows."""

    index_view_class = ListView
    copy_view_enabled = False
    # Names of relations, as for `prefetch_related`.
    fetched_along: ClassVar[tuple[str, ...]] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            **{"fetched_along": self.fetched_along, **kwargs}
        )
