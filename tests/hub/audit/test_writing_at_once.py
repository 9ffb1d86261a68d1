"""Several processes' threads write at once: the chain never forks, on either database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(database: str, data_dir: Path, *program: str) -> str:
    done = subprocess.run(
        [sys.executable, *program],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": database,
            "DATA_DIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "hub.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_writers_on_sqlite_never_fork_the_chain(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
    run(database, tmp_path, "manage.py", "migrate", "--no-input", "-v0")

    said = run(database, tmp_path, "-m", "tests.hub.audit.writers")

    assert said.split() == ["40", "whole"]


@pytest.mark.needs_postgresql
def test_writers_on_postgresql_never_fork_the_chain(
    postgresql_database: str, tmp_path: Path
) -> None:
    run(postgresql_database, tmp_path, "manage.py", "migrate", "--no-input", "-v0")

    said = run(postgresql_database, tmp_path, "-m", "tests.hub.audit.writers")

    assert said.split() == ["40", "whole"]


@pytest.mark.needs_postgresql
def test_the_log_is_kept_on_postgresql_as_on_sqlite(
    postgresql_database: str, tmp_path: Path
) -> None:
    same_tests = "-m pytest -q -p no:cacheprovider tests/hub/audit/test_actions.py -k the_database"

    assert " passed" in run(postgresql_database, tmp_path, *same_tests.split())
