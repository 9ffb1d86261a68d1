"""How well letters stand out from the picture behind them, and what helps. Pure.

WCAG 2's contrast over real pixels. Over a still picture a scrim darkens (or lightens) only
where it must; over a moving one a plate of some opacity holds for whatever comes.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.errors import ThemeError
from renderer.layouts import Rect
from renderer.themes.contrast import linear, luminance_of
from renderer.typesetting.pictures import Rgb

LEAST_CONTRAST = 4.5  # WCAG 2, level AA
# What WCAG adds to both sides for the light that falls on any screen.
_FLARE = 0.05
# So much of an area may be worse than `worst_contrast` says: single bright specks, such as
# noise and glints, do not hide a letter.
_SPECKS = 0.01
_LIGHT_SHARES = np.array([0.2126, 0.7152, 0.0722], np.float32)
_LIGHT_OF_LEVEL = np.array([linear(level / 255) for level in range(256)], np.float32)

type Lights = NDArray[np.float32]


def luminances(pixels: Rgb) -> Lights:
    """How bright each pixel is, from 0 (black) to 1 (white)."""
    lights: Lights = _LIGHT_OF_LEVEL[pixels] @ _LIGHT_SHARES
    return lights


def contrasts(pixels: Rgb, ink: str) -> Lights:
    """What contrast ink of the colour (#rrggbb) has with each pixel, from 1 to 21."""
    behind, letters = luminances(pixels) + _FLARE, luminance_of(ink) + _FLARE
    ratios: Lights = np.maximum(behind, letters) / np.minimum(behind, letters)
    return ratios


def worst_contrast(pixels: Rgb, ink: str) -> float:
    """The contrast that all but the worst hundredth of the pixels keep."""
    return float(np.quantile(contrasts(pixels, ink), _SPECKS, method="lower"))


def scrimmed(pixels: Rgb, region: Rect, ink: str, least: float = LEAST_CONTRAST) -> Rgb:
    """The picture with every pixel of the region far enough from the ink.

    Light ink darkens what is behind it, dark ink lightens it, by just enough and softly:
    around a bright spot the scrim fades out over two thirds of the region's height,
    past its edges too. What holds already is left as it is.
    """
    inside = np.s_[region.y : region.bottom, region.x : region.right]
    needed = np.zeros(pixels.shape[:2], np.uint8)
    is_light = _stands_on_black(ink)
    needed[inside] = _needed_levels(pixels[inside], ink, least, is_light=is_light)
    if not needed.any():
        return pixels
    opacity = _softened(needed, region.height)[..., None].astype(np.uint16)
    if is_light:
        dark: Rgb = (pixels * (255 - opacity) // 255).astype(np.uint8)
        return dark
    light: Rgb = (255 - (255 - pixels) * (255 - opacity) // 255).astype(np.uint8)
    return light


def plate_opacity(ink: str, plate: str, least: float = LEAST_CONTRAST) -> float:
    """The least opacity with which a plate keeps the ink readable over any picture.

    Raises ThemeError when not even the bare plate does.
    """
    colour = np.array([int(plate[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
    for level in range(256):
        over_black = colour * level / 255
        over_white = over_black + 255 - level
        # Rounded away from the plate: encoders round too.
        ends = np.array([np.floor(over_black), np.ceil(over_white)]).astype(np.uint8)
        dark, light = (float(end) for end in luminances(ends))
        is_between = dark <= luminance_of(ink) <= light
        if not is_between and float(contrasts(ends, ink).min()) >= least:
            return level / 255
    raise ThemeError(
        f"{ink} on {plate}",
        "the letters stand out from their plate by less than {least} : 1",
        "choose a lighter or darker plate",
        least=least,
    )


def _stands_on_black(ink: str) -> bool:
    """Every ink has a contrast of 4.5 with black or with white: the farther is chosen."""
    letters = luminance_of(ink) + _FLARE
    return letters / _FLARE >= (1 + _FLARE) / letters


def _needed_levels(
    pixels: Rgb, ink: str, least: float, *, is_light: bool
) -> NDArray[np.uint8]:
    """The least opacity, in 255ths, of a black or white scrim over each pixel."""
    levels = np.zeros(pixels.shape[:2], np.uint8)
    failing = contrasts(pixels, ink) < least
    # Letters may also stand on the wrong side of what is behind them.
    behind, letters = luminances(pixels), luminance_of(ink)
    failing |= (behind > letters) if is_light else (behind < letters)
    if failing.any():
        levels[failing] = _bisected(pixels[failing], ink, least, is_light=is_light)
    return levels


def _bisected(
    pixels: Rgb, ink: str, least: float, *, is_light: bool
) -> NDArray[np.uint8]:
    letters = luminance_of(ink) + _FLARE
    wanted = letters / least - _FLARE if is_light else letters * least - _FLARE
    distances = (pixels if is_light else 255 - pixels).astype(np.uint16)
    low = np.zeros(len(pixels), np.int16)
    high = np.full(len(pixels), 255, np.int16)
    for _ in range(8):  # 256 levels
        middle = (low + high) // 2
        left = (distances * (255 - middle)[:, None].astype(np.uint16) // 255).astype(
            np.uint8
        )
        shown = luminances(left if is_light else 255 - left)
        holds = shown <= wanted if is_light else shown >= wanted
        high = np.where(holds, middle, high)
        low = np.where(holds, low, np.minimum(middle + 1, high))
    levels: NDArray[np.uint8] = high.astype(np.uint8)
    return levels


def _softened(levels: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """The levels without hard edges, and nowhere less than they were.

    Each is first spread as far as it is then averaged over, so no average falls under it.
    """
    reach = max(1, height // 3)
    side = (2 * reach + 1, 2 * reach + 1)
    spread = cv2.dilate(levels, np.ones(side, np.uint8))
    soft = cv2.blur(spread, side, borderType=cv2.BORDER_REPLICATE)
    softened: NDArray[np.uint8] = np.maximum(np.asarray(soft, np.uint8), levels)
    return softened
