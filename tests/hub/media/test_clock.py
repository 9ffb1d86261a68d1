"""Moments as editors write and read them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from hub.media.clock import ClockFormField, NoMomentError, format_clock, parse_clock


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("0", 0),
        ("5", 5000),
        ("1:05", 65_000),
        ("1:05,5", 65_500),
        ("1:05.25", 65_250),
        ("65.040", 65_040),
        (" 12:00 ", 720_000),
    ],
)
def test_a_moment_is_read(written: str, milliseconds: int) -> None:
    assert parse_clock(written) == milliseconds


@pytest.mark.parametrize("written", ["", "a", "1:60", "1:5:0", "-1", "1;05", "0:0:"])
def test_what_is_no_moment_is_refused(written: str) -> None:
    with pytest.raises(NoMomentError):
        parse_clock(written)


@pytest.mark.parametrize("milliseconds", [0, 40, 5000, 65_500, 119_960, 720_000])
def test_what_is_written_is_read_as_the_same(milliseconds: int) -> None:
    assert parse_clock(format_clock(milliseconds)) == milliseconds


def test_the_decimal_sign_is_the_readers() -> None:
    assert format_clock(65_500) == "1:05,5"
    with translation.override("en"):
        assert format_clock(65_500) == "1:05.5"


def test_the_field_says_how_to_write_a_moment() -> None:
    with pytest.raises(ValidationError, match="phút:giây, ví dụ 1:05"):
        ClockFormField(required=False).clean("1 phút")


def test_a_moment_left_as_it_was_is_no_change() -> None:
    field = ClockFormField(required=False)

    assert not field.has_changed(65_500, "1:05,5")
    assert not field.has_changed(None, "")
    assert field.has_changed(65_500, "1:05")
