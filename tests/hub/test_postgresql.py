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


@pytest.mark.needs_chromium
@pytest.mark.needs_mpv
def test_what_is_found_answered_and_played_is_as_on_sqlite(
    postgresql_database, tmp_path
):
    """In one process: migrating takes longest. One scenario is left to SQLite, as long."""
    same_tests = [
        *("tests/hub/test_finding.py", "tests/hub/graphql", "tests/acceptance"),
        "--ignore=tests/acceptance/test_monthly_clips.py",
    ]
    options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--require-all"]

    told = run(postgresql_database, tmp_path, *options, *same_tests)

    assert " passed" in told
