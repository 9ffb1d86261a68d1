"""Snapshot and timestamp: which versions belong together, and that they are fresh. Pure."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from release.mandates import CLUSTER_FIELD, SNAPSHOT_LIFETIME, TIMESTAMP_LIFETIME


def lasts_long_enough(snapshot: Snapshot, now: datetime) -> bool:
    """It is renewed at half its life, so that a silent hub has days to come back."""
    return snapshot.expires - now > SNAPSHOT_LIFETIME / 2


def make_snapshot(
    old: Snapshot,
    changed: Mapping[str, Metadata[Targets]],
    withdrawn: Collection[str],
    *,
    version: int,
    now: datetime,
    cluster: str,
) -> Metadata[Snapshot]:
    """What the old one named, with what changed and without what was withdrawn."""
    new = {f"{role}.json": meta_of(metadata) for role, metadata in changed.items()}
    gone = {f"{role}.json" for role in withdrawn}
    meta = {name: one for name, one in old.meta.items() if name not in gone}
    return Metadata(
        Snapshot(
            version=version,
            expires=now + SNAPSHOT_LIFETIME,
            meta={**meta, **new},
            unrecognized_fields={CLUSTER_FIELD: cluster},
        )
    )


def make_timestamp(
    snapshot: Metadata[Snapshot], *, version: int, now: datetime, cluster: str
) -> Metadata[Timestamp]:
    return Metadata(
        Timestamp(
            version=version,
            expires=now + TIMESTAMP_LIFETIME,
            snapshot_meta=meta_of(snapshot),
            unrecognized_fields={CLUSTER_FIELD: cluster},
        )
    )


def meta_of[T: (Root, Snapshot, Targets, Timestamp)](metadata: Metadata[T]) -> MetaFile:
    """Version, length and digest: pieces of other states do not fit."""
    data = metadata.to_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return MetaFile(metadata.signed.version, len(data), {"sha256": digest})
