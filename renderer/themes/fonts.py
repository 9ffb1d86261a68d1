"""Where a theme's families of letters are found, and what is wrong with them."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.ttLib import (  # type: ignore[import-untyped]
    TTCollection,
    TTFont,
    TTLibError,
)

from renderer.digests import digest_of_bytes
from renderer.errors import ThemeError
from renderer.themes.theme import FontFamily, ThemeFile

FONT_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
# The names by which a font gives its family: as programs of old knew it, and in full.
_FAMILY_NAMES = (1, 16)


def font_files(folder: Path) -> list[Path]:
    """The fonts in a folder, in the order of their names."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in FONT_ENDINGS)


def font_folder(theme: Path, font: FontFamily) -> Path:
    """Raises ModuleNotFoundError when the package it comes from is not installed."""
    whole = Path(str(resources.files(font.package))) if font.package else theme
    return (whole / font.folder).resolve()


@cache
def font_digest(path: Path) -> str:
    # An installed font does not change under a running program; 33 MB cost 30 ms.
    return digest_of_bytes(path.read_bytes())


def font_faults(path: str, theme: Path, file: ThemeFile) -> Iterator[ThemeError]:
    for font in file.fonts:
        where = f"{path}: fonts[{font.family}]"
        try:
            folder = font_folder(theme, font)
        except ModuleNotFoundError:
            yield ThemeError(
                where,
                "the Python package {package} is not installed",
                "install the packages of requirements.txt",
                package=font.package,
            )
            continue
        found = font_files(folder)
        if not found:
            yield ThemeError(
                where,
                "{folder} holds no font file",
                "correct the folder, or install the package again",
                folder=folder,
            )
            continue
        families = frozenset().union(*(_families_in(file) for file in found))
        if font.family not in families:
            yield ThemeError(
                where,
                "no font in {folder} is of this family",
                "choose one of {known}",
                folder=folder,
                known=", ".join(sorted(families)),
            )


@cache
def _families_in(path: Path) -> frozenset[str]:
    """None in a file that is no font."""
    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                return frozenset().union(*map(_families_of, collection.fonts))
        with TTFont(path, lazy=True) as font:
            return _families_of(font)
    except (TTLibError, OSError):
        return frozenset()


def _families_of(font: TTFont) -> frozenset[str]:
    names = font["name"].names
    return frozenset(n.toUnicode() for n in names if n.nameID in _FAMILY_NAMES)
