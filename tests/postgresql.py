"""A throwaway PostgreSQL server for tests: own folder, own port, own password, no trace.

`postgresql_database` gives the address of an empty database of it.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.needs import find_or_skip
from tests.ports import free_port

USER = "hub"
# It may forget everything when the machine stops: that makes it quick.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass(frozen=True)
class Server:
    """A server that runs, and how to run its programs."""

    programs: Path
    folder: Path
    port: int
    password: str

    def address_of(self, database: str) -> str:
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> None:
        # The server keeps the log open, so it must be a file: a pipe would never end.
        log = self.folder / "log"
        with log.open("a") as output:
            done = subprocess.run(
                [self.programs / program, "-D", self.folder / "data", *arguments],
                cwd=self.folder,
                env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **_unprivileged(),
            )
        assert done.returncode == 0, log.read_text()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    programs = find_or_skip("needs_postgresql")
    # Not pytest's own folder: that is closed to the user whom the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="hub-postgresql-"))
    server = Server(programs, folder, free_port(), secrets.token_urlsafe(16))
    _create(server)
    # pg_ctl comes back when the server answers.
    options = f"-p {server.port} -h 127.0.0.1 -k {folder} {SETTINGS}"
    server.run("pg_ctl", "--wait", "-o", options, "start")
    yield server
    server.run("pg_ctl", "--wait", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_database(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty database, dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    address = postgresql_server.address_of("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield postgresql_server.address_of(name)
    with psycopg.connect(address, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        connection.execute(drop.format(sql.Identifier(name)))


def _create(server: Server) -> None:
    password_file = server.folder / "password"
    password_file.write_text(server.password)
    for path in (server.folder, password_file):
        _give_away(path)
    server.run(
        "initdb",
        f"--username={USER}",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )


def _server_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None where we are not."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _unprivileged() -> dict[str, Any]:
    account = _server_account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _give_away(path: Path) -> None:
    account = _server_account()
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)
