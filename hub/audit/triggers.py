"""What makes the database itself refuse to change or delete an entry, by its kind."""

from typing import Any

TABLE = "hub_audit_entry"

_REFUSED = "entries of the system log are never changed or deleted"
_ON_SQLITE = "CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN {refuse}; END"
_ON_POSTGRESQL = (
    "CREATE TRIGGER {name} BEFORE {event} ON {table}"
    " FOR EACH {each} EXECUTE FUNCTION hub_audit_refuse()"
)
_ABORT = f"SELECT RAISE(ABORT, '{_REFUSED}')"
_FUNCTION = (
    "CREATE FUNCTION hub_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
)
MAKE = {
    "sqlite": tuple(
        _ON_SQLITE.format(name=name, event=event, table=TABLE, refuse=_ABORT)
        for name, event in (
            ("hub_audit_no_update", "UPDATE"),
            ("hub_audit_no_delete", "DELETE"),
        )
    ),
    "postgresql": (
        _FUNCTION,
        *(
            _ON_POSTGRESQL.format(name=name, event=event, table=TABLE, each=each)
            for name, event, each in (
                ("hub_audit_no_change", "UPDATE OR DELETE", "ROW"),
                ("hub_audit_no_emptying", "TRUNCATE", "STATEMENT"),
            )
        ),
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS hub_audit_no_update",
        "DROP TRIGGER IF EXISTS hub_audit_no_delete",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS hub_audit_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS hub_audit_no_emptying ON {TABLE}",
        "DROP FUNCTION IF EXISTS hub_audit_refuse()",
    ),
}


def make_triggers(connection: Any) -> None:
    _run(connection, MAKE)


def drop_triggers(connection: Any) -> None:
    _run(connection, DROP)


def _run(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
