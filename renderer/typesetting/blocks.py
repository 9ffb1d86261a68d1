"""Finished lines of one size and where they stand on the face. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from renderer.layouts import Rect
from renderer.themes import TypeScale
from renderer.typesetting.binding import loosened
from renderer.typesetting.breaks import is_han
from renderer.typesetting.ink import Ink
from renderer.typesetting.lines import (
    PARAGRAPH_GAP_LINES,
    Paragraph,
    Part,
    even_paragraphs,
    height_in_lines,
)
from renderer.typesetting.paging import Box

# How far above the baseline ink has its middle, in font sizes: between x-height and the
# height of capitals, which is also the middle of a Chinese character.
_INK_MIDDLE_EM = 0.35
# Up to so many letters a word alone on a line looks lost.
_LATIN_WIDOW, _CHINESE_WIDOW = 5, 2
# What stays free between the ink of two lines at least, in font sizes.
_CLEARANCE_EM = 0.025


@dataclass(frozen=True)
class Style:
    """How the texts of one role are set in one language."""

    role: str
    language: str
    tag: str  # the language as typst knows it
    scale: TypeScale
    pitch: float  # from line to line, in font sizes
    # How far the letters reach past the outer lines' own height, in font sizes; less than
    # nothing where lines stand tight.
    above: float = 0.0
    below: float = 0.0

    def holding(self, ink: Ink, *, is_tight: bool = False) -> "Style":
        """With so much room that letters of this reach neither touch nor leave it.

        A tight one has no more room than that above its first line and below its last.
        """
        pitch = max(self.pitch, ink.rise + ink.fall + _CLEARANCE_EM)
        least, free = (-math.inf, _CLEARANCE_EM) if is_tight else (0.0, 0.0)
        return replace(
            self,
            pitch=pitch,
            above=max(least, ink.rise + free - pitch / 2 - _INK_MIDDLE_EM),
            below=max(least, ink.fall + free - pitch / 2 + _INK_MIDDLE_EM),
        )

    def no_larger_than(self, most_px: int | None) -> "Style":
        """Without its larger sizes; the smallest stays, for it must be legible."""
        sizes = self.scale.sizes
        if most_px is None:
            return self
        kept = tuple(size for size in sizes if size <= most_px) or sizes[-1:]
        return replace(self, scale=self.scale.model_copy(update={"sizes": kept}))

    def each_size(self) -> Iterator["Style"]:
        """The same with one size each, largest letters first."""
        for size in self.scale.sizes:
            scale = self.scale.model_copy(update={"sizes": (size,)})
            yield replace(self, scale=scale)

    def line_height(self, size_px: int) -> float:
        return self.pitch * size_px

    def reach(self, size_px: int) -> float:
        """What a block is taller than its lines."""
        return (self.above + self.below) * size_px

    def boxes(self, width: int, height: float) -> tuple[Box, ...]:
        """The room for each size, largest letters first."""
        return tuple(
            Box(
                size,
                width / size,
                min(
                    (height - self.reach(size)) / self.line_height(size),
                    self.scale.lines,
                ),
            )
            for size in self.scale.sizes
        )


@dataclass(frozen=True)
class Line:
    """One line of letters as slide.typ is given it; `baseline` is from the top edge."""

    role: str
    language: str
    weight: int
    size: int
    left: int
    baseline: int
    text: str


@dataclass(frozen=True)
class Block:
    """Paragraphs in one size; where they stand is said when they are placed."""

    style: Style
    size_px: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def height(self) -> float:
        lines = self.line_count
        gaps = max(0, len(self.paragraphs) - 1)
        if not lines:
            return 0.0
        pitch = self.style.line_height(self.size_px)
        return (lines + gaps * PARAGRAPH_GAP_LINES) * pitch + self.style.reach(
            self.size_px
        )

    @property
    def line_count(self) -> int:
        return sum(len(paragraph) for paragraph in self.paragraphs)

    @property
    def has_widow(self) -> bool:
        """Whether its last line is one short word, or one or two Chinese characters."""
        lines = [line for lines in self.paragraphs for line in lines]
        if len(lines) < 2 or " " in lines[-1]:
            return False
        last = loosened(lines[-1])
        letters = [letter for letter in last if letter.isalnum()]
        is_chinese = any(is_han(letter) for letter in letters)
        return len(letters) <= (_CHINESE_WIDOW if is_chinese else _LATIN_WIDOW)

    @property
    def character_count(self) -> int:
        """What there is to read."""
        return sum(len(loosened(line)) for lines in self.paragraphs for line in lines)

    def placed(self, left: int, top: float) -> Iterator[Line]:
        """Its lines, each baseline on a whole pixel, so that all look alike."""
        pitch = self.style.line_height(self.size_px)
        top += self.style.above * self.size_px
        for paragraph in self.paragraphs:
            for text in paragraph:
                baseline = top + pitch / 2 + _INK_MIDDLE_EM * self.size_px
                yield Line(
                    self.style.role,
                    self.style.language,
                    self.style.scale.weight,
                    self.size_px,
                    left,
                    round(baseline),
                    text,
                )
                top += pitch
            top += pitch * PARAGRAPH_GAP_LINES

    def in_middle_of(self, region: Rect) -> Iterator[Line]:
        return self.placed(region.x, region.y + (region.height - self.height) / 2)


def largest_block(
    parts: Sequence[Part], style: Style, width: int, height: float
) -> Block | None:
    """A text that is not paged in the largest letters that fit, its lines balanced."""
    if not parts:
        return Block(style, style.scale.sizes[-1], ())
    for box in style.boxes(width, height):
        is_too_wide = any(part.last_width > box.width_em for part in parts)
        if not is_too_wide and height_in_lines(parts, box.width_em) <= box.height_lines:
            paragraphs, _ = even_paragraphs(parts, box.width_em, is_title=True)
            return Block(style, box.size_px, paragraphs)
    return None
