"""What a theme says, and what it comes to on a face of a given size. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from renderer.errors import LayoutError, ThemeError
from renderer.layouts import Rect, Size
from renderer.themes.motion import Motion, Ticker

DAY = "day"

type Edges = tuple[int, int, int, int]  # left, top, right, bottom
type Positive = Annotated[int, Field(gt=0)]
type Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class Data(BaseModel):
    """A part of theme.toml. A misspelt key is refused, not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FontFamily(Data):
    """A family of letters, and its folder in an installed package or in the theme."""

    family: str
    package: str | None = None
    folder: str


class Language(Data):
    """How a language is set. A pitch is from line to line, in font sizes."""

    tag: str
    region: str | None = None
    fonts: tuple[str, ...] = Field(min_length=1)
    title_pitch: float = Field(ge=1.2, le=2)
    body_pitch: float = Field(ge=1.3, le=2)
    province: str
    drill: str  # that what is shown is an exercise


class TypeScale(Data):
    """The sizes a text may have, largest first, and how many lines it may take."""

    sizes: tuple[Positive, ...] = Field(min_length=1)
    lines: Positive
    weight: int = Field(default=500, ge=100, le=900)


class Template(Data):
    """Where everything stands on the sheet, and what differs from its layout's type."""

    regions: Mapping[str, Edges]
    type: Mapping[str, TypeScale] = {}


class Layout(Data):
    """The templates for faces from one aspect (width by height) up to the next.

    Of several layouts for one aspect a face gets the first for which it is not too small.
    """

    name: str
    from_aspect: tuple[int, Positive]
    least: tuple[Positive, Positive]
    sheet: tuple[Positive, Positive]
    legible_px: Mapping[str, Positive]
    type: Mapping[str, TypeScale]
    templates: Mapping[str, Template]


class Variant(Data):
    """What a variant of the theme says otherwise than its day."""

    colours: Mapping[str, Colour] = {}
    inks: Mapping[str, tuple[str, str]] = {}


class ThemeFile(Data):
    """theme.toml as it is written.

    `name` is what people call it, by language. `grounds` are the drawn regions that may
    lie under words and pictures, `ornaments` those that may not. `pictures` are files of
    the theme's folder that templates show.
    """

    name: Mapping[str, str] = {}
    grounds: tuple[str, ...] = ()
    ornaments: tuple[str, ...] = ()
    colours: Mapping[str, Colour]
    inks: Mapping[str, tuple[str, str]]
    pictures: Mapping[str, str] = {}
    variants: Mapping[str, Variant] = {}
    fonts: tuple[FontFamily, ...] = Field(min_length=1)
    languages: Mapping[str, Language]
    layouts: tuple[Layout, ...] = Field(min_length=1)
    motion: Motion = Motion()
    ticker: Ticker = Ticker()

    @property
    def variant_names(self) -> tuple[str, ...]:
        return (DAY, *self.variants)

    def in_variant(self, name: str) -> "ThemeFile":
        """The theme as this variant shows it, knowing of no other."""
        said = Variant() if name == DAY else self.variants[name]
        return self.model_copy(
            update={
                "colours": {**self.colours, **said.colours},
                "inks": {**self.inks, **said.inks},
                "variants": {},
            }
        )


