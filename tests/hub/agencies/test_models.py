"""What is refused when an agency is written down."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency
from tests.hub.builders import make_agency

pytestmark = pytest.mark.django_db


def test_an_agency_with_an_end_and_a_successor_is_taken() -> None:
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    agency = Agency(
        code="so-du-lich",
        kind=AgencyKind.DEPARTMENT,
        valid_from=date(2022, 4, 21),
        valid_until=date(2025, 3, 31),
        successor=heir,
    )

    agency.full_clean()


def test_an_end_before_the_beginning_is_refused() -> None:
    agency = Agency(
        code="a",
        kind=AgencyKind.DEPARTMENT,
        valid_from=date(2025, 3, 1),
        valid_until=date(2025, 2, 28),
    )

    with pytest.raises(ValidationError) as refused:
        agency.full_clean()

    assert set(refused.value.message_dict) == {"valid_until"}


def test_a_successor_without_a_last_day_is_refused() -> None:
    heir = make_agency("b", "B")

    with pytest.raises(ValidationError) as refused:
        Agency(code="a", kind=AgencyKind.DEPARTMENT, successor=heir).full_clean()

    assert set(refused.value.message_dict) == {"valid_until"}


def test_a_chain_of_successors_that_comes_back_is_refused() -> None:
    end = date(2025, 3, 1)
    first = make_agency("a", "A", valid_until=end)
    second = make_agency("b", "B", valid_until=end, successor=first)
    first.successor = second

    with pytest.raises(ValidationError) as refused:
        first.full_clean()

    assert set(refused.value.message_dict) == {"successor"}
