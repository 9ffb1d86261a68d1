"""A wall with nothing remembered, a browser, and a renderer that answers on loopback."""

from collections.abc import Iterator
from pathlib import Path
from threading import Condition
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings

from tests.browsers import open_context
from tests.hub.screens.fake_renderer import FakeRenderer


@pytest.fixture(autouse=True)
def _forget_other_walls() -> None:
    cache.clear()


@pytest.fixture
def loops(settings: Settings) -> Path:
    """The renderer's folder of finished files."""
    return Path(settings.LOOPS_DIR)


@pytest.fixture
def renderer(settings: Settings) -> Iterator[FakeRenderer]:
    with FakeRenderer() as fake:
        settings.RENDERER_URL = fake.address
        yield fake


@pytest.fixture(scope="module")
def browser(chromium: Path, django_db_setup: None) -> Iterator[Browser]:
    # Playwright keeps an event loop running in this thread. Django would forbid its
    # database there, and open another connection than the one the tests were set up with.
    database = connections["default"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        connections["default"] = database
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


class OpenRequests:
    """Counts what the live server is busy with."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def begin(self, **_signal: Any) -> None:
        self._add(1)

    def end(self, **_signal: Any) -> None:
        self._add(-1)

    def wait_for_none(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._count <= 0, timeout=120)

    def _add(self, number: int) -> None:
        with self._changed:
            self._count += number
            self._changed.notify_all()


@pytest.fixture
def open_requests() -> Iterator[OpenRequests]:
    """A page's last question may outlive it; the database is emptied only after that."""
    requests = OpenRequests()
    request_started.connect(requests.begin)
    request_finished.connect(requests.end)
    yield requests
    requests.wait_for_none()
    request_started.disconnect(requests.begin)
    request_finished.disconnect(requests.end)


@pytest.fixture
def page(browser: Browser, open_requests: OpenRequests) -> Iterator[Page]:
    """A desktop's window; a fault in the page's program fails the test."""
    context = open_context(browser, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []
