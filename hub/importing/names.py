"""Which file a name in the sheet means: names suffer on their way through archives.

macOS composes letters another way, Windows writes bytes of another alphabet, and nobody
minds the case. Pure.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

# What systems put into folders by themselves.
OF_THE_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store"}
# What programs on Vietnamese machines wrote where the archive says nothing.
ALPHABETS = ("utf-8", "cp1258", "gb18030")


class AmbiguousNameError(Exception):
    """Several files could be meant."""


def is_of_the_system(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.lower() in OF_THE_SYSTEM or "__MACOSX" in path.parts


def is_inside(name: str) -> bool:
    """Whether a name stays within the folder, on every system."""
    has_drive = len(name) > 1 and name[1] == ":"
    is_absolute = name.startswith(("/", "\\")) or has_drive
    parts = name.replace("\\", "/").split("/")
    return bool(name) and not is_absolute and ".." not in parts and "\0" not in name


def readings(name: str, *, is_unicode: bool) -> set[str]:
    """What the name in an archive may have been."""
    found = {name}
    if not is_unicode:
        found.update(filter(None, (_reread(name, one) for one in ALPHABETS)))
    return {unicodedata.normalize("NFC", one) for one in found}


class Names:
    """The files there are, each with its possible names."""

    def __init__(self, readings_of: dict[str, set[str]]) -> None:
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._loose: defaultdict[str, set[str]] = defaultdict(set)
        for file, names in readings_of.items():
            for name in names | {PurePosixPath(one).name for one in names}:
                self._exact[name].add(file)
                self._loose[name.casefold()].add(file)

    def find(self, typed: str) -> str | None:
        """The file that is meant. Raises AmbiguousNameError."""
        name = unicodedata.normalize("NFC", typed.strip().replace("\\", "/"))
        found = self._exact.get(name) or self._loose.get(name.casefold()) or set()
        if len(found) > 1:
            raise AmbiguousNameError(typed)
        return next(iter(found), None)


def split_names(cell: str) -> list[str]:
    parts: Iterable[str] = cell.replace("\n", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def _reread(name: str, alphabet: str) -> str | None:
    try:
        return name.encode("cp437").decode(alphabet)
    except UnicodeError:
        return None
