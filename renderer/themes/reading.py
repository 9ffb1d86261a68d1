"""Reads a theme's folder, and refuses one that could fail on a wall later."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from renderer.digests import digest_of_bytes, digest_of_value
from renderer.errors import ThemeError
from renderer.themes.faults import faults_of
from renderer.themes.files import file_faults
from renderer.themes.fonts import font_digest, font_faults, font_files, font_folder
from renderer.themes.theme import DAY, Theme, ThemeFile

THEME_FILE = "theme.toml"
SLIDE_FILE = "slide.typ"


def read_theme(folder: Path, variant: str = DAY) -> Theme:
    """Reads a theme whole, as one of its variants shows it.

    Raises ThemeError naming the file and the key that is missing or wrong.
    """
    file, faults = _looked_through(folder)
    if file is None or faults:
        raise faults[0]
    if variant not in file.variant_names:
        raise ThemeError(
            f"{folder / THEME_FILE}: variants.{variant}",
            "the theme has no such variant",
            "choose one of {known}, or add it",
            known=", ".join(file.variant_names),
        )
    shown = file.in_variant(variant)
    fonts = {font.family: font_folder(folder, font) for font in file.fonts}
    return Theme(folder.resolve(), _digest(folder, shown, fonts.values()), shown, fonts)


def variants_of(folder: Path) -> tuple[str, ...]:
    """The names of a theme's variants, day first; none of one that cannot be read."""
    file, _ = _looked_through(folder)
    return file.variant_names if file else ()


def theme_faults(folder: Path) -> tuple[ThemeError, ...]:
    """All that is wrong in a theme's files, not only the first."""
    return _looked_through(folder)[1]


def _looked_through(folder: Path) -> tuple[ThemeFile | None, tuple[ThemeError, ...]]:
    missing = tuple(_missing_files(folder))
    if missing:
        return None, missing
    path = folder / THEME_FILE
    file, faults = _parsed(str(path), path.read_bytes())
    if file is None:
        return None, faults
    of_files = (*font_faults(str(path), folder, file), *file_faults(folder, file))
    return file, (*faults, *of_files)


def _missing_files(folder: Path) -> Iterator[ThemeError]:
    for name in (THEME_FILE, SLIDE_FILE):
        if not (folder / name).is_file():
            yield ThemeError(
                str(folder / name),
                "there is no such file",
                "check the theme's name, or start from a copy of themes/lao-cai",
            )


# A still asks again for a theme that has not changed; looking it through takes a while.
@lru_cache(maxsize=16)
def _parsed(
    path: str, content: bytes
) -> tuple[ThemeFile | None, tuple[ThemeError, ...]]:
    try:
        file = ThemeFile.model_validate(tomllib.loads(content.decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fault = ThemeError(path, "{reason}", "mend the file's TOML", reason=error)
        return None, (fault,)
    except ValidationError as error:
        return None, tuple(
            ThemeError(
                f"{path}: {'.'.join(str(part) for part in fault['loc'])}",
                "{reason}",
                "correct it in the theme",
                reason=fault["msg"],
            )
            for fault in error.errors()
        )
    return file, tuple(faults_of(path, file))


def _digest(folder: Path, file: ThemeFile, font_folders: Iterable[Path]) -> str:
    """Of the theme in this variant, its other files, and every font typst is shown.

    So night's colours do not change what the day is named by, nor does a comment,
    nor what the theme is called.
    """
    fonts = [path for fonts in font_folders for path in font_files(fonts)]
    others = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != THEME_FILE
    ]
    return digest_of_value(
        {
            "theme": file.model_dump(mode="json", exclude={"name"}),
            "files": {
                path.relative_to(folder).as_posix(): digest_of_bytes(path.read_bytes())
                for path in others
            },
            "fonts": sorted(font_digest(path) for path in fonts),
        }
    )
