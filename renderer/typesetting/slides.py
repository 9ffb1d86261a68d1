"""From words and a picture to finished pages: cleaned, fitted, drawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from renderer.layouts import Rect, Size
from renderer.legibility import UNKNOWN_DISTANCE, LetterHeights
from renderer.themes import Theme
from renderer.typesetting.compiler import measure
from renderer.typesetting.faces import Face
from renderer.typesetting.filler import filler_page
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.glyphs import check_glyphs
from renderer.typesetting.grounds import Shown, on_legible_ground
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
    letters: LetterHeights = UNKNOWN_DISTANCE,
) -> tuple[Slide, ...]:
    """The pages of one item on an upright face; of a gallery, those of each caption.

    No letter is lower than `letters` asks for. The filler needs no words but a language:
    the theme knows the province's names.

    Raises:
        TypesettingError: a letter that no font has, or a text too long to be legible.
        ThemeError: the theme knows no such template or language, or its typst fails.
    """
    template = _variant(theme, template, size, has_picture=picture is not None)
    face = Face(theme, template, size, words.language, letters)
    pages = _pages(face, words)
    title, media = clean_words(words).title, face.region("media")
    shown = (
        Shown(media, fill_region(picture, media.size)) if picture and media else None
    )
    drawn = on_legible_ground(face, _document(face, pages), pages, shown)
    return tuple(
        Slide(
            pixels=pixels,
            character_count=_count(face, page, "" if index else title),
            media=media,
            picture_index=page.number - 1 if words.captions else 0,
        )
        for index, (page, pixels) in enumerate(zip(pages, drawn, strict=True))
    )


def check_words(
    theme: Theme,
    template: str,
    size: Size,
    words: SlideWords,
    letters: LetterHeights,
    *,
    has_picture: bool,
) -> bool:
    """Whether all is said in full: a name of an agency may be cut short.

    Draws nothing. Raises what `typeset_slides` would.
    """
    template = _variant(theme, template, size, has_picture=has_picture)
    pages = _pages(Face(theme, template, size, words.language, letters), words)
    return all(page.is_agency_whole for page in pages)


def _variant(theme: Theme, template: str, size: Size, *, has_picture: bool) -> str:
    """Where a theme draws an item without a picture otherwise, its plain template."""
    plain = f"{template}_plain"
    return plain if not has_picture and theme.has_template(plain, size) else template


def _pages(face: Face, words: SlideWords) -> tuple[Page, ...]:
    words = clean_words(words)
    check_glyphs(face.theme, words)
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
