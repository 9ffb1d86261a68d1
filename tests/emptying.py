"""Lets tests empty the database, and leaves what the migrations put there behind them.

The triggers of the system log refuse the first. The second lets tests come in any order,
so that several processes can share them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import TransactionTestCase

from hub.audit.triggers import TABLE, drop_triggers, make_triggers


@pytest.fixture(scope="session", autouse=True)
def _flush_may_empty_the_system_log() -> Iterator[None]:
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_all(self: Any, sql_list: list[str]) -> None:
        has_log = any(TABLE in sql for sql in sql_list)
        if has_log:
            drop_triggers(self.connection)
        flush(self, sql_list)
        if has_log:
            make_triggers(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_all)
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_migrations_wrote_is_there_again() -> Iterator[None]:
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty_and_fill(self: Any) -> None:
        empty(self)
        for connection in connections.all(initialized_only=True):
            if contents := getattr(connection, "_test_serialized_contents", None):
                connection.creation.deserialize_db_from_string(contents)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_and_fill)
        yield
