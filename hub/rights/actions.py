"""Sets agencies up, gives roles, and keeps what Wagtail knows in step with the day.

`settle_rights` is called by every action here, and on the first request of a day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
)

from hub.agencies.models import Agency
from hub.agencies.queries import bodies_in_force
from hub.content.actions import agency_page, prepare_roots
from hub.content.models import AgencyPage
from hub.lib.localrows import name_of
from hub.rights import queries
from hub.rights.enums import Right, Scope
from hub.rights.models import AgencyFiles, Post, Role, RoleAssignment
from hub.rights.settling import Held, Place, PostRights, Province, RoleRights, settle


@transaction.atomic
def set_up_agency(agency: Agency) -> None:
    """Makes its folder in every language and its collection, where they are missing."""
    for locale in Locale.objects.all():
        agency_page(agency, locale.language_code)
    files_of(agency)
    settle_rights()


def files_of(agency: Agency) -> Collection:
    """Where the agency's pictures and clips lie, made where it is missing."""
    found = AgencyFiles.objects.filter(agency=agency).select_related("collection")
    if row := found.first():
        return row.collection
    collection = Collection.get_first_root_node().add_child(
        name=name_of(agency, settings.LANGUAGE_CODE)[:255]
    )
    AgencyFiles.objects.create(agency=agency, collection=collection)
    return collection


@transaction.atomic
def give_role(
    user: Any,
    role: str,
    agency: Agency,
    *,
    valid_from: date,
    valid_until: date | None = None,
    clusters: Iterable[Any] = (),
    reference: str = "",
) -> RoleAssignment:
    assignment = RoleAssignment(
        user=user,
        role=Role.objects.get(code=role),
        agency=agency,
        valid_from=valid_from,
        valid_until=valid_until,
        reference=reference,
    )
    assignment.full_clean(exclude=["clusters"])
    assignment.save()
    assignment.clusters = list(clusters)
    assignment.save()
    settle_rights()
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, last_day: date) -> None:
    assignment.valid_until = last_day
    assignment.full_clean(exclude=["clusters"])
    assignment.save()
    settle_rights()


@transaction.atomic
def settle_rights(on: date | None = None) -> None:
    """Writes down in Wagtail what everybody may do on that day: no more and no less."""
    day = on or timezone.localdate()
    wanted = settle(*_facts(day))
    kept = {_write_post(post).pk for post in wanted}
    for post in Post.objects.exclude(pk__in=kept).select_related("group"):
        post.group.delete()


def _facts(
    day: date,
) -> tuple[list[Held], list[RoleRights], list[Place], list[Place], Province]:
    bodies = bodies_in_force(day)
    held = [
        Held(one.user, one.role, one.agency) for one in queries.standings_of(None, day)
    ]
    roles = [
        RoleRights(
            role.code,
            Scope(role.scope),
            frozenset(Right(one.right) for one in role.rights.all()),
        )
        for role in Role.objects.prefetch_related("rights")
    ]
    pages = [
        Place(pk, bodies[agency])
        for pk, agency in AgencyPage.objects.values_list("pk", "agency_id")
    ]
    files = [
        Place(pk, bodies[agency])
        for pk, agency in AgencyFiles.objects.values_list("collection_id", "agency_id")
    ]
    roots = frozenset(root.pk for root in prepare_roots().values())
    province = Province(roots, Collection.get_first_root_node().pk)
    return held, roles, pages, files, province


def _write_post(wanted: PostRights) -> Post:
    post = _post(wanted)
    group = post.group
    group.user_set.set(wanted.members)
    group.permissions.set(_permissions(wanted.in_general))
    _set_rows(GroupPagePermission, group, "page_id", wanted.on_pages)
    _set_rows(GroupCollectionPermission, group, "collection_id", wanted.on_files)
    return post


def _post(wanted: PostRights) -> Post:
    role, agency = Role.objects.get(code=wanted.role), wanted.agency
    found = Post.objects.filter(role=role, agency=agency).select_related("group")
    if post := found.first():
        return post
    body = Agency.objects.get(pk=agency)
    # The name has to be the only one of its kind; codes are.
    group = Group.objects.create(name=f"{role.code}@{body.code}"[:150])
    return Post.objects.create(role=role, agency=body, group=group)


def _set_rows(
    model: Any, group: Group, place: str, wanted: frozenset[tuple[int, str]]
) -> None:
    """Adds what is missing and takes away what is too much; the rest is left alone."""
    rows = model.objects.filter(group=group).select_related("permission__content_type")
    there = {(getattr(row, place), _full_name(row.permission)): row.pk for row in rows}
    too_much = [pk for key, pk in there.items() if key not in wanted]
    model.objects.filter(pk__in=too_much).delete()
    missing = wanted - set(there)
    found = _permissions({name for _, name in missing})
    named = {_full_name(permission): permission for permission in found}
    model.objects.bulk_create(
        [
            model(group=group, permission=named[name], **{place: pk})
            for pk, name in sorted(missing)
        ]
    )


def _permissions(names: Iterable[str]) -> list[Permission]:
    """By their full names, as in "wagtailcore.add_page"."""
    wanted = set(names)
    rows = Permission.objects.filter(
        codename__in={name.rpartition(".")[2] for name in wanted}
    ).select_related("content_type")
    return [row for row in rows if _full_name(row) in wanted]


def _full_name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
