"""Lists in the admin that fetch what their columns show together with the rows."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet


class ListView(IndexView):
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
