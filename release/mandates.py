"""Who may name what in a cluster's repository, and for how long. Pure.

A mandate is the right to sign one kind of document for one cluster; in the words of TUF
it is a role that `targets` delegates to.
"""

import re
from datetime import timedelta
from enum import StrEnum

from release.errors import PublishError
from release.format import Release, Urgent, parse_document

CLUSTER_FIELD = "cluster"  # stands in everything that is signed


class Mandate(StrEnum):
    """`approve` names the release, `urgent` what outranks it."""

    APPROVE = "approve"
    URGENT = "urgent"


DOCUMENT_NAMES = {Mandate.APPROVE: "timetable.json", Mandate.URGENT: "urgent.json"}
LIFETIMES = {Mandate.APPROVE: timedelta(days=60), Mandate.URGENT: timedelta(hours=24)}
ROOT_LIFETIME = timedelta(days=365)
TARGETS_LIFETIME = timedelta(days=180)
SNAPSHOT_LIFETIME = timedelta(days=7)
TIMESTAMP_LIFETIME = timedelta(minutes=15)

# The hub's codes of clusters; nothing in them means anything in a pattern or path.
_CLUSTER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,59}")


def check_cluster_name(name: str) -> str:
    """It becomes a folder and part of a pattern. Raises PublishError."""
    if not _CLUSTER.fullmatch(name):
        raise PublishError("cluster_name", name=name)
    return name


def document_path(mandate: Mandate, cluster: str) -> str:
    """What the mandate may name, as TUF calls it."""
    return f"{cluster}/{DOCUMENT_NAMES[mandate]}"


def document_address(mandate: Mandate, cluster: str, sha256: str) -> str:
    """Where the document of that digest lies in the repository."""
    return f"targets/{cluster}/{sha256}.{DOCUMENT_NAMES[mandate]}"


def parse_signed(mandate: Mandate, document: bytes) -> Release | Urgent:
    """Raises FormatError."""
    if mandate is Mandate.APPROVE:
        return parse_document(Release, document)
    return parse_document(Urgent, document)
