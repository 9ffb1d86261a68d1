"""The one door to typst: runs a theme's slide.typ over a document of data."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from renderer.errors import ThemeError
from renderer.themes import Theme

# What the slides of all themes share, as the typst package @local/slides.
_PACKAGES = Path(__file__).with_name("packages")
# One point of typst is one pixel of the face.
_POINTS_PER_INCH = 72


class _Warm(threading.local):
    """The compilers of one thread, by the digest of their theme."""

    def __init__(self) -> None:
        self.compilers: dict[str, typst.Compiler] = {}


_warm = _Warm()


@dataclass(frozen=True)
class Words:
    """A string in a language and a weight of letters."""

    text: str
    language: str
    weight: int


# Widths by theme and words, so that a word measured once is not measured for every page,
# size and still of a process. Some 100 bytes each.
_widths: dict[tuple[str, Words], float] = {}
_MOST_WIDTHS = 50_000


def measure(theme: Theme, words: Sequence[Words]) -> list[float]:
    """The width of each, in font sizes: letters scale evenly, so one size says all."""
    known = {word: _widths.get((theme.digest, word)) for word in words}
    unknown = [word for word, width in known.items() if width is None]
    if unknown:
        measured = dict(zip(unknown, _measured(theme, unknown), strict=True))
        if len(_widths) > _MOST_WIDTHS:
            _widths.clear()
        _widths.update(((theme.digest, word), measured[word]) for word in unknown)
        known |= measured
    return [width for word in words if (width := known[word]) is not None]


def _measured(theme: Theme, words: Sequence[Words]) -> list[float]:
    compiler = _compiler(theme)
    _run(theme, compiler, {"task": "measure", "words": [asdict(w) for w in words]})
    widths: list[float] = json.loads(
        compiler.query("<widths>", field="value", one=True)
    )
    return widths


def draw(theme: Theme, document: Mapping[str, Any]) -> tuple[bytes, ...]:
    """A PNG for each of the document's pages, or plates if that is its task."""
    drawn = _run(theme, _compiler(theme), {"task": "draw", **document})
    return (drawn,) if isinstance(drawn, bytes) else tuple(drawn)


def _run(
    theme: Theme, compiler: typst.Compiler, document: Mapping[str, Any]
) -> bytes | list[bytes]:
    file = theme.file
    slide = {
        **document,
        "languages": {k: v.model_dump() for k, v in file.languages.items()},
        "colours": file.colours,
        "inks": file.inks,
        "pictures": file.pictures,
    }
    inputs = {"slide": json.dumps(slide, ensure_ascii=False)}
    try:
        drawn = compiler.compile(format="png", ppi=_POINTS_PER_INCH, sys_inputs=inputs)
    except typst.TypstError as error:
        raise ThemeError(
            str(theme.folder),
            "{reason}",
            "mend the theme's typst",
            reason=error.diagnostic or error.message,
        ) from error
    assert drawn is not None  # only when typst is given a file to write to
    return drawn


def _compiler(theme: Theme) -> typst.Compiler:
    """A warm compiler of this thread: each holds the inputs of its last document.

    It is given a path, since a compiler made from bytes fails on its second document.
    """
    if theme.digest not in _warm.compilers:
        _warm.compilers[theme.digest] = typst.Compiler(
            theme.folder / "slide.typ",
            root=theme.folder,
            font_paths=_fonts(frozenset(theme.font_folders.values())),
            ignore_system_fonts=True,
            package_path=_PACKAGES,
            package_cache_path=_PACKAGES,
        )
    return _warm.compilers[theme.digest]


@cache
def _fonts(folders: frozenset[Path]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted(str(folder) for folder in folders),
    )
