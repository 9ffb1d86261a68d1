"""Who stands where on which day."""

from datetime import date
from typing import Any

import pytest

from hub.agencies.queries import agencies_in_force, agency_in_force
from tests.hub.builders import make_agency

pytestmark = pytest.mark.django_db
LAST_DAY = date(2025, 6, 30)


def test_on_its_last_day_an_agency_still_stands_for_itself() -> None:
    ward = make_agency("phuong-sa-pa", "UBND phường Sa Pa")
    town = make_agency("tx-sa-pa", "UBND thị xã", valid_until=LAST_DAY, successor=ward)

    assert agency_in_force(town, LAST_DAY) == town


def test_the_day_after_its_successor_stands_for_it() -> None:
    ward = make_agency("phuong-sa-pa", "UBND phường Sa Pa")
    town = make_agency("tx-sa-pa", "UBND thị xã", valid_until=LAST_DAY, successor=ward)

    assert agency_in_force(town, date(2025, 7, 1)) == ward


def test_successors_of_successors_are_followed() -> None:
    third = make_agency("c", "C")
    second = make_agency("b", "B", valid_until=date(2025, 3, 1), successor=third)
    first = make_agency("a", "A", valid_until=date(2022, 1, 1), successor=second)

    assert agency_in_force(first, date(2026, 1, 1)) == third


def test_an_agency_that_ended_without_a_successor_keeps_its_name() -> None:
    agency = make_agency("a", "A", valid_until=LAST_DAY)

    assert agency_in_force(agency, date(2026, 1, 1)) == agency


def test_all_agencies_are_answered_for_in_two_queries(
    django_assert_num_queries: Any,
) -> None:
    heir = make_agency("b", "Sở mới")
    gone = make_agency("a", "Sở cũ", valid_until=LAST_DAY, successor=heir)

    with django_assert_num_queries(2):
        in_force = agencies_in_force(date(2026, 1, 1))

    assert in_force[gone.pk].code == "b"
    assert in_force[gone.pk].names[0].text == "Sở mới"
    assert in_force[heir.pk].code == "b"
