"""A browser's windows for tests: Vietnamese, and waited for as long as a busy machine needs."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect

PATIENCE_MS = 120_000
expect.set_options(timeout=PATIENCE_MS)


def open_context(browser: Browser, **options: Any) -> BrowserContext:
    """Somebody's own windows; `options` are Playwright's."""
    context = browser.new_context(locale="vi-VN", **options)
    context.set_default_timeout(PATIENCE_MS)
    return context
