"""Letters stand out from whatever picture is behind them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.errors import ThemeError
from renderer.layouts import Rect
from renderer.themes.contrast import contrast_of, luminance_of
from renderer.typesetting.contrast import (
    contrasts,
    luminances,
    plate_opacity,
    scrimmed,
    worst_contrast,
)
from renderer.typesetting.pictures import Rgb

CREAM, NIGHT = "#fff7e8", "#0c1738"
REGION = Rect(8, 12, 40, 16)
LEVELS = st.integers(0, 255)
COLOURS = st.builds("#{:02x}{:02x}{:02x}".format, LEVELS, LEVELS, LEVELS)


def plain(colour: tuple[int, int, int], width: int = 64, height: int = 48) -> Rgb:
    return np.full((height, width, 3), colour, np.uint8)


def noise(seed: int) -> Rgb:
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (48, 64, 3), np.uint8)


def inside(pixels: Rgb) -> Rgb:
    return pixels[REGION.y : REGION.bottom, REGION.x : REGION.right]


@given(COLOURS, COLOURS)
def test_contrast_over_pixels_is_that_of_the_theme_s_colours(ink: str, ground: str):
    red, green, blue = (int(ground[i : i + 2], 16) for i in (1, 3, 5))
    pixels = plain((red, green, blue), 1, 1)

    assert float(contrasts(pixels, ink)[0, 0]) == pytest.approx(
        contrast_of(ink, ground), rel=1e-4
    )


def test_the_worst_part_of_a_picture_counts_and_single_specks_do_not():
    pixels = plain((0, 0, 0), 100, 100)
    pixels[0, :50] = 255  # half a hundredth

    assert worst_contrast(pixels, "#ffffff") == pytest.approx(21)

    pixels[:3] = 255

    assert worst_contrast(pixels, "#ffffff") == pytest.approx(1)


def test_where_letters_stand_out_already_nothing_is_touched():
    pixels = plain((12, 23, 56))

    assert scrimmed(pixels, REGION, CREAM) is pixels


@given(st.integers(0, 2**32 - 1), COLOURS)
def test_under_a_scrim_every_ink_stands_out_from_every_picture(seed: int, ink: str):
    shown = scrimmed(noise(seed), REGION, ink)

    assert float(contrasts(inside(shown), ink).min()) >= 4.499


def test_light_letters_darken_what_is_behind_them_and_dark_letters_lighten_it():
    grey = plain((128, 128, 128))

    assert inside(scrimmed(grey, REGION, CREAM)).max() < 128
    assert inside(scrimmed(grey, REGION, NIGHT)).min() > 128


def test_a_scrim_is_no_darker_than_it_must_be():
    shown = inside(scrimmed(plain((255, 255, 255)), REGION, "#ffffff"))

    assert 4.5 <= worst_contrast(shown, "#ffffff") < 4.6


def test_a_scrim_fades_out_beside_the_letters_and_has_no_edge():
    shown = scrimmed(plain((255, 255, 255)), REGION, "#ffffff")[..., 0].astype(int)

    assert shown[0, 0] == 255
    assert np.abs(np.diff(shown[:, 28])).max() < 40
    assert np.abs(np.diff(shown[20, :])).max() < 40


def test_far_from_a_bright_spot_the_picture_stays_as_it_is():
    pixels = plain((0, 0, 0), 400, 48)
    pixels[:, 380:] = 255
    pixels[:, :100, 2] = 9

    shown = scrimmed(pixels, Rect(0, 12, 400, 16), CREAM)

    assert np.array_equal(shown[:, :100], pixels[:, :100])


@given(COLOURS, st.integers(0, 255))
def test_a_plate_holds_over_any_picture(ink: str, level: int):
    plate = "#000000" if luminance_of(ink) > 0.18 else "#ffffff"
    opacity = plate_opacity(ink, plate)
    ground = np.array([level] * 3) * (1 - opacity)
    shown = np.round(ground + (0 if plate == "#000000" else 255) * opacity)

    assert float(contrasts(shown.astype(np.uint8)[None, None], ink).min()) >= 4.499


def test_a_plate_is_as_clear_as_it_can_be():
    assert 0.5 < plate_opacity("#ffffff", "#000000") < 0.6
    assert plate_opacity(CREAM, NIGHT) < 0.75


def test_a_plate_too_close_to_its_ink_is_refused():
    with pytest.raises(ThemeError, match="less than 4.5") as refusal:
        plate_opacity("#ffffff", "#dddddd")

    assert refusal.value.where == "#ffffff on #dddddd"
    assert "darker plate" in refusal.value.todo


def test_luminance_goes_from_black_to_white():
    assert luminances(plain((0, 0, 0), 1, 1))[0, 0] == 0
    assert luminances(plain((255, 255, 255), 1, 1))[0, 0] == pytest.approx(1)
