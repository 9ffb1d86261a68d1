"""The templates and pictures in a theme's folder, and what is wrong with them."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

from renderer.errors import ThemeError
from renderer.themes.theme import ThemeFile

# A theme's logo stands a few hundred pixels high; typst ends the process over pictures
# of a hundred thousand.
MAX_PICTURE_PX = 25_000_000
MAX_SVG_BYTES = 2_000_000
_ASKED = re.compile(r"\b(colours|inks|pictures)\.([A-Za-z_][\w-]*)")
_READS_THE_FILE = re.compile(r"[\"/]theme\.toml\"")
# Dictionaries have methods too: colours.at("rice").
_METHODS = frozenset({"at", "keys", "values", "pairs", "len"})


def template_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.typ"))


def file_faults(folder: Path, file: ThemeFile) -> Iterator[ThemeError]:
    for path in template_files(folder):
        yield from _template_faults(path, file)
    for name, picture in file.pictures.items():
        where = f"{folder / 'theme.toml'}: pictures.{name}"
        yield from _picture_faults(where, folder, picture)


def _template_faults(path: Path, file: ThemeFile) -> Iterator[ThemeError]:
    text = path.read_text("utf-8", errors="replace")
    if _READS_THE_FILE.search(text):
        yield ThemeError(
            str(path),
            "it reads theme.toml itself, and would show the day's colours by night",
            "use the `colours` and `inks` of @local/slides",
        )
    said = {"colours": file.colours, "inks": file.inks, "pictures": file.pictures}
    for kind, name in sorted(set(_ASKED.findall(text))):
        # A template asks whether there is a picture before it shows it.
        if name in said[kind] or name in _METHODS or kind == "pictures":
            continue
        yield ThemeError(
            f"{path}: {kind}.{name}",
            "theme.toml says nothing of it",
            "add it there, or correct the template",
        )


def _picture_faults(where: str, folder: Path, name: str) -> Iterator[ThemeError]:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        yield ThemeError(
            where, "{name} is outside the theme's folder", "put it there", name=name
        )
    elif not path.is_file():
        yield ThemeError(
            where,
            "there is no file {name}",
            "put it there, or take the key out",
            name=name,
        )
    else:
        reason = _svg_fault(path) if path.suffix == ".svg" else _raster_fault(path)
        if reason:
            yield ThemeError(
                where,
                "{name} is no picture that can be shown ({reason})",
                "save it as SVG, PNG or JPEG",
                name=name,
                reason=reason,
            )


def _svg_fault(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MAX_SVG_BYTES:
        return f"{len(content)} bytes"
    if b"<!ENTITY" in content:
        return "XML entities"
    try:
        root = ET.fromstring(content)  # noqa: S314 — its entities are refused
    except ET.ParseError as error:
        return str(error)
    return "" if root.tag.endswith("svg") else f"<{root.tag}>"


def _raster_fault(path: Path) -> str:
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_PICTURE_PX:
                return f"{image.width}×{image.height}"
            image.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        return str(error)
    return ""
