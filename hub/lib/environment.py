"""Reads settings out of a mapping of strings and refuses bad ones by name.

Each refusal names the variable, says what is wrong with it and what to write.
Only `hub.settings` hands it the real environment.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
SECRET_LENGTH = 50


class Environment:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, default).strip()

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "on" if default else "off").lower()
        if value not in YES | NO:
            raise refusal(name, f"{value!r} is neither yes nor no", "write on or off")
        return value in YES

    def words(self, name: str, default: str = "") -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word]

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or int(value) == 0:
            raise refusal(
                name, f"{value!r} is not a number above 0", f"write e.g. {default}"
            )
        return int(value)

    def choice(self, name: str, default: str, choices: list[str]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise refusal(
                name, f"{value!r} is unknown", f"write {' or '.join(choices)}"
            )
        return value

    def folder(self, name: str, default: Path) -> Path:
        path = Path(self.text(name) or default).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise refusal(name, f"{path} is a file", "write the path of a folder")
        return path

    def address(self, name: str, default: str) -> str:
        """An http address without a slash at its end."""
        value = self.text(name, default)
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise refusal(
                name, f"{value!r} is not an http address", f"write e.g. {default}"
            )
        return value.rstrip("/")

    def secret(self, name: str, default: str, *, strict: bool) -> str:
        value = self.text(name) or default
        if strict and (value == default or len(value) < SECRET_LENGTH):
            raise refusal(
                name,
                f"with DEBUG off it must be your own, of {SECRET_LENGTH} signs or more",
                "write what `python -c 'import secrets; "
                "print(secrets.token_urlsafe(50))'` prints",
            )
        return value

    def mailer(self, name: str, folder: Path | None = None) -> dict[str, Any]:
        """Django's settings for sending mail; without an address, on the console.

        With a folder, a file there for each.
        """
        value = self.text(name)
        if not value and folder:
            backend = "django.core.mail.backends.filebased.EmailBackend"
            return {"BACKEND": backend, "OPTIONS": {"file_path": folder}}
        if not value:
            return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
        parts = urlsplit(value)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise refusal(
                name, "it names no mail server", "write smtp://user:password@host:587"
            )
        return smtp_mailer(value)

    def database(self, name: str, sqlite_file: Path) -> dict[str, Any]:
        """Django's settings for the database that an address names."""
        value = self.text(name)
        if not value:
            return sqlite_database(sqlite_file)
        parts = urlsplit(value)
        if parts.scheme == "sqlite" and parts.path:
            return sqlite_database(Path(parts.path))
        if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
            return postgres_database(value)
        raise refusal(
            name,
            f"it names no database of a known kind ({parts.scheme or 'no scheme'})",
            "write postgres://user:password@host:5432/name or sqlite:////path/file",
        )


def smtp_mailer(address: str) -> dict[str, Any]:
    """Django's settings for the mail server that an address names."""
    parts = urlsplit(address)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "",
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            # A password never goes over the wire in the clear.
            "use_tls": parts.scheme == "smtp" and bool(parts.username),
            "timeout": 20,
        },
    }


def refusal(name: str, wrong: str, todo: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {wrong}; {todo}.")


def sqlite_database(file: Path) -> dict[str, Any]:
    """WAL and a write lock from the start, so that hub and worker wait, not fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgres_database(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
