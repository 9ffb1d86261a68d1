"""A cluster with its keys in memory, its repository on disk, and a clock to set."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner, Signature

from release.ceremony import found
from release.charters import Holders
from release.format import (
    File,
    Interrupt,
    Loop,
    Release,
    Timetable,
    Urgent,
    Window,
    write_document,
)
from release.mandates import Mandate
from release.online import OnlineKeys
from release.repository import ClusterRepository
from release.statement import Statement
from release.trust import Transport
from release.verify import ClusterVerifier

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CLUSTER = "kim-thanh"


@dataclass
class Clock:
    """Shows what it was set to."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


def new_signers(count: int) -> list[CryptoSigner]:
    return [CryptoSigner.generate_ed25519() for _ in range(count)]


def build_loop(pixels: bytes) -> Loop:
    file = File(sha256=hashlib.sha256(pixels).hexdigest(), size_bytes=len(pixels))
    return Loop(
        file=file,
        poster=file,
        width_px=384,
        height_px=192,
        fps=25,
        frame_count=250,
        scenes=(),
    )


def build_release(
    seq: int, *, cluster: str = CLUSTER, pixels: bytes = b"loop", at: datetime = START
) -> Release:
    loop = build_loop(pixels)
    key = loop.file.sha256
    window = Window(start=at, end=at + timedelta(days=7), loops={"led": key})
    timetable = Timetable(
        cluster=cluster, created=at, windows=(window,), loops={key: loop}
    )
    return Release(
        seq=seq, timetable=timetable, filler={"led": key}, slate={"led": key}
    )


def build_urgent(
    seq: int, *, cluster: str = CLUSTER, pixels: bytes = b"flood", at: datetime = START
) -> Urgent:
    loop = build_loop(pixels)
    message = Interrupt(
        id=f"u{seq}",
        level="red",
        directive="12/CĐ-UBND",
        start=at,
        end=at + timedelta(hours=2),
        loops={"led": loop.file.sha256},
    )
    return Urgent(
        cluster=cluster,
        seq=seq,
        created=at,
        interrupts=(message,),
        loops={loop.file.sha256: loop},
    )


@dataclass
class Room:
    """What the people of one cluster hold, and its repository."""

    folder: Path
    cluster: str = CLUSTER
    due: int = 1
    clock: Clock = field(default_factory=Clock)
    roots: list[CryptoSigner] = field(default_factory=lambda: new_signers(3))
    approvers: list[CryptoSigner] = field(default_factory=lambda: new_signers(3))
    heads: list[CryptoSigner] = field(default_factory=lambda: new_signers(2))

    def __post_init__(self) -> None:
        online = OnlineKeys(self.folder / "online" / self.cluster)
        self.repository = ClusterRepository(
            self.folder / "served" / self.cluster, self.cluster, online, self.clock
        )
        found(
            self.repository,
            [one.public_key for one in self.roots],
            self.roots[:2],
            {
                Mandate.APPROVE: Holders(
                    self.due, [one.public_key for one in self.approvers]
                ),
                Mandate.URGENT: Holders(1, [one.public_key for one in self.heads]),
            },
        )

    @property
    def served(self) -> Path:
        return self.repository.folder

    @property
    def pinned(self) -> bytes:
        return (self.served / "metadata/1.root.json").read_bytes()

    def verifier(self, folder: Path, transport: Transport) -> ClusterVerifier:
        return ClusterVerifier(folder, self.cluster, self.pinned, transport)

    def publish(self, seq: int, *, pixels: bytes | None = None) -> Release:
        """As enough approvers want it."""
        release = build_release(
            seq,
            cluster=self.cluster,
            pixels=pixels or b"loop %d" % seq,
            at=self.clock.now,
        )
        self.bring_out(Mandate.APPROVE, write_document(release))
        return release

    def publish_urgent(self, seq: int) -> Urgent:
        urgent = build_urgent(seq, cluster=self.cluster, at=self.clock.now)
        self.bring_out(Mandate.URGENT, write_document(urgent))
        return urgent

    def bring_out(self, mandate: Mandate, document: bytes) -> Statement:
        statement = self.repository.draw_up(mandate, document)
        self.repository.publish(statement, document, self.sign(statement))
        return statement

    def sign(self, statement: Statement) -> list[Signature]:
        signers = self.approvers[: self.due]
        if statement.mandate is Mandate.URGENT:
            signers = self.heads[:1]
        return [one.sign(statement.payload) for one in signers]
