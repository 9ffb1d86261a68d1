"""The themes of the repository, and copies of the house theme that tests may spoil."""

import shutil
from pathlib import Path

THEMES = Path(__file__).parents[2] / "themes"
HOUSE_THEME = THEMES / "lao-cai"
ALL_THEMES = sorted(path.parent for path in THEMES.glob("*/theme.toml"))


def copy_of_house_theme(folder: Path, name: str = "theme") -> Path:
    return Path(shutil.copytree(HOUSE_THEME, folder / name))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
