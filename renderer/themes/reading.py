"""Reads a theme's folder, and refuses one that could fail on a wall later."""

import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from renderer.digests import digest_of_bytes, digest_of_value
from renderer.errors import ThemeError
from renderer.themes.contrast import contrast_of
from renderer.themes.motion import motion_faults
from renderer.themes.theme import FontFamily, Layout, Theme, ThemeFile

THEME_FILE = "theme.toml"
SLIDE_FILE = "slide.typ"
FONT_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
TEMPLATES = ("story", "notice", "gallery", "clip", "filler")
MOVING_TEMPLATES = frozenset({"gallery", "clip"})
ROLES = ("title", "long_title", "body", "agency", "name", "names")
LEAST_CONTRAST = 4.5  # WCAG 2, level AA


def read_theme(folder: Path) -> Theme:
    """Reads a theme whole.

    Raises ThemeError naming the file and the key that is missing or wrong.
    """
    for name in (THEME_FILE, SLIDE_FILE):
        if not (folder / name).is_file():
            raise ThemeError(
                str(folder / name),
                "there is no such file",
                "check the theme's name, or start from a copy of themes/lao-cai",
            )
    path = folder / THEME_FILE
    file = _parse(path)
    for key, what in _faults(file):
        raise ThemeError(
            f"{path}: {key}", "{reason}", "correct it in the theme", reason=what
        )
    fonts = {font.family: _font_folder(path, font) for font in file.fonts}
    return Theme(folder.resolve(), _digest(folder, fonts.values()), file, fonts)


def _parse(path: Path) -> ThemeFile:
    try:
        return ThemeFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(
            str(path), "{reason}", "mend the file's TOML", reason=error
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ThemeError(
            f"{path}: {key}",
            "{reason}",
            "correct it in the theme",
            reason=first["msg"],
        ) from error


def _faults(file: ThemeFile) -> Iterator[tuple[str, str]]:
    """Each key that contradicts another, and why."""
    yield from _colour_faults(file)
    yield from motion_faults(
        file.motion,
        file.ticker,
        templates=TEMPLATES,
        inks=file.inks,
        colours=file.colours,
    )
    families = {font.family for font in file.fonts}
    for code, language in file.languages.items():
        for font in language.fonts:
            if font.split("/")[0] not in families:
                yield f"languages.{code}.fonts", f"{font} is not among the fonts"
    aspects = [Fraction(*layout.from_aspect) for layout in file.layouts]
    if aspects != sorted(aspects, reverse=True) or aspects[-1] != 0:
        yield "layouts", "they must go from the longest aspect down to one from [0, 1]"
    for layout in file.layouts:
        yield from _gaps(layout)
        yield from _region_faults(layout)


def _colour_faults(file: ThemeFile) -> Iterator[tuple[str, str]]:
    for name, pair in file.inks.items():
        unknown = [colour for colour in pair if colour not in file.colours]
        if unknown:
            yield f"inks.{name}", f"{unknown[0]} is not among the colours"
            continue
        contrast = contrast_of(*(file.colours[colour] for colour in pair))
        if contrast < LEAST_CONTRAST:
            yield f"inks.{name}", f"{contrast:.1f} : 1 is under {LEAST_CONTRAST}"


def _gaps(layout: Layout) -> Iterator[tuple[str, str]]:
    """What every layout must have, so that no item fails on it later."""
    key = f"layouts.{layout.name}"
    for template in TEMPLATES:
        if template not in layout.templates:
            yield f"{key}.templates.{template}", "there is no such template"
    for template in MOVING_TEMPLATES & layout.templates.keys():
        if "media" not in layout.templates[template].regions:
            yield f"{key}.templates.{template}.regions.media", "it shows no picture"
    for role in ROLES:
        if role not in layout.type:
            yield f"{key}.type.{role}", "no sizes for this role"
        if role not in layout.legible_px:
            yield f"{key}.legible_px.{role}", "no least size for this role"


def _region_faults(layout: Layout) -> Iterator[tuple[str, str]]:
    width, height = layout.sheet
    for template, content in layout.templates.items():
        for name, (left, top, right, bottom) in content.regions.items():
            if not (0 <= left < right <= width and 0 <= top < bottom <= height):
                key = f"layouts.{layout.name}.templates.{template}.regions.{name}"
                yield key, f"it is empty or outside the sheet of {width}×{height}"


def _font_folder(path: Path, font: FontFamily) -> Path:
    try:
        folder = Path(str(resources.files(font.package))) / font.folder
    except ModuleNotFoundError as error:
        raise ThemeError(
            f"{path}: fonts[{font.family}]",
            "the Python package {package} is not installed",
            "install the packages of requirements.txt",
            package=font.package,
        ) from error
    if not font_files(folder):
        raise ThemeError(
            f"{path}: fonts[{font.family}]",
            "{folder} holds no font file",
            "correct the folder, or install the package again",
            folder=folder,
        )
    return folder.resolve()


def _digest(folder: Path, font_folders: Iterable[Path]) -> str:
    """Of every file in the folder and every font that typst is shown."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    fonts = [path for fonts in font_folders for path in font_files(fonts)]
    return digest_of_value(
        {
            "files": {
                path.relative_to(folder).as_posix(): digest_of_bytes(path.read_bytes())
                for path in files
            },
            "fonts": sorted(_font_digest(path) for path in fonts),
        }
    )


def font_files(folder: Path) -> list[Path]:
    """The fonts of a package's folder, in the order of their names."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in FONT_ENDINGS)


@cache
def _font_digest(path: Path) -> str:
    # An installed font does not change under a running program; 33 MB cost 30 ms.
    return digest_of_bytes(path.read_bytes())
