"""What Wagtail is told of roles: decided without a database."""

from hub.rights.enums import Right, Scope
from hub.rights.settling import Held, Place, Province, RoleRights, settle

WRITER = RoleRights("contributor", Scope.AGENCY, frozenset({Right.WRITE}))
EDITOR = RoleRights("editor", Scope.PROVINCE, frozenset({Right.EDIT}))
TOURISM, GATE = 1, 2
PAGES = [Place(11, TOURISM), Place(12, TOURISM), Place(21, GATE)]
FILES = [Place(71, TOURISM), Place(72, GATE)]
PROVINCE = Province(frozenset({3, 4}), 9)


def test_a_role_at_an_agency_reaches_its_own_pages_and_files_alone() -> None:
    (post,) = settle(
        [Held(5, "contributor", TOURISM)], [WRITER], PAGES, FILES, PROVINCE
    )

    assert {page for page, _ in post.on_pages} == {11, 12}
    assert {place for place, _ in post.on_files} == {71}


def test_a_role_for_the_province_reaches_what_everything_lies_in() -> None:
    (post,) = settle([Held(5, "editor", TOURISM)], [EDITOR], PAGES, FILES, PROVINCE)

    assert {page for page, _ in post.on_pages} == {3, 4}
    assert {place for place, _ in post.on_files} == {9}


def test_people_with_the_same_role_at_the_same_agency_share_a_group() -> None:
    held = [Held(5, "contributor", GATE), Held(6, "contributor", GATE)]

    (post,) = settle(held, [WRITER], PAGES, FILES, PROVINCE)

    assert post.members == {5, 6}


def test_nobody_may_publish_a_page_directly() -> None:
    everything = RoleRights("all", Scope.PROVINCE, frozenset(Right))

    (post,) = settle([Held(5, "all", GATE)], [everything], PAGES, FILES, PROVINCE)

    assert "wagtailcore.publish_page" not in {name for _, name in post.on_pages}


def test_a_role_that_nobody_holds_makes_no_group() -> None:
    assert settle([], [WRITER, EDITOR], PAGES, FILES, PROVINCE) == []
