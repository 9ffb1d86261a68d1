"""Decides what Wagtail is to be told: which groups there are, and what each may do.

Pure. Wagtail knows groups, pages and collections, but no days and no successors: so
what holds on a day is worked out here and written down by `actions`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hub.rights.enums import Right, Scope

# What each right comes to in Wagtail: on pages, on files, and in general. Nobody may
# publish an item directly: it goes on air through the steps of its lane. Rights on files
# hang on Wagtail's own models, whatever models take their place.
ON_PAGES: Mapping[Right, frozenset[str]] = {
    Right.WRITE: frozenset({"wagtailcore.add_page", "wagtailcore.change_page"}),
    Right.EDIT: frozenset(
        {
            "wagtailcore.add_page",
            "wagtailcore.change_page",
            "wagtailcore.lock_page",
            "wagtailcore.unlock_page",
        }
    ),
    Right.APPRAISE: frozenset({"wagtailcore.change_page"}),
    Right.RECEIVE: frozenset({"wagtailcore.change_page"}),
    Right.APPROVE: frozenset({"wagtailcore.change_page"}),
    Right.APPROVE_LOCALLY: frozenset({"wagtailcore.change_page"}),
}
_USE_FILES = frozenset({"wagtailimages.choose_image", "wagtailmedia.choose_media"})
_MAKE_FILES = _USE_FILES | {
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailmedia.add_media",
    "wagtailmedia.change_media",
}
ON_FILES: Mapping[Right, frozenset[str]] = {
    Right.WRITE: _MAKE_FILES,
    Right.EDIT: _MAKE_FILES,
    Right.RECEIVE: _USE_FILES,
    Right.APPRAISE: _USE_FILES,
    Right.APPROVE: _USE_FILES,
    Right.APPROVE_LOCALLY: _USE_FILES,
    Right.PROGRAMME: _USE_FILES,
}
_ENTER = frozenset({"wagtailadmin.access_admin"})
# Nothing that others' records hang on is deleted: it ends on a day.
_KEEP = ("add", "change", "view")


def _rows(*models: str, verbs: Iterable[str] = _KEEP) -> frozenset[str]:
    """Django's names for doing so with rows; `models` are written as `app.model`."""
    parted = [model.split(".") for model in models]
    return frozenset(f"{app}.{verb}_{name}" for app, name in parted for verb in verbs)


_WORDS = _rows("hub_terms.term", verbs=(*_KEEP, "delete"))
_MAKE_PROGRAMMES = _rows("hub_programmes.programme") | _rows(
    "hub_programmes.daypart", "hub_programmes.specialday", verbs=(*_KEEP, "delete")
)
# What an operator may fill by itself, and what the press is let off, the lead's head says.
_AGREE = _rows("hub_programmes.airtimeagreement", "hub_contributions.exemption")
# Words and quiet hours of urgent messages: before anybody is in a hurry.
_PREPARE = _rows("hub_urgent.quietrule") | _rows(
    "hub_urgent.template", verbs=(*_KEEP, "delete")
)
_SET_UP = _rows(
    "hub_agencies.agency",
    "hub_rights.roleassignment",
    "hub_displays.cluster",
    "hub_displays.canvas",
    "hub_content.topic",
    "hub_moderation.reviewstep",
    "hub_moderation.freeday",
    "hub_contributions.obligation",
    "hub_contributions.exemption",
    "hub_playout.releaserule",
    "hub_incidents.recipient",
) | _rows("hub_rights.role", verbs=["view"])
IN_GENERAL: Mapping[Right, frozenset[str]] = {
    Right.WRITE: frozenset({"wagtail_localize.submit_translation"}),
    Right.EDIT: _WORDS | {"wagtail_localize.submit_translation"},
    Right.APPROVE: _WORDS | _AGREE | _PREPARE,
    Right.ADMINISTER: _WORDS | _SET_UP,
    Right.PROGRAMME: _MAKE_PROGRAMMES,
    Right.PUBLISH_PROGRAMME: _MAKE_PROGRAMMES | {"hub_programmes.publish_programme"},
}


@dataclass(frozen=True)
class Held:
    """A role held on the day by a person, for the agency in force."""

    user: int
    role: str
    agency: int


@dataclass(frozen=True)
class RoleRights:
    code: str
    scope: Scope
    rights: frozenset[Right]


@dataclass(frozen=True)
class Place:
    """Something that belongs to an agency: its page in one language, or its files."""

    pk: int
    agency: int


@dataclass(frozen=True)
class Province:
    """What every agency's things lie in."""

    page_roots: frozenset[int]
    file_root: int


@dataclass(frozen=True)
class PostRights:
    """One group, whole: who is in it and what it may do where."""

    role: str
    agency: int
    members: frozenset[int] = field(default_factory=frozenset)
    on_pages: frozenset[tuple[int, str]] = frozenset()
    on_files: frozenset[tuple[int, str]] = frozenset()
    in_general: frozenset[str] = frozenset()


def settle(
    held: Iterable[Held],
    roles: Iterable[RoleRights],
    pages: Iterable[Place],
    files: Iterable[Place],
    province: Province,
) -> list[PostRights]:
    """A group for each role that somebody holds at an agency; others have none.

    `agency` of places is the one in force: so a successor gets what was its
    predecessor's on the very day.
    """
    known = {role.code: role for role in roles}
    members = defaultdict[tuple[str, int], set[int]](set)
    for one in held:
        members[one.role, one.agency].add(one.user)
    page_ids, file_ids = _by_agency(pages), _by_agency(files)
    return [
        _post(
            known[code],
            agency,
            frozenset(users),
            province.page_roots if _is_wide(known[code]) else page_ids[agency],
            frozenset({province.file_root})
            if _is_wide(known[code])
            else file_ids[agency],
        )
        for (code, agency), users in sorted(members.items())
    ]


def _is_wide(role: RoleRights) -> bool:
    return role.scope == Scope.PROVINCE


def _by_agency(places: Iterable[Place]) -> defaultdict[int, frozenset[int]]:
    found = defaultdict[int, frozenset[int]](frozenset)
    for place in places:
        found[place.agency] |= {place.pk}
    return found


def _post(
    role: RoleRights,
    agency: int,
    members: frozenset[int],
    pages: frozenset[int],
    files: frozenset[int],
) -> PostRights:
    return PostRights(
        role=role.code,
        agency=agency,
        members=members,
        on_pages=_each(pages, _all(role, ON_PAGES)),
        on_files=_each(files, _all(role, ON_FILES)),
        in_general=_ENTER | _all(role, IN_GENERAL),
    )


def _all(role: RoleRights, of: Mapping[Right, frozenset[str]]) -> frozenset[str]:
    return frozenset(name for right in role.rights for name in of.get(right, ()))


def _each(places: frozenset[int], names: frozenset[str]) -> frozenset[tuple[int, str]]:
    return frozenset((place, name) for place in places for name in names)
