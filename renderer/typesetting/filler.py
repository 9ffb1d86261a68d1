"""What is shown when nothing else may be: the province's name in every language."""

from collections.abc import Iterable

from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page
from renderer.typesetting.labels import labels
from renderer.typesetting.wording import Measure


def filler_page(face: Face, measure: Measure) -> Page:
    """The face's own language large, the others smaller below it.

    A face too small for some of them shows the landscape without: the filler is what
    is left when all else is refused, so it refuses nothing.
    """
    others = [code for code in face.theme.file.languages if code != face.language]
    own = labels(face, "name", province_in(face, [face.language]), measure)
    most_px = own[0].size if own else None
    names = province_in(face, others)
    lines = (*own, *labels(face, "names", names, measure, most_px=most_px))
    count = len(face.theme.language(face.language).province)
    return Page(lines, count, number=1, count=1)


def province_in(face: Face, codes: Iterable[str]) -> dict[str, str]:
    """The province's name by language."""
    return {code: face.theme.language(code).province for code in codes}
