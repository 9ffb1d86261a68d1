"""A contact sheet: every sample in every language on one face, at its own pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from renderer.errors import RendererError
from renderer.layouts import Size
from renderer.messages import told_in
from renderer.themes import Theme, font_files
from renderer.theming.samples import Sample, picture_of, samples
from renderer.typesetting import PreparedPicture, Slide, typeset_slides
from renderer.typesetting.pictures import Rgb, fill_region

MARGIN = 12
LABEL_PX = 22
MAX_PAGES = 2  # of each text; the others look like the second
_GROUND, _INK, _REFUSED = "#3a3a3a", "#e8e8e8", "#ff8080"


@dataclass(frozen=True)
class Cell:
    """What a sample comes to in one language: pages, or why there are none."""

    label: str
    pages: tuple[Rgb, ...]
    refusal: str = ""


def theme_sizes(theme: Theme) -> tuple[Size, ...]:
    """A face for each layout: the sheet that it was drawn on."""
    return tuple(Size(*layout.sheet) for layout in theme.file.layouts)


def draw_sheet(theme: Theme, size: Size, pictures: Path | None) -> Image.Image:
    """A row for each sample, a column for each page of each language."""
    languages = theme.file.languages
    rows = [
        [
            _cell(theme, size, sample, code, pictures)
            for code in languages
            if code in sample.words
        ]
        for sample in samples()
    ]
    return _pasted(theme, size, rows)


def _cell(
    theme: Theme, size: Size, sample: Sample, language: str, pictures: Path | None
) -> Cell:
    label = f"{sample.name} · {language}"
    number = samples().index(sample)
    picture = picture_of(sample.picture, number, pictures) if sample.picture else None
    is_still = sample.template in {"story", "notice"}
    try:
        slides = typeset_slides(
            theme,
            sample.template,
            size,
            sample.words_in(language),
            picture if is_still else None,
        )
    except RendererError as error:
        return Cell(label, (), str(told_in("en", error)))
    pages = [_shown(slide, None if is_still else picture) for slide in slides]
    more = f" · {len(pages)} pages" if len(pages) > 1 else ""
    return Cell(label + more, tuple(pages[:MAX_PAGES]))


def _shown(slide: Slide, moving: PreparedPicture | None) -> Rgb:
    """With a picture where a gallery or a clip would play."""
    pixels = slide.pixels.copy()
    if moving is not None and slide.media is not None:
        region = slide.media
        part = pixels[region.y : region.bottom, region.x : region.right]
        part[:] = fill_region(moving, region.size)
    return pixels


def _pasted(theme: Theme, size: Size, rows: Sequence[Sequence[Cell]]) -> Image.Image:
    pages = [max(len(row[i].pages) or 1 for row in rows) for i in range(len(rows[0]))]
    across, down = size.width + MARGIN, size.height + MARGIN + LABEL_PX
    whole = (sum(pages) * across + MARGIN, len(rows) * down + MARGIN)
    sheet = Image.new("RGB", whole, _GROUND)
    draw = ImageDraw.Draw(sheet)
    font = _label_font(theme)
    for number, row in enumerate(rows):
        top = MARGIN + number * down
        left = MARGIN
        for cell, columns in zip(row, pages, strict=True):
            ink = _REFUSED if cell.refusal else _INK
            label = f"{cell.label}: {cell.refusal}" if cell.refusal else cell.label
            draw.text((left, top), label[: size.width // 7], ink, font)
            for page, pixels in enumerate(cell.pages):
                place = (left + page * across, top + LABEL_PX)
                sheet.paste(Image.fromarray(np.ascontiguousarray(pixels)), place)
            left += columns * across
    return sheet


def _label_font(theme: Theme) -> ImageFont.FreeTypeFont:
    files = font_files(next(iter(theme.font_folders.values())))
    upright = [path for path in files if path.stem.endswith(("Medium", "Regular"))]
    return ImageFont.truetype(str((upright or files)[0]), 14)
