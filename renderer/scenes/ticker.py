"""A line that runs below a face, a whole number of pixels in each frame, without a seam.

The loop is laid out as one belt of `loop_frames × speed` pixels. On it the texts stand in
turn, as many as fit, at distances that differ by at most a pixel. The picture of a frame
begins at `frame × speed` of the belt: so after the loop's last frame comes its first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size, even
from renderer.legibility import UNKNOWN_DISTANCE, LetterHeights
from renderer.planning import TickerLine, TickerShot
from renderer.themes import Theme
from renderer.timeline import FPS, running_em_per_second
from renderer.typesetting import Rgb
from renderer.typesetting.metrics import least_size
from renderer.typesetting.ticker import TickerLook, ticker_widths, typeset_ticker
from renderer.video.pictures import as_planes
from renderer.video.planes import Picture, paint

# The strip's letters by the face's shorter side, and its height by its letters.
_SIZE_SHARE = 0.055
_HEIGHT_EM = 1.6
_EDGE_EM = 1 / 12
# What runs is beside what it runs below: of that it takes no more than this. And of fewer
# letters at a time nobody makes words.
_MOST_SHARE = Fraction(1, 4)
_LEAST_SEEN_EM = 6


def ticker_look(
    theme: Theme,
    size: Size,
    languages: Iterable[str],
    letters: LetterHeights = UNKNOWN_DISTANCE,
) -> TickerLook:
    """How the strip of an upright face is set; never under what is legible on it."""
    legible = theme.layout_for(size).legible_px["body"]
    asked = [least_size(theme, language, letters.text_px) for language in languages]
    size_px = max(round(min(size.width, size.height) * _SIZE_SHARE), legible, *asked)
    return TickerLook(size_px, even(size_px * _HEIGHT_EM), even(size_px * _EDGE_EM))


def has_room(look: TickerLook, size: Size) -> bool:
    """Whether the strip leaves an upright face to what it runs below, and shows words."""
    return (
        look.height <= size.height * _MOST_SHARE
        and size.width >= _LEAST_SEEN_EM * look.size_px
    )


def languages_of(shot: TickerShot) -> tuple[str, ...]:
    return tuple(line.language for line in shot.lines)


def check_ticker(
    shot: TickerShot, theme: Theme, size: Size, letters: LetterHeights
) -> None:
    """Raises what `read_ticker` does, and draws nothing."""
    look = ticker_look(theme, size, languages_of(shot), letters)
    lines = [(line.language, line.text) for line in shot.lines]
    _speed_within_loop(shot, look, ticker_widths(theme, lines, look))


def read_ticker(
    shot: TickerShot, theme: Theme, size: Size, letters: LetterHeights
) -> "Ticker":
    """The line below an upright face of `size`, in letters of that height at least.

    Raises TypesettingError when it cannot be set, or is longer than its loop can show.
    """
    look = ticker_look(theme, size, languages_of(shot), letters)
    texts = typeset_ticker(
        theme, [(line.language, line.text) for line in shot.lines], look
    )
    speed = _speed_within_loop(shot, look, [text.shape[1] for text in texts])
    return Ticker(
        texts, at_frame=shot.at_frame, loop_frames=shot.loop_frames, speed=speed
    )


def _speed_within_loop(
    shot: TickerShot, look: TickerLook, widths: Sequence[int]
) -> int:
    length, speed = sum(widths), legible_speed(look.size_px, shot.lines)
    if length > shot.loop_frames * speed:
        raise TypesettingError(
            "ticker",
            "it takes {needed} s to run past, and the loop is {length} s long",
            "shorten it, or put more into the programme",
            needed=-(-length // (speed * FPS)),
            length=shot.loop_frames // FPS,
        )
    return speed


def legible_speed(size_px: int, lines: Iterable[TickerLine]) -> int:
    """Whole pixels in a frame: the fastest at which every one of the languages is read.

    Half the reading pace of the slowest, in letters of `size_px`; at least one pixel.
    At 28 px that is 3 with Chinese among them and 4 without, at the usual pace.
    """
    paces = ((line.language, line.characters_per_second) for line in lines)
    return max(1, int(running_em_per_second(paces) / FPS * size_px))


@dataclass(frozen=True)
class Laid:
    """One of the texts, and where on the belt it begins."""

    text: int
    start: int


def laid_out(widths: Sequence[int], belt: int) -> tuple[Laid, ...]:
    """The texts in turn, all of them at least once; what is left over widens each gap."""
    rounds = belt // sum(widths)
    turns = [*range(len(widths))] * rounds
    left = belt - rounds * sum(widths)
    for text, width in enumerate(widths):
        if width > left:
            break
        turns.append(text)
        left -= width
    before = accumulate((widths[text] for text in turns[:-1]), initial=0)
    return tuple(
        Laid(text, start + left * number // len(turns))
        for number, (text, start) in enumerate(zip(turns, before, strict=True))
    )


class _Text:
    """A text's picture at even places and at odd ones.

    Between pixels that are no pair the colours of 4:2:0 would flicker: so there is a
    second picture, whose pairs are the other ones.
    """

    def __init__(self, picture: Rgb) -> None:
        self._even = as_planes(_padded(picture, before=0))
        self._odd = as_planes(_padded(picture, before=1))
        self.width = self._odd.size.width

    def paint(self, left: int, onto: Picture) -> None:
        """Paints what of it is within `onto`, beginning at `left`."""
        picture, left = (self._odd, left - 1) if left % 2 else (self._even, left)
        begin, end = max(left, 0), min(left + picture.size.width, onto.size.width)
        if begin < end:
            height = onto.size.height
            seen = picture.part(Rect(begin - left, 0, end - begin, height))
            paint(seen, onto.part(Rect(begin, 0, end - begin, height)))


class Ticker:
    """`texts` are pictures of the strip's height, each with the gap after it."""

    def __init__(
        self, texts: Sequence[Rgb], *, at_frame: int, loop_frames: int, speed: int
    ) -> None:
        self._at_frame, self._speed = at_frame, speed
        self._belt = loop_frames * speed
        self._laid = laid_out([text.shape[1] for text in texts], self._belt)
        self._texts = [_Text(text) for text in texts]
        self._ground = as_planes(_ground_of(texts[0]))

    def still_until(self, frame: int) -> int:
        return frame + 1  # it always moves

    def paint(self, frame: int, onto: Picture) -> None:
        """Paints the strip as it is in a frame of the scene."""
        position = (self._at_frame + frame) * self._speed % self._belt
        width = onto.size.width
        for plane, target in zip(self._ground.planes, onto.planes, strict=True):
            np.copyto(target, plane[:, :1])
        for laid, left in self._seen(position, width):
            self._texts[laid.text].paint(left, onto)

    def _seen(self, position: int, width: int) -> Iterator[tuple[Laid, int]]:
        """What stands on the face, and where: the belt's end is followed by its start."""
        for turn in range(-1, width // self._belt + 2):
            for laid in self._laid:
                left = laid.start + turn * self._belt - position
                if -self._texts[laid.text].width < left < width + 1:
                    yield laid, left


def _padded(strip: Rgb, *, before: int) -> Rgb:
    """With so many columns of ground before it, up to a whole number of pairs."""
    width = strip.shape[1] + before
    after = even(width + 1) - width if width % 2 else 0
    ground = strip[:, :1]
    return np.hstack([*[ground] * before, strip, *[ground] * after])


def _ground_of(strip: Rgb) -> Rgb:
    """A pair of columns of what is between the lines."""
    return np.hstack([strip[:, -1:]] * 2)
