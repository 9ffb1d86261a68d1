"""Draws every sample on every face, to be looked at by people.

    python -m tests.renderer.typesetting.contact_sheet FOLDER [WIDTHxHEIGHT …]

writes one PNG for each face and kind of item: a row for each item and language, a column
for each page. A moving region shows its picture, or green where a clip would play.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image

from renderer.layouts import Size
from renderer.themes import Theme, read_theme
from renderer.typesetting import PreparedPicture, Slide, SlideWords, typeset_slides
from renderer.typesetting.pictures import fill_region
from tests.renderer.themes_on_disk import HOUSE_THEME
from tests.renderer.typesetting.samples import (
    FACES,
    LANGUAGES,
    PROGRAMMES,
    Sample,
    samples,
)

MEDIA = PROGRAMMES.parent / "media"
MARGIN = 8


def draw_sheets(folder: Path, faces: Sequence[Size]) -> Iterator[Path]:
    theme = read_theme(HOUSE_THEME)
    folder.mkdir(parents=True, exist_ok=True)
    for size in faces:
        by_kind = groupby(sorted(samples(), key=_kind), key=_kind)
        rows = {kind: [_row(theme, size, s) for s in some] for kind, some in by_kind}
        rows["filler"] = [_filler(theme, size)]
        for kind, slides in rows.items():
            path = folder / f"{size.width}x{size.height}-{kind}.png"
            _sheet(slides, size).save(path)
            yield path


def _kind(sample: Sample) -> str:
    return sample.template


def _row(theme: Theme, size: Size, sample: Sample) -> list[Slide]:
    pictures = [_picture(picture.file.url) for picture in sample.item.pictures]
    is_still = sample.template in {"story", "notice"} and bool(pictures)
    picture = pictures[0] if is_still else None
    slides = typeset_slides(theme, sample.template, size, sample.words, picture)
    for slide in slides:
        if slide.media and not is_still:
            shown = pictures[slide.picture_index] if pictures else _picture("")
            rows = slide.pixels[slide.media.y : slide.media.bottom]
            rows[:, slide.media.x : slide.media.right] = fill_region(
                shown, slide.media.size
            )
    return list(slides)


def _filler(theme: Theme, size: Size) -> list[Slide]:
    words = [SlideWords(language) for language in LANGUAGES]
    return [slide for w in words for slide in typeset_slides(theme, "filler", size, w)]


def _picture(url: str) -> PreparedPicture:
    path = MEDIA / Path(url).name
    if path.is_file():
        with Image.open(path) as image:
            return PreparedPicture(np.asarray(image.convert("RGB")))
    return PreparedPicture(np.full((90, 160, 3), (70, 120, 90), np.uint8))


def _sheet(rows: Sequence[Sequence[Slide]], size: Size) -> Image.Image:
    columns = max(len(row) for row in rows)
    across, down = size.width + MARGIN, size.height + MARGIN
    sheet = Image.new("RGB", (columns * across, len(rows) * down), "#777777")
    for top, row in enumerate(rows):
        for left, slide in enumerate(row):
            sheet.paste(Image.fromarray(slide.pixels), (left * across, top * down))
    return sheet


if __name__ == "__main__":
    target, *names = sys.argv[1:]
    sizes = [Size(*map(int, name.split("x"))) for name in names]
    for written in draw_sheets(Path(target), sizes or FACES):
        sys.stdout.write(f"{written}\n")
