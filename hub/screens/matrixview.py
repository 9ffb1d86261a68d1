"""The board of languages in the CMS: what is translated, what lacks, what is out of date.

Shows the items that the reader may find in the tree, and no others. Any number of items
costs the same number of queries.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Locale, Page, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.agencies.queries import AgencyFacts, agencies_in_force
from hub.content.models import AgencyPage, ItemPage
from hub.content.sources import Words
from hub.displays.queries import ClusterFacts, clusters
from hub.lib.languages import language_name
from hub.lib.localrows import text_in
from hub.programmes.loading import items_shown
from hub.screens.matrix import PageFacts, Row, build_rows, count_lacking

ROWS_ON_A_PAGE = 25
_FIELDS = (
    "pk",
    "translation_key",
    "locale__language_code",
    "title",
    "body",
    "source_title",
    "source_body",
    "live",
    "has_unpublished_changes",
)


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see; empty means everything."""

    agency: str = ""
    cluster: str = ""
    is_lacking_only: bool = False


def matrix_page(request: HttpRequest) -> HttpResponse:
    choice = Choice(
        agency=request.GET.get("agency", ""),
        cluster=request.GET.get("cluster", ""),
        is_lacking_only=bool(request.GET.get("lacking")),
    )
    sources = _explorable_sources(request.user)
    owners = _owners(sources)
    faces = clusters()
    shown = items_shown(timezone.now())
    wanted = [
        pk
        for pk in sources
        if choice.agency in ("", owners[pk].code)
        and (not choice.cluster or pk in shown.get(choice.cluster, ()))
    ]
    languages = _languages()
    rows = build_rows(
        _pages({sources[pk].key for pk in wanted}),
        languages,
        _needed(faces, shown, choice.cluster),
    )
    listed = [row for row in rows if row.is_lacking or not choice.is_lacking_only]
    page = Paginator(listed, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
    reader = get_language() or "vi"
    context = {
        "choice": choice,
        "agencies": _agency_choices(owners.values(), reader),
        "clusters": {one.code: one.name(reader) for one in faces},
        "languages": {code: language_name(code) for code in languages},
        "counts": {state.value: n for state, n in count_lacking(rows).items()},
        "item_count": len(rows),
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number),
        "owners": {pk: text_in(owners[pk].names, reader, "") for pk in wanted},
        "reachable": _explorable_among(request.user, list(page.object_list)),
        "may_translate": request.user.has_perm("wagtail_localize.submit_translation"),
    }
    return render(request, "screens/matrix.html", context)


def sees_items(user: Any) -> bool:
    """Whether there is a part of the tree that the person may look into."""
    return PagePermissionPolicy().explorable_root_instance(user) is not None


@dataclass(frozen=True)
class _Source:
    key: str
    parent_path: str


def _explorable(user: Any) -> Any:
    """Ids of pages; asked for as part of another query."""
    return PagePermissionPolicy().explorable_instances(user).order_by().values("pk")


def _explorable_sources(user: Any) -> dict[int, _Source]:
    """The items that the reader may find, by the id of the page in the first language."""
    rows = ItemPage.objects.filter(
        locale=Locale.get_default(), pk__in=_explorable(user)
    ).order_by("-latest_revision_created_at", "-pk")
    return {
        pk: _Source(str(key), path[: -Page.steplen])
        for pk, key, path in rows.values_list("pk", "translation_key", "path")
    }


def _explorable_among(user: Any, rows: Collection[Row]) -> frozenset[int]:
    """Of the pages in these rows, those to which the reader may go."""
    ids = {cell.page for row in rows for cell in row.cells if cell.page}
    found = ItemPage.objects.filter(pk__in=_explorable(user)).filter(pk__in=ids)
    return frozenset(found.values_list("pk", flat=True))


def _owners(sources: dict[int, _Source]) -> dict[int, AgencyFacts]:
    in_force = agencies_in_force(timezone.localdate())
    paths = {source.parent_path for source in sources.values()}
    folders = AgencyPage.objects.filter(path__in=paths)
    agency_of = dict(folders.values_list("path", "agency_id"))
    return {
        pk: in_force[agency_of[source.parent_path]] for pk, source in sources.items()
    }


def _agency_choices(owners: Collection[AgencyFacts], reader: str) -> dict[str, str]:
    names = {one.code: text_in(one.names, reader, one.code) for one in owners}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _languages() -> tuple[str, ...]:
    """The first language first."""
    first = Locale.get_default().language_code
    codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
    return (first, *(code for code in codes if code != first))


def _pages(keys: Collection[str]) -> list[PageFacts]:
    """Of the items with these keys, in every language; the last changed item first."""
    waiting = _waiting()
    rows = ItemPage.objects.filter(translation_key__in=keys)
    rows = rows.order_by("-latest_revision_created_at", "-pk")
    return [
        PageFacts(
            pk=pk,
            key=str(key),
            language=language,
            words=Words(title, body),
            made_from=Words(source_title, source_body),
            is_live=live,
            has_changes=has_changes,
            is_waiting=str(pk) in waiting,
        )
        for (
            pk,
            key,
            language,
            title,
            body,
            source_title,
            source_body,
            live,
            has_changes,
        ) in rows.values_list(*_FIELDS)
    ]


def _waiting() -> frozenset[str]:
    """The ids of all pages that were submitted and wait."""
    pages = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.filter(
        base_content_type=pages, status=WorkflowState.STATUS_IN_PROGRESS
    )
    return frozenset(states.values_list("object_id", flat=True))


def _needed(
    faces: Collection[ClusterFacts], shown: dict[str, frozenset[int]], only: str
) -> dict[int, frozenset[str]]:
    """The languages in which some cluster (or the one chosen) shows each item."""
    needed = defaultdict[int, frozenset[str]](frozenset)
    for cluster in faces:
        if only in ("", cluster.code):
            for item in shown.get(cluster.code, ()):
                needed[item] |= frozenset(cluster.languages)
    return dict(needed)
