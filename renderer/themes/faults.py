"""All that contradicts itself in a theme.toml that could be parsed. Pure.

Each fault is an error for the designer, with file, key, reason and way out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from renderer.errors import ThemeError
from renderer.layouts import Rect
from renderer.themes.contrast import contrast_of, luminance_of
from renderer.themes.motion import motion_faults
from renderer.themes.theme import DAY, Edges, Layout, ThemeFile, TypeScale
from renderer.themes.words import (
    ALL_TEMPLATES,
    MEDIA,
    NEEDED_REGIONS,
    NEEDED_VARIANTS,
    OVERLAYS,
    ROLES,
    TEMPLATES,
    URGENT_INKS,
    WORD_REGIONS,
)

LEAST_CONTRAST = 4.5  # WCAG 2, level AA


def faults_of(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    """`path` is of theme.toml, for whoever reads the errors."""
    yield from _variant_faults(path, file)
    yield from _ink_faults(path, file)
    yield from _language_faults(path, file)
    yield from _order_faults(path, file)
    yield from _motion_faults(path, file)
    for layout in file.layouts:
        yield from _layout_faults(f"{path}: layouts.{layout.name}", layout, file)


def _motion_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    for key, what in motion_faults(
        file.motion,
        file.ticker,
        templates=TEMPLATES,
        inks=file.inks,
        colours=file.colours,
    ):
        where = f"{path}: {key}"
        yield ThemeError(where, "{reason}", "correct it in the theme", reason=what)


def _unknown(where: str, name: str, known: Sequence[str]) -> ThemeError:
    return ThemeError(
        where,
        "there is no “{name}”",
        "choose one of {known}, or add it",
        name=name,
        known=", ".join(known),
    )


def _missing(where: str) -> ThemeError:
    return ThemeError(where, "it is missing", "add it there")


def _variant_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    """A night says nothing that the day does not, and is nowhere brighter."""
    for name in NEEDED_VARIANTS:
        if name not in file.variants:
            yield _missing(f"{path}: variants.{name}")
    for name, variant in file.variants.items():
        for colour, value in variant.colours.items():
            where = f"{path}: variants.{name}.colours.{colour}"
            if colour not in file.colours:
                yield _unknown(where, colour, list(file.colours))
            elif luminance_of(value) > luminance_of(file.colours[colour]):
                yield ThemeError(
                    where,
                    "{colour} is brighter than by day, and would glare",
                    "choose a darker one",
                    colour=value,
                )
        for ink in variant.inks.keys() - file.inks.keys():
            yield _unknown(f"{path}: variants.{name}.inks.{ink}", ink, list(file.inks))


def _ink_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    for role in (*ROLES, *URGENT_INKS):
        if role not in file.inks:
            yield _missing(f"{path}: inks.{role}")
    for name in file.variant_names:
        shown = file.in_variant(name)
        of_variant = "" if name == DAY else f"variants.{name}."
        for ink, pair in shown.inks.items():
            where = f"{path}: {of_variant}inks.{ink}"
            unknown = [colour for colour in pair if colour not in shown.colours]
            if unknown:
                yield _unknown(where, unknown[0], list(shown.colours))
                continue
            contrast = contrast_of(*(shown.colours[colour] for colour in pair))
            if contrast < LEAST_CONTRAST:
                yield ThemeError(
                    where,
                    "the contrast of {ink} on {ground} is {contrast} : 1, less than"
                    " {least} : 1",
                    "choose a lighter or darker colour for one of them",
                    ink=pair[0],
                    ground=pair[1],
                    contrast=f"{contrast:.1f}",
                    least=LEAST_CONTRAST,
                )


def _language_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    families = [font.family for font in file.fonts]
    for code, language in file.languages.items():
        for font in language.fonts:
            family = font.split("/")[0]
            if family not in families:
                yield _unknown(f"{path}: languages.{code}.fonts", family, families)


def _order_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    aspects = [Fraction(*layout.from_aspect) for layout in file.layouts]
    if aspects != sorted(aspects, reverse=True) or aspects[-1] != 0:
        yield ThemeError(
            f"{path}: layouts",
            "they must go from the longest aspect down to one from [0, 1]",
            "put them in this order",
        )
    yield from _sheet_faults(path, file)
    names = [layout.name for layout in file.layouts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield ThemeError(
            f"{path}: layouts.{name}", "two have this name", "name one otherwise"
        )


def _sheet_faults(path: str, file: ThemeFile) -> Iterator[ThemeError]:
    """A layout is drawn on a face that would get it."""
    upper: Fraction | None = None
    for before, layout in pairwise([None, *file.layouts]):
        assert layout is not None  # only the first has none before it
        if before and before.from_aspect != layout.from_aspect:
            upper = Fraction(*before.from_aspect)
        aspect = Fraction(*layout.sheet)
        is_reached = aspect >= Fraction(*layout.from_aspect)
        is_large = all(a >= b for a, b in zip(layout.sheet, layout.least, strict=True))
        if not is_reached or not is_large or (upper is not None and aspect >= upper):
            yield ThemeError(
                f"{path}: layouts.{layout.name}.sheet",
                "a face of {sheet} would not get this layout",
                "correct from_aspect, least or sheet",
                sheet="×".join(map(str, layout.sheet)),
            )


def _layout_faults(where: str, layout: Layout, file: ThemeFile) -> Iterator[ThemeError]:
    """What no layout may lack, so that no item fails on it later."""
    for name in TEMPLATES:
        if name not in layout.templates:
            yield _missing(f"{where}.templates.{name}")
    for role in ROLES:
        if role not in layout.type:
            yield _missing(f"{where}.type.{role}")
        if role not in layout.legible_px:
            yield _missing(f"{where}.legible_px.{role}")
    yield from _type_faults(f"{where}.type", layout.type)
    for name, template in layout.templates.items():
        of_template = f"{where}.templates.{name}"
        if name not in ALL_TEMPLATES:
            yield _unknown(of_template, name, ALL_TEMPLATES)
            continue
        yield from _type_faults(f"{of_template}.type", template.type)
        yield from _need_faults(of_template, name, template.regions.keys())
        yield from _region_faults(
            f"{of_template}.regions", template.regions, layout.sheet, file
        )


def _type_faults(where: str, scales: Mapping[str, TypeScale]) -> Iterator[ThemeError]:
    for role, scale in scales.items():
        if role not in ROLES:
            yield _unknown(f"{where}.{role}", role, ROLES)
        if any(one <= other for one, other in pairwise(scale.sizes)):
            yield ThemeError(
                f"{where}.{role}.sizes",
                "they must go from the largest down",
                "put them in this order",
            )


def _need_faults(
    where: str, template: str, regions: Collection[str]
) -> Iterator[ThemeError]:
    ways = NEEDED_REGIONS[template]
    if not any(set(way) <= set(regions) for way in ways):
        yield ThemeError(
            f"{where}.regions",
            "it has none of {ways}",
            "give it one of these",
            ways=", ".join("+".join(way) for way in ways),
        )


def _region_faults(
    where: str, regions: Mapping[str, Edges], sheet: tuple[int, int], file: ThemeFile
) -> Iterator[ThemeError]:
    known = (*sorted(WORD_REGIONS | OVERLAYS), MEDIA, *file.grounds, *file.ornaments)
    whole = Rect(0, 0, *sheet)
    rects: dict[str, Rect] = {}
    for name, (left, top, right, bottom) in regions.items():
        rect = Rect(left, top, right - left, bottom - top)
        if name not in known:
            yield _unknown(f"{where}.{name}", name, known)
        if rect.width <= 0 or rect.height <= 0 or not whole.contains(rect):
            yield ThemeError(
                f"{where}.{name}",
                "it is empty or outside the sheet of {sheet}",
                "write [left, top, right, bottom] within the sheet",
                sheet="×".join(map(str, sheet)),
            )
        elif name not in file.grounds and name not in OVERLAYS:
            rects[name] = rect
    for (one, first), (other, second) in combinations(rects.items(), 2):
        if first.overlaps(second):
            yield ThemeError(
                f"{where}.{one}",
                "it overlaps {other}",
                "move one of them, or name the one that is drawn beneath in `grounds`",
                other=other,
            )
