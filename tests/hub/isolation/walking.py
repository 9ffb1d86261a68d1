"""Every address of the admin, with the ids of one side's things put into it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import get_resolver, reverse
from wagtail.models import Task, TaskState, Workflow, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from hub.content.models import AgencyPage
from hub.rights.actions import files_of
from tests.hub.isolation.world import Side

# Signing out would end the walk, and one view is there to fail.
LEFT_OUT = {
    "wagtailadmin_logout",
    "account_logout",
    "accounts_end_others",
    "accounts_end_session",
    "wagtailadmin_error_test",
    "None",
}


def admin_addresses(of: Side, to: Side) -> Iterator[tuple[str, str]]:
    """The name of each view, and its address with the ids of what is `of`'s."""
    named = _parts(of, to)
    for name, wanted in _patterns(get_resolver()):
        if name not in LEFT_OUT:
            parts = {part: _part(name, part, named, of) for part in wanted}
            yield name, reverse(name, kwargs=parts)


def _patterns(
    resolver: Any, prefix: str = "", namespace: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each view, and which parts of its address are to be put in."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        groups = getattr(getattr(one.pattern, "regex", None), "groupindex", {})
        wanted = (*above, *(one.pattern.converters or groups))
        if hasattr(one, "url_patterns"):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _patterns(one, route, inner, wanted)
        elif route.startswith("cms/"):
            yield f"{namespace}{one.name}", wanted


def _part(name: str, part: str, named: dict[str, Any], of: Side) -> Any:
    if part == "pk":
        return _pk(name, of)
    if part == "revision_id" and name.startswith("wagtailsnippets_"):
        return of.programme.latest_revision_id
    return named[part]


def _pk(name: str, of: Side) -> Any:
    if name.startswith("planner"):
        return of.programme.pk
    if name.startswith("accounts_"):
        return of.writer.pk
    space = name.partition(":")[0]
    if name.startswith("wagtailadmin_api:images"):
        return of.picture.pk
    return {
        "wagtailsnippets_hub_programmes_programme": of.programme.pk,
        "wagtailsnippetchoosers_hub_programmes_programme": of.programme.pk,
        "dayparts": of.daypart.pk,
        "special_days": of.special_day.pk,
        "airtime_agreements": of.agreement.pk,
        "item_chooser": of.draft.pk,
        "moderation": of.draft.pk,
        "playout": of.release.pk,
        "incidents": of.incident.pk,
        "urgent": of.message.pk,
        "agencies": of.agency.pk,
        "clusters": of.cluster.pk,
        "canvases": of.cluster.controllers.get().canvas.pk,
        "wagtailimages_chooser": of.picture.pk,
        "wagtailadmin_pages": of.draft.pk,
        "wagtailadmin_api": of.draft.pk,
        "wagtailadmin_collections": files_of(of.agency).pk,
        "wagtailusers_users": of.writer.pk,
        "wagtailusers_groups": of.writer.groups.get().pk,
    }.get(space, 1)


def _parts(of: Side, to: Side) -> dict[str, Any]:
    source = TranslationSource.objects.get(object_id=of.draft.translation_key)
    state = WorkflowState.objects.get(object_id=str(of.draft.pk))
    return {
        "page_id": of.draft.pk,
        "page_pk": of.draft.pk,
        "page_to_move_id": of.draft.pk,
        "object_id": of.draft.pk,
        "parent_page_id": _folder(of),
        "destination_id": _folder(to),
        "revision_id": of.draft.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_id": Task.objects.get(name="Duyệt thử").pk,
        "task_state_id": TaskState.objects.get(workflow_state=state).pk,
        "workflow_pk": Workflow.objects.get(name="Duyệt thử").pk,
        "workflow_state_id": state.pk,
        "action_name": "approve",
        "translation_source_id": source.pk,
        "translation_id": Translation.objects.get(source=source).pk,
        "string_segment_id": StringSegment.objects.filter(source=source)[0].pk,
        "overridable_segment_id": 1,
        "cluster_code": of.cluster.code,
        "collection_id": files_of(of.agency).pk,
        "image_id": of.picture.pk,
        "media_id": of.clip.pk,
        "media_type": "video",
        "filter_spec": "width-100",
        "notice": of.incident.notices.first().pk,
        "code": of.cluster.code,
        "mode": "led",
        "app_label": "hub_content",
        "model_name": "storypage",
        "app_name": "taggit",
        "content_type_app_name": "hub_content",
        "content_type_model_name": "storypage",
        "action": "delete",
        "session_id": 1,
        "uploaded_file_id": 1,
        "document_id": 1,
        "doc_id": 1,
        "item": of.draft.pk,
        "key": UUID(int=1),
        "name": "suspend",
        "canvas": "khung-1",
        "uidb64": "x",
        "token": "y",
    }


def _folder(side: Side) -> int:
    folders = AgencyPage.objects.filter(locale__language_code="vi")
    return int(folders.get(agency=side.agency).pk)
