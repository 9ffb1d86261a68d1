"""The desk, its clock and the wall: what every scenario is played with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser

from tests.acceptance.clock import Clock
from tests.acceptance.desk import Desk
from tests.acceptance.wall import Wall
from tests.hub.screens.conftest import (  # noqa: F401 - fixtures of these scenarios too
    OpenRequests,
    browser,
    open_requests,
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def desk(
    browser: Browser,  # noqa: F811
    live_server: Any,
    open_requests: OpenRequests,  # noqa: F811
    settings: Any,
) -> Iterator[Desk]:
    cache.clear()
    settings.HUB_BASE_URL = live_server.url
    desk = Desk(browser, live_server.url)
    yield desk
    desk.go_home()


@pytest.fixture
def wall(live_server: Any, settings: Any, tmp_path: Path) -> Wall:
    return Wall(live_server.url, Path(settings.LOOPS_DIR), tmp_path / "store")
