"""Lists in the admin: what is in them for whom, fetched with what their columns show.

Wagtail's viewsets ask the policy of a model what somebody may do in general. Here it is
asked about rows too: those out of reach are neither listed nor there by their address.

Lists are searched by folded words, as everything is. That is done here and not by an
index: such lists have some hundreds of rows, and an index would have to be kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from hub.lib.folding import is_found

READS = frozenset({"add", "change", "delete", "view", "publish"})


def rows_within_reach(model: Any, user: Any) -> QuerySet[Any]:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, READS)


class RowsWithinReachMixin:
    """For a viewset: its views are there only for rows that their reader may reach."""

    model: Any

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., Any]:
        view = super().construct_view(view_class, **kwargs)  # type: ignore[misc]

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **parts: Any) -> Any:
            if "pk" in parts and not self._reaches(request.user, parts["pk"]):
                raise Http404
            return view(request, *args, **parts)

        return guarded

    def _reaches(self, user: Any, pk: Any) -> bool:
        rows = rows_within_reach(self.model, user)
        try:
            return rows.filter(pk=unquote(str(pk))).exists()
        except (ValueError, ValidationError):  # no such id can be
            return False


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
        within_reach = rows_within_reach(self.model, self.request.user).values("pk")
        rows = super().get_base_queryset().filter(pk__in=within_reach)
        return rows.prefetch_related(*self.fetched_along)


class ListedViewSet(RowsWithinReachMixin, ModelViewSet):
    """A viewset whose list costs the same number of queries for any number of rows."""

    index_view_class = ListView
    copy_view_enabled = False
    # Names of relations, as for `prefetch_related`.
    fetched_along: ClassVar[tuple[str, ...]] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            **{"fetched_along": self.fetched_along, **kwargs}
        )
