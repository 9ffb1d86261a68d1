"""What must hold for canvases and clusters, tried without a database."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hub.displays.validators import (
    Place,
    Term,
    check_even,
    check_pitch,
    check_size,
    check_status,
    check_theme_name,
    face_errors,
)

TODAY = date(2026, 3, 1)
SIZES = st.integers(1, 200).map(lambda half: half * 2)


def codes(errors: list[ValidationError]) -> list[str | None]:
    return [error.code for error in errors]


@given(st.lists(SIZES, min_size=1, max_size=6))
def test_faces_side_by_side_fit_exactly(widths: list[int]) -> None:
    edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
    faces = [
        Place(f"m{left}", left, 0, right - left, 100) for left, right in pairwise(edges)
    ]

    assert face_errors(edges[-1], 100, faces) == []


@given(SIZES, SIZES)
def test_a_face_that_reaches_beyond_by_any_step_is_found(size: int, step: int) -> None:
    inside, beyond = Place("a", 0, 0, size, size), Place("b", step, 0, size, size)

    assert codes(face_errors(size, size, [inside])) == []
    assert "outside" in codes(face_errors(size, size, [beyond]))


@given(SIZES, SIZES, SIZES)
def test_two_faces_overlap_exactly_when_one_begins_inside_the_other(
    first: int, second: int, at: int
) -> None:
    faces = [Place("a", 0, 0, first, 100), Place("b", at, 0, second, 100)]

    overlapping = "overlap" in codes(face_errors(10_000, 100, faces))

    assert overlapping == (at < first)


def test_an_error_names_the_faces_and_the_way_out() -> None:
    faces = [Place("mat-a", 0, 0, 960, 600), Place("mat-b", 900, 0, 960, 600)]

    outside, overlap = face_errors(1800, 600, faces)

    assert "mat-b" in outside.messages[0]
    assert "1860 × 600" in outside.messages[0]
    assert "mat-a" in overlap.messages[0]
    assert "mat-b" in overlap.messages[0]


def test_a_canvas_without_a_face_is_refused() -> None:
    assert codes(face_errors(768, 384, [])) == ["no-face"]


@pytest.mark.parametrize("value", [0, 2, 768])
def test_even_numbers_are_taken(value: int) -> None:
    check_even(value)


def test_an_odd_number_is_refused_with_its_neighbours() -> None:
    with pytest.raises(ValidationError) as refused:
        check_even(767)

    assert "766" in refused.value.messages[0]
    assert "768" in refused.value.messages[0]


@pytest.mark.parametrize("value", [14, 8194])
def test_a_size_no_screen_has_is_refused(value: int) -> None:
    with pytest.raises(ValidationError):
        check_size(value)


@pytest.mark.parametrize("value", ["0", "0.4", "51"])
def test_a_pitch_no_screen_has_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        check_pitch(Decimal(value))


@pytest.mark.parametrize("name", ["../secret", "lào-cai", "a/b", ""])
def test_a_theme_that_is_no_plain_folder_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        check_theme_name(name)


@pytest.mark.parametrize("status", ["PLANNED", "TEST", "CLOSED"])
def test_only_an_operating_cluster_needs_an_operator(status: str) -> None:
    check_status(status, [], TODAY)


@pytest.mark.parametrize(
    "term", [Term(TODAY, None), Term(date(2020, 1, 1), TODAY), Term(TODAY, TODAY)]
)
def test_an_assignment_holds_on_its_first_and_last_day(term: Term) -> None:
    check_status("OPERATING", [term], TODAY)


@pytest.mark.parametrize(
    "terms",
    [[], [Term(date(2026, 3, 2), None)], [Term(date(2020, 1, 1), date(2026, 2, 28))]],
)
def test_an_operating_cluster_without_an_operator_today_is_refused_by_its_clause(
    terms: list[Term],
) -> None:
    with pytest.raises(ValidationError, match="Đ14.3"):
        check_status("OPERATING", terms, TODAY)
