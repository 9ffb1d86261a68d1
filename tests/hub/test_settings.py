"""The hub's settings, started as a program of their own in other environments."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = "import django; django.setup(); from django.conf import settings as s; print(%s)"
OWN = {"SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "hub.example.vn"}


def run(
    question: str, tmp_path: Path, **values: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "DATA_DIR": str(tmp_path / "data"),
        **values,
    }
    return subprocess.run(
        [sys.executable, "-c", ASK % question],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_nothing_set_the_hub_runs_for_this_machine_only(tmp_path: Path) -> None:
    answer = run("s.DEBUG, s.ALLOWED_HOSTS", tmp_path)

    assert answer.stdout.strip() == "True ['localhost', '127.0.0.1', '[::1]']"


def test_in_production_the_hub_runs_with_its_own_secret(tmp_path: Path) -> None:
    answer = run("s.DEBUG, s.ALLOWED_HOSTS", tmp_path, DEBUG="off", **OWN)

    assert answer.stdout.strip() == "False ['hub.example.vn']"


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"DEBUG": "off", "ALLOWED_HOSTS": "hub.example.vn"}, "SECRET_KEY"),
        ({"DEBUG": "off", "SECRET_KEY": "k" * 50}, "ALLOWED_HOSTS"),
        ({"AS_RUN_KEEP_YEARS": "4"}, "AS_RUN_KEEP_YEARS"),
        ({"DEBUG": "off", "DEMO": "on", **OWN}, "DEMO"),
        ({"SECOND_FACTOR": "off"}, "SECOND_FACTOR"),
        ({"DEBUG": "off", "SECOND_FACTOR": "off", **OWN}, "SECOND_FACTOR"),
        ({"RENDERER_URL": "somewhere"}, "RENDERER_URL"),
    ],
)
def test_the_hub_does_not_start_with_what_is_unsafe_or_wrong(
    tmp_path: Path, values: dict[str, str], name: str
) -> None:
    answer = run("s.DEBUG", tmp_path, **values)

    assert answer.returncode != 0
    assert f"ImproperlyConfigured: {name}: " in answer.stderr


def test_the_address_of_a_database_chooses_it(tmp_path: Path) -> None:
    address = "postgres://hub:x@localhost/province"

    answer = run("s.DATABASES['default']['ENGINE']", tmp_path, DATABASE_URL=address)

    assert answer.stdout.strip() == "django.db.backends.postgresql"


def test_the_second_factor_is_on_but_in_the_demo(tmp_path: Path) -> None:
    plain = run("s.SECOND_FACTOR", tmp_path)
    demo = run("s.SECOND_FACTOR", tmp_path, DEMO="on")

    assert (plain.stdout.strip(), demo.stdout.strip()) == ("True", "False")
