"""What a face says, typeset: its pages, drawn when they are first seen."""

from functools import cached_property, lru_cache

from renderer.errors import LayoutError, ThemeError
from renderer.layouts import Rect, Size
from renderer.planning import FaceShot
from renderer.scenes.ticker import has_room, languages_of, ticker_look
from renderer.scenes.workshop import Workshop
from renderer.themes import Theme
from renderer.typesetting import (
    PreparedPicture,
    SetWords,
    Slide,
    SlideWords,
    draw_slides,
    set_words,
)
from renderer.video.pictures import read_picture

GALLERY = "gallery"

# A scene is asked for three times: for its body and for the fades on both sides. These
# are enough to find it made, on a canvas of three faces too.
KEPT = 6


class TypesetFace:
    """The pages of one shot. Drawn together, which is quicker, or each by itself."""

    def __init__(self, shot: FaceShot, workshop: Workshop) -> None:
        self._shot, self._workshop = shot, workshop
        self._slides: dict[int, Slide] = {}

    @property
    def page_count(self) -> int:
        return len(self._words.pages)

    @property
    def weights(self) -> list[int]:
        """How much there is to read on each page, so that none has no time at all."""
        return [max(count, 1) for count in self._words.character_counts]

    @property
    def media(self) -> Rect | None:
        """Where the face's picture stands, or what moves."""
        return self._words.face.region("media")

    @property
    def moving_region(self) -> Rect:
        """Raises ThemeError when the template has none."""
        if self.media is None:
            raise ThemeError(
                f"template {self._shot.template}",
                "it leaves no region for what moves",
                "give it a `media` region for every layout",
            )
        return self.media

    def slide(self, page: int) -> Slide:
        if page not in self._slides:
            self._slides.update(self._drawn(page))
        return self._slides[page]

    def _drawn(self, page: int) -> dict[int, Slide]:
        if self._workshop.draws_single_pages:
            (slide,) = draw_slides(self._words, self._picture(), only=page)
            return {page: slide}
        return dict(enumerate(draw_slides(self._words, self._picture())))

    @cached_property
    def _words(self) -> SetWords:
        shot, theme = self._shot, self._workshop.theme
        return set_words(
            theme,
            shot.template,
            content_of(shot, theme).size,
            slide_words(shot),
            shot.letters,
            has_picture=has_picture(shot),
        )

    def _picture(self) -> PreparedPicture | None:
        """Read when it is drawn, and not kept: it is the largest thing there is."""
        if not has_picture(self._shot):
            return None
        picture = self._shot.pictures[0]
        pixels = read_picture(self._workshop.store.path_of(picture.sha256))
        return PreparedPicture(pixels, picture.focus_x, picture.focus_y)


@lru_cache(maxsize=KEPT)
def typeset_face(shot: FaceShot, workshop: Workshop) -> TypesetFace:
    """Kept warm within a process.

    Raises, here or when a page is drawn, TypesettingError or ThemeError.
    """
    return TypesetFace(shot, workshop)


def content_of(shot: FaceShot, theme: Theme) -> Rect:
    """Where the scene is on the upright face: above the line that runs, if one does.

    A face too small for a legible line, or for what would remain above it, is all scene.
    """
    size = shot.upright_size
    whole = Rect(0, 0, size.width, size.height)
    if not shot.ticker:
        return whole
    look = ticker_look(theme, size, languages_of(shot.ticker), shot.letters)
    above = Rect(0, 0, size.width, size.height - look.height)
    has_both = has_room(look, size) and _has_layout(theme, above.size)
    return above if has_both else whole


def _has_layout(theme: Theme, size: Size) -> bool:
    try:
        theme.layout_for(size)
    except LayoutError:
        return False
    return True


def has_picture(shot: FaceShot) -> bool:
    """Beside a text; a gallery's pictures move in a region of their own."""
    return bool(shot.pictures) and shot.template != GALLERY


def slide_words(shot: FaceShot) -> SlideWords:
    """What a face says, as it is typeset."""
    is_gallery = shot.template == GALLERY
    captions = tuple(p.caption for p in shot.pictures) if is_gallery else ()
    return SlideWords(
        language=shot.words.language,
        title=shot.words.title,
        body=shot.words.body,
        agency=shot.words.agency,
        captions=captions,
        note=shot.words.note,
    )
