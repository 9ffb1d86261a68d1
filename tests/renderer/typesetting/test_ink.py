"""Stacked marks neither touch nor are cut off, seen in the pixels that are drawn."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer.layouts import Size
from renderer.themes import Theme
from renderer.typesetting import SlideWords
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import Words, draw, measure
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import fit
from renderer.typesetting.grounds import read_png
from renderer.typesetting.ink import ink_of

# The tallest and the deepest of Vietnamese, in every word.
STACKS = "Ẫgự ỖỰ ẲgỘ Ễặy ẴỆg ỔỢ"
SIZES = (
    Size(960, 480),
    Size(960, 600),
    Size(480, 960),
    Size(1024, 128),
    Size(256, 64),
    Size(640, 1920),
)


def ink(theme: Theme, size: Size, lines: Sequence[Line]) -> NDArray[np.bool_]:
    """Where something is drawn by these lines on an otherwise empty page."""
    pages = [
        {"lines": [asdict(line) for line in some], "number": 1, "count": 1}
        for some in (lines, ())
    ]
    document = {
        "size": [size.width, size.height],
        "template": "",
        "regions": {},
        "pages": pages,
    }
    drawn, empty = (read_png(png).astype(int) for png in draw(theme, document))
    shown: NDArray[np.bool_] = np.abs(drawn - empty).sum(axis=2) > 40
    return shown


def rows_of(theme: Theme, size: Size, line: Line) -> tuple[int, int]:
    rows = np.flatnonzero(ink(theme, size, [line]).any(axis=1))
    return int(rows[0]), int(rows[-1])


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("template", ["story", "notice", "gallery", "story_plain"])
def test_lines_of_stacked_marks_never_touch_or_leave_their_region(
    theme: Theme, size: Size, template: str
):
    if not theme.has_template(template, size):
        template = "story"
    captions = (f"{STACKS} {STACKS}",) if template == "gallery" else ()
    words = SlideWords("vi", STACKS, f"{STACKS} " * 6, "Sở ẪGỰ ỖỰ", captions)
    face = Face(theme, template, size, "vi")

    for page in fit(face, words, partial(measure, theme))[:2]:
        rows = {line: rows_of(theme, size, line) for line in page.lines}
        for role in {line.role for line in page.lines}:
            own = "title" if role == "long_title" else role
            region = face.region(own, "text", "run")
            assert region is not None
            lines = [line for line in page.lines if line.role == role]
            assert rows[lines[0]][0] >= max(region.y - 1, 0)
            assert rows[lines[-1]][1] <= min(region.bottom, size.height - 1)
            for upper, lower in pairwise(lines):
                assert rows[upper][1] < rows[lower][0]
        text_lines = [line for line in page.lines if line.role != "agency"]
        if face.region("text"):
            for upper, lower in pairwise(text_lines):
                assert rows[upper][1] < rows[lower][0]


def test_common_words_stand_as_close_as_the_theme_says(theme: Theme):
    style = Face(theme, "story", Size(960, 480), "vi").style("title")

    held = style.holding(ink_of(theme, "vi", "Chợ phiên Bắc Hà"))

    assert held == style


def test_letters_and_chinese_on_one_line_stand_on_one_baseline(theme: Theme):
    size, texts = Size(600, 200), ("H国H", "国H国", "HH")
    lines = [Line("body", "zh-hans", 500, 60, 20, 120, text) for text in texts]
    latin = Line("body", "vi", 500, 60, 20, 120, "H")
    widths = measure(theme, [Words("国", "zh-hans", 500), Words("H", "vi", 500)])

    first = ink(theme, size, lines[:1])[:, : 20 + int(widths[1] * 60)]
    alone = ink(theme, size, [latin])[:, : 20 + int(widths[1] * 60)]
    whole = ink(theme, size, lines[1:2])
    middle = whole[:, 20 + int(1.1 * 60) + 12 : 20 + int((1 + widths[1]) * 60) + 6]

    def bottom(shown: NDArray[np.bool_]) -> int:
        return int(np.flatnonzero(shown.any(axis=1))[-1])

    assert bottom(first) == bottom(alone) == bottom(middle) == 119
