"""Chooses the search of the database that the hub runs on."""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string

# By name: each module can only be imported where its database is.
OF_DATABASE = {
    "sqlite": "hub.lib.search.sqlite.SqliteSearch",
    "postgresql": "hub.lib.search.postgresql.PostgresqlSearch",
}


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for it by this name
    return import_string(OF_DATABASE[connection.vendor])(params)
