"""What every test of the hub starts from: own folders, tasks done at once."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from hypothesis import settings as hypothesis_settings

pytest_plugins = [
    "tests.needs",
    "tests.require_all",
    "tests.postgresql",
    "tests.emptying",
]

# How long an example takes says something of the machine and nothing of the code.
# Where others wait for the verdict the examples are the same each time; at a desk new ones
# are tried.
hypothesis_settings.register_profile(
    "untimed", deadline=None, derandomize="CI" in os.environ
)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite lies in a file, as in production, and each thread has its own connection.

    In memory a live server would share the test's: a transaction of one request then
    takes back what another has just written, its session for one.
    """
    database = connections["default"]
    if database.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "hub.sqlite3"
        database.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_DIR = tmp_path / "private"
    settings.LOOPS_DIR = tmp_path / "loops"
    settings.RELEASES_DIR = tmp_path / "releases"
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    }
    # As in the demo; tests of signing in switch it on.
    settings.SECOND_FACTOR = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
