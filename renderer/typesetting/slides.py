"""From words and a picture to finished pages: cleaned, fitted, drawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from renderer.layouts import Rect, Size
from renderer.themes import Theme
from renderer.typesetting.compiler import draw, measure
from renderer.typesetting.faces import Face
from renderer.typesetting.filler import filler_page
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.glyphs import check_glyphs
from renderer.typesetting.pictures import PreparedPicture, Rgb, fill_region
from renderer.typesetting.words import SlideWords, clean_words

FILLER = "filler"


@dataclass(frozen=True, eq=False)
class Slide:
    """One page of a face, exactly its size (height × width × 3, RGB).

    `character_count` is what there is to read on it that the page before did not show.
    `media` is where its picture stands, or where the caller shows a moving one; for a
    gallery `picture_index` says which.
    """

    pixels: Rgb
    character_count: int
    media: Rect | None
    picture_index: int


def typeset_slides(
    theme: Theme,
    template: str,
    size: Size,
    words: SlideWords,
    picture: PreparedPicture | None = None,
) -> tuple[Slide, ...]:
    """The pages of one item on an upright face; of a gallery, those of each caption.

    The filler needs no words but a language: the theme knows the province's names.

    Raises:
        TypesettingError: a letter that no font has, or a text too long to be legible.
        ThemeError: the theme knows no such template or language, or its typst fails.
    """
    words = clean_words(words)
    check_glyphs(theme, words)
    face = Face(
        theme, _variant(theme, template, size, words, picture), size, words.language
    )
    pages = _pages(face, words)
    media = face.region("media")
    shown = fill_region(picture, media.size) if picture and media else None
    return tuple(
        Slide(
            pixels=_with_picture(_read_png(png), media, shown),
            character_count=_count(face, page, "" if index else words.title),
            media=media,
            picture_index=page.number - 1 if words.captions else 0,
        )
        for index, (page, png) in enumerate(
            zip(pages, draw(theme, _document(face, pages)), strict=True)
        )
    )


def _variant(
    theme: Theme,
    template: str,
    size: Size,
    words: SlideWords,
    picture: PreparedPicture | None,
) -> str:
    """Without a picture a theme's plain template, without a text its bare one, if any."""
    is_textless = not words.body and not any(words.captions)
    for lacks, name in (
        (picture is None, f"{template}_plain"),
        (is_textless, f"{template}_bare"),
    ):
        if lacks and theme.has_template(name, size):
            return name
    return template


def _pages(face: Face, words: SlideWords) -> tuple[Page, ...]:
    asking = partial(measure, face.theme)
    if face.template == FILLER:
        return (filler_page(face, asking),)
    return fit(face, words, asking)


def _document(face: Face, pages: Sequence[Page]) -> dict[str, Any]:
    """What slide.typ is told: where everything stands, and each page's lines."""
    regions = face.theme.regions(face.template, face.size)
    return {
        "size": [face.size.width, face.size.height],
        "template": face.template,
        "regions": {n: [r.x, r.y, r.width, r.height] for n, r in regions.items()},
        "pages": [
            {
                "lines": [asdict(line) for line in page.lines],
                "number": page.number,
                "count": page.count,
            }
            for page in pages
        ],
    }


def _count(face: Face, page: Page, title: str) -> int:
    return page.character_count + (len(title) if face.region("title", "text") else 0)


def _read_png(png: bytes) -> Rgb:
    with Image.open(BytesIO(png)) as image:
        return np.array(image.convert("RGB"))


def _with_picture(pixels: Rgb, media: Rect | None, shown: Rgb | None) -> Rgb:
    if media is not None and shown is not None:
        pixels[media.y : media.bottom, media.x : media.right] = shown
    return pixels
