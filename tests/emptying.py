"""Lets the tests empty the database, which the triggers of the system log refuse."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

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
