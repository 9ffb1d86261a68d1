"""Which themes there are to choose from: folders of the renderer's, known by their names.

Only the name and the variants are read. Whether a theme can be drawn, the renderer says.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

THEME_FILE = "theme.toml"
DAY = "day"
VARIANTS = {"day": _("by day"), "night": _("by night")}


@dataclass(frozen=True)
class ThemeFolder:
    """`names` by language; a theme that says none is called as its folder."""

    code: str
    names: tuple[tuple[str, str], ...]
    variants: tuple[str, ...]

    @property
    def name(self) -> str:
        names = dict(self.names)
        fallback = names.get(settings.LANGUAGE_CODE, self.code)
        return names.get(get_language() or "", fallback)

    @property
    def label(self) -> str:
        """As in “Bản sắc Lào Cai (lao-cai): ban ngày, ban đêm”."""
        variants = ", ".join(str(VARIANTS.get(one, one)) for one in self.variants)
        return f"{self.name} ({self.code}): {variants}"


def themes_in(root: Path) -> tuple[ThemeFolder, ...]:
    """In the order of their folders' names; what cannot be read is none."""
    files = sorted(root.glob(f"*/{THEME_FILE}"))
    found = (_theme_of(path, path.stat().st_mtime_ns) for path in files)
    return tuple(theme for theme in found if theme)


def known_themes() -> tuple[ThemeFolder, ...]:
    return themes_in(Path(settings.THEMES_DIR))


def is_known(code: str) -> bool:
    return any(one.code == code for one in known_themes())


def theme_choices(kept: str) -> list[tuple[str, Any]]:
    """For a form; `kept` stays to be seen, and said to be missing, when it is gone."""
    choices: list[tuple[str, Any]] = [(one.code, one.label) for one in known_themes()]
    if kept and kept not in dict(choices):
        missing = format_lazy("{code} – {lack}", code=kept, lack=_("theme is missing"))
        return [(kept, missing), *choices]
    return choices


def theme_name(code: str) -> str:
    """For lists: short, and saying so when the theme is gone."""
    name = next((one.name for one in known_themes() if one.code == code), None)
    return name or f"{code} – {gettext('theme is missing')}"


@lru_cache(maxsize=64)
def _theme_of(path: Path, _changed_at: int) -> ThemeFolder | None:
    """Read again only when it was changed: a theme is a thousand lines."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    names, variants = _table(told, "name"), _table(told, "variants")
    return ThemeFolder(
        code=path.parent.name,
        names=tuple((language, str(name)) for language, name in names.items()),
        variants=(DAY, *variants),
    )


def _table(told: dict[str, Any], key: str) -> dict[str, Any]:
    """What is no table there, the renderer refuses; here it only has no name."""
    value = told.get(key)
    return value if isinstance(value, dict) else {}
