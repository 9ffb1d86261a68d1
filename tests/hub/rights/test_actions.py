"""Agencies set up and closed; groups that follow roles from day to day."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from hub.agencies.models import Agency
from hub.content.models import AgencyPage
from hub.rights.actions import end_role, settle_rights
from hub.rights.models import AgencyFiles, RoleAssignment
from tests.hub.builders import make_agency, make_story
from tests.hub.rights.people import LONG_AGO, make_holder

pytestmark = pytest.mark.django_db
CHANGE = date(2027, 3, 1)


@pytest.fixture
def closing() -> Agency:
    """An agency whose place another takes on a set day."""
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    return make_agency(valid_until=CHANGE - timedelta(days=1), successor=heir)


def test_an_agency_is_set_up_in_every_language_with_files_of_its_own() -> None:
    agency = make_agency()

    make_holder("contributor", agency)

    folders = AgencyPage.objects.filter(agency=agency)
    assert {page.locale.language_code for page in folders} == {"vi", "en", "zh-hans"}
    collection = AgencyFiles.objects.get(agency=agency).collection
    given = Group.objects.get(name="contributor@so-du-lich")
    assert set(given.page_permissions.values_list("page_id", flat=True)) == {
        page.pk for page in folders
    }
    assert set(given.collection_permissions.values_list("collection", flat=True)) == {
        collection.pk
    }


def test_a_writer_may_change_own_pages_and_no_others() -> None:
    tourism, press = make_agency(), make_agency("bao", "Báo Lào Cai")
    own = make_story(agency=tourism)
    foreign = make_story("Tin của báo", agency=press)

    writer = make_holder("contributor", tourism)

    assert own.permissions_for_user(writer).can_edit()
    assert not foreign.permissions_for_user(writer).can_edit()
    assert not own.permissions_for_user(writer).can_publish()


def test_a_role_that_ended_leaves_no_right_and_its_history() -> None:
    writer = make_holder("contributor", make_agency())

    end_role(RoleAssignment.objects.get(user=writer), LONG_AGO)

    assert not writer.groups.exists()
    assert RoleAssignment.objects.filter(user=writer).count() == 1


def test_a_successor_gets_the_pages_on_the_day_and_not_before(closing: Agency) -> None:
    item = make_story(agency=closing)
    assert closing.successor is not None
    heir = make_holder("contributor", closing.successor)

    settle_rights(CHANGE - timedelta(days=1))
    assert not item.permissions_for_user(heir).can_edit()

    settle_rights(CHANGE)
    heir = type(heir).objects.get(pk=heir.pk)
    assert item.permissions_for_user(heir).can_edit()


def test_settling_twice_changes_nothing() -> None:
    make_holder("contributor", make_agency())
    before = list(GroupPagePermission.objects.values_list("pk", flat=True))

    settle_rights()

    assert list(GroupPagePermission.objects.values_list("pk", flat=True)) == before


def test_a_right_given_by_hand_to_a_group_of_ours_is_taken_back() -> None:
    agency, other = make_agency(), make_agency("bao", "Báo Lào Cai")
    make_holder("contributor", agency)
    make_holder("contributor", other)
    group = Group.objects.get(name="contributor@so-du-lich")
    foreign = AgencyPage.objects.filter(agency=other).first()
    row = group.page_permissions.first()
    assert row is not None
    GroupPagePermission.objects.create(
        group=group, page=foreign, permission=row.permission
    )

    settle_rights()

    assert not group.page_permissions.filter(page=foreign).exists()
