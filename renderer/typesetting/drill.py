"""The band that says on every page of a drill that it is one."""

from dataclasses import replace

from renderer.errors import TypesettingError
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page
from renderer.typesetting.labels import labels
from renderer.typesetting.wording import Measure


def with_drill_band(
    face: Face, pages: tuple[Page, ...], measure: Measure
) -> tuple[Page, ...]:
    """In all the theme's languages: whoever cannot read the page must not be alarmed.

    Where the band has no room for all, in the page's own. Raises TypesettingError where
    it has none for that: rather no drill than one that is taken for the real thing.
    """
    said = {code: one.drill for code, one in face.theme.file.languages.items()}
    own = {face.language: said[face.language]}
    band = labels(face, "drill", said, measure, is_centred=True)
    band = band or labels(face, "drill", own, measure, is_centred=True)
    if not band:
        raise TypesettingError(
            face.name,
            "there is no room for the band “{text}”",
            "leave this cluster out of the drill, or enlarge the face",
            text=own[face.language],
        )
    return tuple(replace(page, lines=(*page.lines, *band)) for page in pages)
