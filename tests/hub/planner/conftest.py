"""The browser, the renderer and the walls of the tests of the screens."""

from tests.hub.screens.conftest import (
    _forget_other_walls,
    browser,
    loops,
    open_requests,
    page,
    renderer,
)

__all__ = [
    "_forget_other_walls",
    "browser",
    "loops",
    "open_requests",
    "page",
    "renderer",
]
