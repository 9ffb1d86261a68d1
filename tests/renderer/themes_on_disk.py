"""The house theme, and copies of it that tests may spoil."""

import shutil
from pathlib import Path

HOUSE_THEME = Path(__file__).parents[2] / "themes" / "lao-cai"


def copy_of_house_theme(folder: Path) -> Path:
    return Path(shutil.copytree(HOUSE_THEME, folder / "theme"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
