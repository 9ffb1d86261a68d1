"""Garbage of a repository: what no reader can still be asking for."""

from pathlib import Path

from tuf.api.metadata import Metadata, Targets

from release.mandates import DOCUMENT_NAMES, Mandate
from release.published import VERSIONED, versions

# A reader that began before the last change still asks for the files of its state. Roots
# stay for ever: a player that was off for years needs each of them.
KEPT_VERSIONS = 16


def sweep(folder: Path, cluster: str) -> None:
    """Takes away old metadata, and documents that no metadata names any more."""
    metadata = folder / "metadata"
    for role in VERSIONED:
        for version in versions(metadata, role)[:-KEPT_VERSIONS]:
            (metadata / f"{version}.{role}.json").unlink(missing_ok=True)
    documents = folder / "targets" / cluster
    for mandate in Mandate:
        named = _named(metadata, mandate)
        for path in documents.glob(f"*.{DOCUMENT_NAMES[mandate]}"):
            if path.name.partition(".")[0] not in named:
                path.unlink()


def _named(metadata: Path, mandate: Mandate) -> set[str]:
    digests = set()
    for version in versions(metadata, mandate):
        path = metadata / f"{version}.{mandate}.json"
        role: Metadata[Targets] = Metadata.from_bytes(path.read_bytes())
        digests |= {one.hashes["sha256"] for one in role.signed.targets.values()}
    return digests
