"""Wagtail's header puts a variable `heading` in the place of its <h1>, of whatever use it was."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEADER = "wagtailadmin/shared/header.html"
PAGES = [
    path.relative_to(ROOT)
    for path in sorted(ROOT.glob("hub/*/templates/**/*.html"))
    if HEADER in path.read_text("utf-8")
]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_loses_its_heading(page: Path) -> None:
    text = (ROOT / page).read_text("utf-8")

    assert not re.search(r"\b(as|asvar) heading\b|[{ ]heading=", text)


def test_there_are_such_pages() -> None:
    assert len(PAGES) > 20
