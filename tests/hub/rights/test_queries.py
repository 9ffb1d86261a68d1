"""Who may do what on which day: roles, agencies and their successors, clusters."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hub.rights.enums import Right
from hub.rights.queries import holders, may, own_agencies, own_clusters, standings
from tests.hub.builders import make_agency, make_cluster
from tests.hub.rights.people import LONG_AGO, make_holder, make_person

pytestmark = pytest.mark.django_db
CHANGE = date(2027, 3, 1)


def test_a_role_allows_its_rights_for_its_own_agency_alone() -> None:
    tourism, press = make_agency(), make_agency("bao", "Báo Lào Cai")
    writer = make_holder("contributor", tourism)

    assert may(writer, Right.WRITE, agency=tourism.pk)
    assert not may(writer, Right.WRITE, agency=press.pk)
    assert not may(writer, Right.APPROVE)


def test_a_role_for_the_province_allows_its_rights_for_every_agency() -> None:
    lead, tourism = make_agency("so-tttt", "Sở TT&TT"), make_agency()
    appraiser = make_holder("appraiser", lead)

    assert may(appraiser, Right.APPRAISE, agency=tourism.pk)


def test_an_operator_reaches_the_clusters_it_runs_and_no_other() -> None:
    gate = make_cluster()
    sapa = make_cluster("sapa")
    sapa.assignments.all().delete()
    operator = gate.assignments.get().operator
    editor = make_holder("operator_editor", operator)

    assert own_clusters(editor) == {gate.pk}
    assert not may(editor, Right.PROGRAMME, cluster=sapa.pk)


def test_a_role_for_some_of_the_clusters_reaches_only_those() -> None:
    gate, second = make_cluster(), make_cluster("ck-kim-thanh")
    operator = gate.assignments.get().operator
    editor = make_holder("operator_editor", operator, clusters=[second])

    assert own_clusters(editor) == {second.pk}


@pytest.mark.parametrize(
    ("days", "allowed"), [(-1, False), (0, True), (9, True), (10, False)]
)
def test_a_role_holds_from_its_first_day_to_its_last(days: int, allowed: bool) -> None:
    tourism = make_agency()
    writer = make_holder(
        "contributor",
        tourism,
        valid_from=CHANGE,
        valid_until=CHANGE + timedelta(days=9),
    )

    day = CHANGE + timedelta(days=days)

    assert may(writer, Right.WRITE, agency=tourism.pk, on=day) is allowed


def test_on_the_day_after_its_last_the_successor_has_the_roles_and_clusters() -> None:
    heir = make_agency("ubnd-phuong", "UBND phường Sa Pa")
    gate = make_cluster()
    district = gate.assignments.get().operator
    district.valid_until, district.successor = CHANGE - timedelta(days=1), heir
    district.save()
    editor = make_holder("operator_editor", district)

    before, after = CHANGE - timedelta(days=1), CHANGE

    assert own_agencies(editor, on=before) == {district.pk}
    assert own_agencies(editor, on=after) == {heir.pk}
    assert (
        own_clusters(editor, on=before) == own_clusters(editor, on=after) == {gate.pk}
    )


def test_nobody_outside_and_no_closed_account_may_anything() -> None:
    tourism = make_agency()
    writer = make_holder("contributor", tourism)
    writer.is_active = False

    assert standings(writer) == ()
    assert standings(AnonymousUser()) == ()


def test_who_looks_after_the_machine_decides_nothing() -> None:
    technician = make_person("ky-thuat")
    technician.is_superuser = True
    technician.save()

    assert not may(technician, Right.APPROVE)


def test_those_who_may_do_a_thing_are_found() -> None:
    lead, tourism = make_agency("so-tttt", "Sở TT&TT"), make_agency()
    approver = make_holder("approver", lead)
    make_holder("contributor", tourism)
    gone = make_holder("approver", lead, "da-nghi", valid_until=LONG_AGO)

    assert list(holders(Right.APPROVE)) == [approver]
    assert gone not in holders(Right.APPROVE)
    assert not holders(Right.APPROVE, on=LONG_AGO - timedelta(days=1))


def test_asking_costs_the_same_for_one_person_and_for_twenty(
    django_assert_num_queries: object,
) -> None:
    tourism = make_agency()
    make_holder("contributor", tourism)

    with django_assert_num_queries(6):  # type: ignore[operator]
        list(holders(Right.WRITE))

    for number in range(20):
        make_holder("contributor", tourism, f"nguoi-{number}")

    with django_assert_num_queries(6):  # type: ignore[operator]
        list(holders(Right.WRITE, on=timezone.localdate()))
