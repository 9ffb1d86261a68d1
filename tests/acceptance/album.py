"""Pictures for the guides, taken of the very pages on which the scenarios are played.

`make pictures` takes them anew; otherwise none are kept.
"""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = os.environ.get("GUIDE_PICTURES", "")


def keep(page: Page, name: str) -> None:
    """What is in the window now."""
    if FOLDER:
        path = Path(FOLDER) / f"{name}.jpg"
        page.screenshot(path=path, type="jpeg", quality=80)
