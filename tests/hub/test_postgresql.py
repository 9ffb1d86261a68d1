"""PostgreSQL, the database in production, serves the hub as SQLite does.

Each test is a process of its own: settings are read once, when a process starts.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.needs_postgresql


def run(database: str, data_dir: Path, *program: str) -> str:
    """What `python PROGRAM…` prints with the hub's rows in `database`."""
    done = subprocess.run(
        [sys.executable, *program],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database, "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_whole_schema_is_made(postgresql_database, tmp_path):
    run(postgresql_database, tmp_path, "manage.py", "migrate", "--no-input")

    with psycopg.connect(postgresql_database) as connection:
        tables = {
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public'"
            )
        }
    assert {"wagtailcore_page", "hub_agencies_agency", "hub_displays_face"} <= tables
    assert not (tmp_path / "hub.sqlite3").exists()


def test_the_same_is_found_as_in_sqlite(postgresql_database, tmp_path):
    same_tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]

    assert " passed" in run(
        postgresql_database, tmp_path, *same_tests, "tests/hub/test_finding.py"
    )


def test_programmes_are_answered_as_from_sqlite(postgresql_database, tmp_path):
    same_tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/hub/graphql"]

    assert " passed" in run(postgresql_database, tmp_path, *same_tests)


@pytest.mark.needs_chromium
def test_the_scenarios_of_the_regulation_are_played_as_on_sqlite(
    postgresql_database, tmp_path
):
    same_tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/acceptance"]

    assert " passed" in run(postgresql_database, tmp_path, *same_tests)
