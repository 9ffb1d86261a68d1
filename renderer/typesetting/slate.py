"""The safe slate: what the place is called, and nothing of anybody's.

It is shown by order, for hours, to people who must not wonder what has happened. As the
filler it refuses nothing: where the name cannot be set, the province's stands for it.
"""

from renderer.errors import TypesettingError
from renderer.typesetting.faces import Face
from renderer.typesetting.filler import province_in
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.glyphs import check_letters
from renderer.typesetting.labels import labels
from renderer.typesetting.wording import Measure
from renderer.typesetting.words import SlideWords


def slate_page(face: Face, name: str, measure: Measure) -> Page:
    """`name` large, and below it the province in every language that the theme knows."""
    province = face.theme.language(face.language).province
    named = _named(face, name, measure) if name else None
    page = named or _named(face, province, measure) or Page((), 0, number=1, count=1)
    codes = [
        code for code in face.theme.file.languages if named or code != face.language
    ]
    most_px = page.lines[0].size if page.lines else None
    below = labels(face, "names", province_in(face, codes), measure, most_px=most_px)
    return Page((*page.lines, *below), len(name), number=1, count=1)


def _named(face: Face, name: str, measure: Measure) -> Page | None:
    try:
        check_letters(face.theme, face.language, "title", name)
        (page,) = fit(face, SlideWords(face.language, title=name), measure)
    except TypesettingError:
        return None
    return page
