"""Days of the week as a field."""

import pytest
from django.core.exceptions import ValidationError

from hub.lib.weekdays import WeekdaysField, check_weekdays


@pytest.mark.parametrize("days", ["1", "67", "12345", "1234567"])
def test_days_in_rising_order_are_taken(days: str) -> None:
    check_weekdays(days)


@pytest.mark.parametrize("days", ["", "0", "8", "11", "21", "1,2", "mon"])
def test_anything_else_is_refused(days: str) -> None:
    with pytest.raises(ValidationError):
        check_weekdays(days)


def test_a_form_shows_the_days_as_boxes_and_gives_them_back_in_order() -> None:
    field = WeekdaysField("weekdays").formfield()

    assert field.prepare_value("135") == ["1", "3", "5"]
    assert field.clean(["5", "1"]) == "15"


def test_a_form_without_a_day_is_refused() -> None:
    field = WeekdaysField("weekdays").formfield()

    with pytest.raises(ValidationError):
        field.clean([])


def test_ticking_the_same_boxes_changes_nothing() -> None:
    field = WeekdaysField("weekdays").formfield()

    assert not field.has_changed("15", ["1", "5"])
    assert field.has_changed("15", ["1"])
