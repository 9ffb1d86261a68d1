"""The demo province, loaded once for all tests of a module and taken back after them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from fixtures.province import Province, read_province
from hub.demo.loading import load


@pytest.fixture(scope="module")
def _loaded_into(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder):
            load(read_province())
        with django_db_blocker.block():
            yield folder
        transaction.set_rollback(True)


@pytest.fixture
def province(_loaded_into: Path, db: None, settings: Settings) -> Province:
    """What was loaded; each test works in a savepoint of its own."""
    settings.MEDIA_ROOT = _loaded_into
    return read_province()
