"""A cluster's repository: static files that any web server, CDN or bucket can serve.

    metadata/<n>.root.json  <n>.targets.json  <n>.approve.json  <n>.urgent.json
    metadata/<n>.snapshot.json  timestamp.json
    targets/<cluster>/<sha256>.timetable.json  <sha256>.urgent.json
    record.a  record.b                       the highest ever published; need not be served

Loops are asked for at `files/<sha256>.mp4` under the same address; all clusters may share
one folder of them (a link, an alias): a release names them by digest and size.

`timestamp.json`, and a root that is not there yet, must not be cached; all other files
never change. Everything is written whole and the timestamp last, so a reader sees the old state or the
new one. Nothing here can make a picture count: that takes people's signatures.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from securesystemslib.signer import Signature, Signer
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from release.errors import PublishError
from release.freshness import lasts_long_enough, make_snapshot, make_timestamp
from release.keeping import write_whole
from release.mandates import LIFETIMES, Mandate, check_cluster_name, document_address
from release.online import OnlineKeys
from release.published import Issued, Published, Record, RecordFile, read_published
from release.publishing import check_publication, parse_for
from release.statement import Statement
from release.sweeping import sweep

Signers = Mapping[str, Sequence[Signer]]


def utc_now() -> datetime:
    return datetime.now(UTC)


class ClusterRepository:
    """One cluster's; whoever publishes holds its lock meanwhile."""

    def __init__(
        self,
        folder: Path,
        cluster: str,
        online: OnlineKeys,
        clock: Callable[[], datetime] = utc_now,
        *,
        patience_seconds: float = 10.0,
    ) -> None:
        self.folder, self.cluster = folder, check_cluster_name(cluster)
        self.online, self.clock = online, clock
        self._patience_seconds = patience_seconds
        self.metadata = folder / "metadata"
        self._record = RecordFile(folder)

    @property
    def published(self) -> Published:
        """Raises PublishError when there is no repository yet."""
        return read_published(self.metadata, self.cluster)

    @property
    def record(self) -> Record:
        """The highest ever published."""
        return self._record.read()

    def next_seq(self, mandate: Mandate) -> int:
        """The number that the next document of this kind needs at least."""
        return self.record.of(mandate).seq + 1

    def draw_up(self, mandate: Mandate, document: bytes) -> Statement:
        """What is to be signed for this document. Raises PublishError."""
        parse_for(mandate, document, self.cluster)
        published = self.published.version_of(mandate)
        return Statement(
            mandate=mandate,
            cluster=self.cluster,
            version=max(published, self.record.of(mandate).version) + 1,
            expires=(self.clock() + LIFETIMES[mandate]).replace(microsecond=0),
            sha256=hashlib.sha256(document).hexdigest(),
            size_bytes=len(document),
        )

    def publish(
        self, statement: Statement, document: bytes, signatures: Sequence[Signature]
    ) -> None:
        """Brings it out; said twice, it is done once. Raises PublishError."""
        mandate = statement.mandate
        with self.locked():
            published = self.published
            parse_for(mandate, document, self.cluster)
            issued = check_publication(
                statement,
                document,
                signatures,
                targets=published.targets.signed,
                issued=self.record.of(mandate),
                now=self.clock(),
            )
            if published.version_of(mandate) == statement.version:
                return
            address = document_address(mandate, statement.cluster, statement.sha256)
            self.write(address, document)
            metadata = statement.metadata
            metadata.signatures.update({one.keyid: one for one in signatures})
            self.commit({mandate: metadata}, issued={mandate: issued})

    def refresh(self) -> None:
        """Says once more that what is published is fresh; due every few minutes."""
        with self.locked():
            self.commit({})

    def raise_above(self, above: int) -> None:
        """Every number to come is above this; after the disk was restored from a copy.

        What the copy holds may be old, so it is withdrawn: players go on with what they
        have until a new release (and, where there was one, a new urgent document) is
        signed. Raises PublishError.
        """
        with self.locked():
            highest = self.record.highest
            if above < highest:
                raise PublishError("not_above", above=above, highest=highest)
            issued = Issued(version=above, seq=above)
            self._record.write(
                Record(
                    timestamp=above,
                    snapshot=above,
                    targets=above,
                    issued=dict.fromkeys(Mandate, issued),
                )
            )
            self.commit({}, withdrawn=list(Mandate))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Waits for whoever publishes. Raises PublishError when that takes too long."""
        self.metadata.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            if not _take_lock(descriptor, self._patience_seconds):
                raise PublishError("busy", cluster=self.cluster)
            yield
        finally:
            os.close(descriptor)

    def commit(
        self,
        changed: Mapping[str, Metadata[Targets]],
        *,
        issued: Mapping[Mandate, Issued] | None = None,
        withdrawn: Collection[str] = (),
        published: Published | None = None,
        signers: Signers | None = None,
    ) -> None:
        """Roles, snapshot, record, and last the timestamp. Whoever calls holds the lock.

        `published` is given when there is nothing on disk yet, `signers` when the online
        keys change hands.
        """
        published, record, now = published or self.published, self.record, self.clock()
        root = published.root.signed
        snapshot = published.snapshot
        for role, metadata in changed.items():
            self.write_role(role, metadata)
        lasts = lasts_long_enough(snapshot.signed, now)
        is_renewed = bool(changed or withdrawn or signers or not lasts)
        if is_renewed:
            snapshot = make_snapshot(
                snapshot.signed,
                changed,
                withdrawn,
                version=max(snapshot.signed.version, record.snapshot) + 1,
                now=now,
                cluster=self.cluster,
            )
            self._sign_online("snapshot", snapshot, root, signers)
            self.write_role("snapshot", snapshot)
        timestamp = make_timestamp(
            snapshot,
            version=max(published.timestamp.signed.version, record.timestamp) + 1,
            now=now,
            cluster=self.cluster,
        )
        self._sign_online("timestamp", timestamp, root, signers)
        if is_renewed:
            self._raise_record(
                record, timestamp.signed.version, snapshot.signed, issued
            )
        self.write("metadata/timestamp.json", timestamp.to_bytes())
        if is_renewed:
            sweep(self.folder, self.cluster)

    def _raise_record(
        self,
        record: Record,
        timestamp: int,
        snapshot: Snapshot,
        issued: Mapping[Mandate, Issued] | None,
    ) -> None:
        targets = snapshot.meta["targets.json"].version
        self._record.write(
            Record(
                timestamp=timestamp,
                snapshot=max(record.snapshot, snapshot.version),
                targets=max(record.targets, targets),
                issued={**record.issued, **(issued or {})},
            )
        )

    def _sign_online[T: (Root, Snapshot, Targets, Timestamp)](
        self, role: str, metadata: Metadata[T], root: Root, signers: Signers | None
    ) -> None:
        due = signers[role] if signers else [self.online.signer(role, root)]
        for signer in due:
            metadata.sign(signer, append=True)

    def write_role[T: (Root, Snapshot, Targets, Timestamp)](
        self, role: str, metadata: Metadata[T]
    ) -> None:
        name = f"{metadata.signed.version}.{role}.json"
        self.write(f"metadata/{name}", metadata.to_bytes())

    def write(self, address: str, data: bytes) -> None:
        path = self.folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def _take_lock(descriptor: int, patience_seconds: float) -> bool:
    """Publishing takes milliseconds; what was killed holds no lock any more."""
    last = time.monotonic() + patience_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= last:
                return False
            time.sleep(0.02)
        else:
            return True
