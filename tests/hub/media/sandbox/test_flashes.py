"""Flashes over the limit are found, those under it are not. No file is needed."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
import pytest

from hub.media.sandbox.answers import Finding, FindingCode, Severity, Thresholds
from hub.media.sandbox.flashes import FlashMeter
from tests.fakes.odd_videos import Picture, flashing, flat, pattern


def found_in(pictures: Iterable[Picture], rate: int = 25) -> list[Finding]:
    meter = FlashMeter(Thresholds())
    for number, picture in enumerate(pictures):
        meter.add(Fraction(number, rate), picture)
    return list(meter.findings())


def codes(found: list[Finding]) -> list[FindingCode]:
    return [one.code for one in found]


@pytest.mark.parametrize("per_second", [4, 5, 8, 12])
def test_more_than_three_flashes_a_second_are_refused(per_second: int) -> None:
    found = found_in(flashing(per_second)())

    assert FindingCode.FLASHES in codes(found)
    assert {one.severity for one in found} == {Severity.REFUSE}


@pytest.mark.parametrize("per_second", [1, 2, 3])
def test_up_to_three_flashes_a_second_may_be_shown(per_second: int) -> None:
    assert found_in(flashing(per_second)()) == []


def test_it_is_said_where_they_are() -> None:
    calm, fast = [flat(120)] * 50, list(flashing(6, seconds=2)())

    (found,) = found_in([*calm, *fast, *calm])

    assert found.start_ms == pytest.approx(2000, abs=200)
    assert found.end_ms == pytest.approx(4000, abs=200)


@pytest.mark.parametrize(("part", "is_found"), [(0.2, False), (0.3, True)])
def test_a_quarter_of_the_screen_is_the_limit(*, part: float, is_found: bool) -> None:
    assert bool(found_in(flashing(6, part=part)())) is is_found


def test_a_change_of_less_than_a_tenth_of_white_is_no_flash() -> None:
    """Codes 100 and 120 are 0.13 and 0.19 of full light: 0.06 apart."""
    assert found_in(flashing(6, dark=100, bright=120)()) == []


def test_a_change_between_two_bright_states_is_no_flash() -> None:
    """Code 232 is 0.81 of full light: the darker state is above 0.80."""
    assert found_in(flashing(6, dark=232, bright=255)()) == []


def test_red_flashes_are_found_where_their_light_alone_would_pass() -> None:
    """Saturated red gives little luminance: 0.2126 of its light."""
    found = found_in(flashing(6, dark=60, bright=110, colour=(1, 0, 0))())

    assert codes(found) == [FindingCode.RED_FLASHES]


def test_the_same_change_in_grey_is_no_red_flash() -> None:
    found = found_in(flashing(6, dark=60, bright=110)())

    assert FindingCode.RED_FLASHES not in codes(found)


def test_a_ramp_over_several_frames_counts_as_one_change() -> None:
    """Two flashes a second, each drawn out over six frames up and six down."""
    wave = [int(128 + 90 * np.sin(2 * np.pi * 2 * n / 25)) for n in range(75)]

    assert found_in(map(flat, wave)) == []


def test_a_ramp_that_is_fast_enough_is_refused() -> None:
    wave = [int(128 + 90 * np.sin(2 * np.pi * 5 * n / 25)) for n in range(75)]

    assert found_in(map(flat, wave)) != []


def test_motion_and_a_cut_each_second_do_not_flash() -> None:
    scenes = [pattern(n + 200 * (n // 25)) for n in range(100)]

    assert found_in(scenes) == []


def test_frames_that_come_faster_do_not_make_more_flashes() -> None:
    slow = flashing(2, seconds=3)()
    doubled = (picture for picture in slow for _ in range(2))

    assert found_in(doubled, rate=50) == []
