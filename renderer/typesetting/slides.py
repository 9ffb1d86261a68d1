"""From words and a picture to finished pages: cleaned, fitted, drawn."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from renderer.layouts import Rect, Size
from renderer.legibility import UNKNOWN_DISTANCE, LetterHeights
from renderer.themes import Theme
from renderer.typesetting.compiler import measure
from renderer.typesetting.drill import with_drill_band
from renderer.typesetting.faces import Face
from renderer.typesetting.filler import filler_page
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.glyphs import check_glyphs
from renderer.typesetting.grounds import Shown, on_legible_ground
from renderer.typesetting.pictures import PreparedPicture, Rgb, fill_region
from renderer.typesetting.slate import slate_page
from renderer.typesetting.words import SlideWords, clean_words

FILLER, SLATE = "filler", "slate"


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


@dataclass(frozen=True)
class SetWords:
    """An item's pages, decided but not drawn."""

    face: Face
    pages: tuple[Page, ...]
    title: str
    is_gallery: bool

    @property
    def character_counts(self) -> tuple[int, ...]:
        """What there is to read on each page that the page before did not show."""
        shows_title = self.face.region("title", "text") is not None
        return tuple(
            page.character_count + len(self.title) * (shows_title and index == 0)
            for index, page in enumerate(self.pages)
        )

    @property
    def is_whole(self) -> bool:
        """Whether all is said in full: an agency's name may be cut short."""
        return all(page.is_agency_whole for page in self.pages)


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
    decided = set_words(
        theme, template, size, words, letters, has_picture=picture is not None
    )
    return draw_slides(decided, picture)


def set_words(
    theme: Theme,
    template: str,
    size: Size,
    words: SlideWords,
    letters: LetterHeights,
    *,
    has_picture: bool,
) -> SetWords:
    """Decides all that `draw_slides` draws; raises what `typeset_slides` does."""
    words = clean_words(words)
    template = _variant(theme, template, size, words, has_picture=has_picture)
    face = Face(theme, template, size, words.language, letters)
    words = _with_note(face, words)
    if template != SLATE:
        check_glyphs(theme, words)
    return SetWords(face, _pages(face, words), words.title, bool(words.captions))


def draw_slides(
    decided: SetWords, picture: PreparedPicture | None, *, only: int | None = None
) -> tuple[Slide, ...]:
    """The pages drawn, or `only` one of them: a still needs no more."""
    face, media = decided.face, decided.face.region("media")
    shown = (
        Shown(media, fill_region(picture, media.size)) if picture and media else None
    )
    wanted = slice(None) if only is None else slice(only, only + 1)
    pages = decided.pages[wanted]
    drawn = on_legible_ground(face, _document(face, pages), pages, shown)
    return tuple(
        Slide(
            pixels=pixels,
            character_count=count,
            media=media,
            picture_index=page.number - 1 if decided.is_gallery else 0,
        )
        for page, pixels, count in zip(
            pages, drawn, decided.character_counts[wanted], strict=True
        )
    )


def _with_note(face: Face, words: SlideWords) -> SlideWords:
    """Beside the agency in small letters; where none is named, after what is said."""
    note = words.note
    if not note:
        return words
    if face.region("agency"):
        signed = " · ".join(filter(None, (note, words.agency)))
        return replace(words, agency=signed)
    if face.region("title", "text", "run") and words.title:
        return replace(words, title=f"{words.title} {note}")
    captions = tuple(f"{caption} {note}".strip() for caption in words.captions)
    return replace(words, captions=captions)


def _variant(
    theme: Theme, template: str, size: Size, words: SlideWords, *, has_picture: bool
) -> str:
    """Without a picture a theme has a plain template, without a text a bare one, if any."""
    is_textless = not words.body and not any(words.captions)
    for lacks, name in (
        (not has_picture, f"{template}_plain"),
        (is_textless, f"{template}_bare"),
    ):
        if lacks and theme.has_template(name, size):
            return name
    return template


def _pages(face: Face, words: SlideWords) -> tuple[Page, ...]:
    asking = partial(measure, face.theme)
    if face.template == FILLER:
        return (filler_page(face, asking),)
    if face.template == SLATE:
        return (slate_page(face, words.title, asking),)
    pages = fit(face, words, asking)
    return with_drill_band(face, pages, asking) if face.region("drill") else pages


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