@dataclass(frozen=True)
class Theme:
    """A theme that was read whole, in one variant.

    Its digest stands for every pixel it can cause.
    """

    folder: Path
    digest: str
    file: ThemeFile
    font_folders: Mapping[str, Path]

    def layout_for(self, size: Size) -> Layout:
        """The first whose aspect the face reaches; they stand from long to tall.

        Raises LayoutError for a face too small for every layout of its aspect.
        """
        reached = [x for x in self.file.layouts if _is_reached(x.from_aspect, size)]
        made = [x for x in reached if x.from_aspect == reached[0].from_aspect]
        for layout in made:
            if size.width >= layout.least[0] and size.height >= layout.least[1]:
                return layout
        raise LayoutError(
            f"face of {size.width}×{size.height}",
            "it is smaller than {least}, the least that the theme {theme} is made for"
            " in this shape",
            "enlarge the face, or add a layout for it to the theme",
            least="×".join(map(str, made[-1].least)),
            theme=self.folder.name,
        )

    def language(self, code: str) -> Language:
        """Raises ThemeError for a language the theme was not made for."""
        if code in self.file.languages:
            return self.file.languages[code]
        raise self._lacks(f"languages.{code}", "the theme does not know this language")

    def has_template(self, template: str, size: Size) -> bool:
        return bare_template(template) in self.layout_for(size).templates

    def has_region(self, template: str, size: Size, name: str) -> bool:
        return name in self._template(template, size).regions

    def region(self, template: str, size: Size, name: str) -> Rect:
        """A region in pixels of the face; on even pixels, as 4:2:0 video asks for.

        Raises ThemeError when the template has no such region.
        """
        regions = self._template(template, size).regions
        if name in regions:
            return _on_even_pixels(regions[name], self._sheet(size), size)
        key = (
            f"layouts.{self.layout_for(size).name}.templates.{template}.regions.{name}"
        )
        raise self._lacks(key, "the template has no such region")

    def regions(self, template: str, size: Size) -> dict[str, Rect]:
        names = self._template(template, size).regions
        return {name: self.region(template, size, name) for name in names}

    def roles(self, template: str, size: Size) -> frozenset[str]:
        """The kinds of text the template may set: title, body, agency …"""
        own = self._template(template, size).type
        return frozenset(self.layout_for(size).type) | frozenset(own)

    def type_scale(self, template: str, size: Size, role: str) -> TypeScale:
        """A role's sizes in pixels of the face, never under what is legible."""
        layout = self.layout_for(size)
        scales = {**layout.type, **self._template(template, size).type}
        if role not in scales or role not in layout.legible_px:
            raise self._lacks(
                f"layouts.{layout.name}.type.{role}", "no sizes for this role"
            )
        scale, least = scales[role], layout.legible_px[role]
        grown = _growth(self._sheet(size), size)
        sizes = {max(round(step * grown), least) for step in scale.sizes}
        return scale.model_copy(update={"sizes": tuple(sorted(sizes, reverse=True))})

    def _sheet(self, size: Size) -> Size:
        return Size(*self.layout_for(size).sheet)

    def _template(self, name: str, size: Size) -> Template:
        name, layout = bare_template(name), self.layout_for(size)
        if name in layout.templates:
            return layout.templates[name]
        key = f"layouts.{layout.name}.templates.{name}"
        raise self._lacks(key, "there is no such template")

    def _lacks(self, key: str, what: str) -> ThemeError:
        place = f"{self.folder / 'theme.toml'}: {key}"
        return ThemeError(place, "{reason}", "add it there", reason=what)


def bare_template(name: str) -> str:
    """`urgent` of `critical:urgent`: the colours differ, where things stand does not."""
    return name.rpartition(":")[2]


def is_urgent(template: str) -> bool:
    """Whether it is of an urgent message: only those have levels."""
    return ":" in template


def _growth(sheet: Size, size: Size) -> Fraction:
    """How much larger than on the sheet a letter may be without leaving its region."""
    return min(Fraction(size.width, sheet.width), Fraction(size.height, sheet.height))


def _on_even_pixels(edges: Edges, sheet: Size, size: Size) -> Rect:
    """Regions that touch on the sheet touch on the face: edges are rounded, not sizes."""
    left, top, right, bottom = edges
    x, right = (_even(edge, sheet.width, size.width) for edge in (left, right))
    y, bottom = (_even(edge, sheet.height, size.height) for edge in (top, bottom))
    return Rect(x, y, right - x, bottom - y)


def _even(edge: int, sheet_side: int, side: int) -> int:
    return 2 * round(Fraction(edge * side, 2 * sheet_side))


def _is_reached(aspect: tuple[int, int], size: Size) -> bool:
    """Whether a size is at least as long for its height."""
    width, height = aspect
    return size.width * height >= width * size.height
