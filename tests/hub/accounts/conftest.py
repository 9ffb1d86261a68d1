"""Signing in as in production: with a second factor, and nothing remembered."""

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()
