"""Settings out of strings: what is read, and what is refused and how."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.lib.environment import Environment

SQLITE = Path("/data/hub.sqlite3")


def test_what_is_not_set_has_its_default() -> None:
    env = Environment({})

    assert env.flag("DEBUG", default=True) is True
    assert env.words("ALLOWED_HOSTS", "a.vn, b.vn") == ["a.vn", "b.vn"]
    assert env.number("PICTURE_MAX_MPX", 50) == 50
    assert env.address("HUB_BASE_URL", "http://127.0.0.1:8000") == (
        "http://127.0.0.1:8000"
    )


@pytest.mark.parametrize(("value", "meant"), [("on", True), ("0", False), ("", False)])
def test_a_flag_is_read_in_the_usual_spellings(value: str, meant: bool) -> None:
    assert Environment({"DEBUG": value}).flag("DEBUG", default=True) is meant


def test_an_address_loses_the_slash_at_its_end() -> None:
    env = Environment({"HUB_BASE_URL": "https://hub.example.vn/"})

    assert env.address("HUB_BASE_URL", "") == "https://hub.example.vn"


def test_without_an_address_the_database_is_a_file_that_two_programs_may_write() -> (
    None
):
    database = Environment({}).database("DATABASE_URL", SQLITE)

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == SQLITE
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart() -> None:
    env = Environment({"DATABASE_URL": "postgres://hub:p%40ss@db:5433/province"})

    database = env.database("DATABASE_URL", SQLITE)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["NAME"] == "province"
    assert (database["USER"], database["PASSWORD"]) == ("hub", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db", "5433")


@pytest.mark.parametrize(
    ("name", "value", "todo"),
    [
        ("DEBUG", "maybe", "write on or off"),
        ("PICTURE_MAX_MPX", "-1", "write e.g. 50"),
        ("PICTURE_MAX_MPX", "many", "write e.g. 50"),
        ("HUB_BASE_URL", "hub.example.vn", "write e.g. http://127.0.0.1:8000"),
        ("TASKS_IN", "nowhere", "write database or immediate"),
        ("DATABASE_URL", "mysql://x/y", "write postgres://"),
        ("DATABASE_URL", "postgres://host", "write postgres://"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_what_to_write(
    name: str, value: str, todo: str
) -> None:
    env = Environment({name: value})
    readers = {
        "DEBUG": lambda: env.flag(name, default=True),
        "PICTURE_MAX_MPX": lambda: env.number(name, 50),
        "HUB_BASE_URL": lambda: env.address(name, "http://127.0.0.1:8000"),
        "TASKS_IN": lambda: env.choice(name, "database", ["database", "immediate"]),
        "DATABASE_URL": lambda: env.database(name, SQLITE),
    }

    with pytest.raises(ImproperlyConfigured) as refused:
        readers[name]()

    assert str(refused.value).startswith(f"{name}: ")
    assert todo in str(refused.value)


def test_a_password_in_an_address_is_not_repeated_in_the_refusal() -> None:
    env = Environment({"DATABASE_URL": "mysql://hub:secret@db/province"})

    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("DATABASE_URL", SQLITE)

    assert "secret" not in str(refused.value)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()

    with pytest.raises(ImproperlyConfigured, match="DATA_DIR: .* is a file"):
        Environment({"DATA_DIR": str(file)}).folder("DATA_DIR", tmp_path)


@pytest.mark.parametrize("value", ["", "the-default", "x" * 49])
def test_a_default_or_short_secret_is_refused_when_it_matters(value: str) -> None:
    env = Environment({"SECRET_KEY": value})

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY: .* must be your own"):
        env.secret("SECRET_KEY", "the-default", strict=True)


def test_a_long_secret_of_ones_own_is_taken() -> None:
    env = Environment({"SECRET_KEY": "k" * 50})

    assert env.secret("SECRET_KEY", "the-default", strict=True) == "k" * 50


def test_without_a_mail_server_mail_goes_to_the_console_or_to_a_folder(
    tmp_path: Path,
) -> None:
    env = Environment({})

    assert env.mailer("MAIL_URL")["BACKEND"].endswith("console.EmailBackend")
    assert env.mailer("MAIL_URL", tmp_path)["OPTIONS"] == {"file_path": tmp_path}


def test_a_mail_server_that_is_named_is_used_whatever_folder_there_is(
    tmp_path: Path,
) -> None:
    env = Environment({"MAIL_URL": "smtp://mail.example:25"})

    assert env.mailer("MAIL_URL", tmp_path)["BACKEND"].endswith("smtp.EmailBackend")
