"""A real signing process with keys on disk, and people who know their PINs."""

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from release.approval import Approval
from release.ceremony import enrolments, found
from release.charters import Holders
from release.format import Release, Urgent, write_document
from release.keys import Purpose, make_key
from release.mandates import Mandate
from release.online import OnlineKeys
from release.repository import ClusterRepository
from release.sealing import Cost
from release.signer.client import SignerClient, Signing
from release.signer.enrolment import write_enrolment
from release.signer.protocol import receive, send
from release.statement import Statement
from tests.release.rooms import CLUSTER, build_release, new_signers

APPROVERS = ("lan", "minh", "thu")
HEAD = "truong-phong"
CHEAP = Cost(n=2, p=1)


def pin_of(owner: str) -> str:
    return f"{owner}-4711-pin"


@contextlib.contextmanager
def run_signer(
    folder: Path,
    socket: Path,
    files: Path | None = None,
    *,
    pkcs11: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[SignerClient, subprocess.Popen[str]]]:
    """Ends with the block; whoever kills it earlier may."""
    command = [sys.executable, "-m", "release.signer", "--socket", str(socket)]
    command += [
        "--keys",
        str(folder / "signer"),
        "--files",
        str(files or folder / "files"),
    ]
    command += ["--pkcs11", str(pkcs11)] if pkcs11 else []
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        try:
            said = process.stderr.readline()
            assert "listening" in said, said + process.stderr.read()
            yield SignerClient(socket, timeout_seconds=60), process
        finally:
            process.kill()


@dataclass
class Office:
    """A cluster whose approvers' keys only the signing process holds."""

    folder: Path
    due: int = 1

    def __post_init__(self) -> None:
        online = OnlineKeys(self.folder / "online" / CLUSTER)
        self.repository = ClusterRepository(
            self.folder / "repositories" / CLUSTER, CLUSTER, online
        )
        self.files = self.folder / "files"
        self.files.mkdir()
        roots = new_signers(3)
        found(
            self.repository,
            [one.public_key for one in roots],
            roots[:2],
            {
                Mandate.APPROVE: self._holders(Purpose.APPROVE, APPROVERS, self.due),
                Mandate.URGENT: self._holders(Purpose.URGENT, (HEAD,), 1),
            },
        )
        write_enrolment(self.folder / "signer", CLUSTER, enrolments(self.repository))

    def _holders(self, purpose: Purpose, owners: tuple[str, ...], due: int) -> Holders:
        keys = [
            make_key(self.folder / "signer", owner, purpose, pin_of(owner), cost=CHEAP)
            for owner in owners
        ]
        return Holders(due, keys)

    def render(self, seq: int, pixels: bytes = b"loop") -> Release:
        """A candidate, its file where the signer finds it."""
        release = build_release(seq, pixels=pixels, at=datetime.now(UTC))
        for file in release.files:
            (self.files / f"{file.sha256}.mp4").write_bytes(pixels)
        return release

    def draw_up(self, document: Release | Urgent) -> Statement:
        mandate = Mandate.URGENT if isinstance(document, Urgent) else Mandate.APPROVE
        return self.repository.draw_up(mandate, write_document(document))


def approve(
    statement: Statement, document: Release | Urgent, approver: str = "lan"
) -> Approval:
    """As the hub writes it down."""
    now = datetime.now(UTC)
    return Approval(
        mandate=statement.mandate,
        cluster=statement.cluster,
        seq=document.seq,
        sha256=statement.sha256,
        authors=("bien-tap",),
        approver=approver,
        approved_at=now,
        valid_until=now + timedelta(minutes=10),
    )


def sign(
    client: SignerClient,
    statement: Statement,
    document: Release | Urgent,
    approval: Approval,
    pin: str | None = None,
) -> Signing:
    pin = pin_of(approval.approver) if pin is None else pin
    return client.sign(statement, write_document(document), approval, pin)


@dataclass
class Desk:
    """An office whose signer is running."""

    office: Office
    client: SignerClient
    socket: Path

    @property
    def log(self) -> list[dict[str, Any]]:
        path = self.office.folder / "signer/ledger/signed.log"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


def ask(desk: Desk, message: bytes) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(str(desk.socket))
        send(connection, message)
        answer: dict[str, Any] = json.loads(receive(connection))
        return answer
