"""Says which attack it is when something served does not verify. Pure.

The name is for the alarm alone: whatever it is, nothing of it is taken.
"""

import json
import re

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, Signed, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from release.mandates import CLUSTER_FIELD
from release.trust import Attack, RefusedError, TrustError, UnreachableError

_NUMBERED = re.compile(r"(\d+)\.[a-z]+\.json$")


def name_attack(
    error: Exception, *, address: str, data: bytes, cluster: str
) -> TrustError:
    """What `error` of TUF amounts to, `data` having come from `address`."""
    detail = f"{address}: {error}"
    match error:
        case ExpiredMetadataError():
            return RefusedError(Attack.FROZEN, detail)
        case UnsignedMetadataError():
            return RefusedError(_of_unsigned(data, cluster), detail)
        case LengthOrHashMismatchError():
            return RefusedError(_of_other_bytes(address, data, cluster), detail)
        case BadVersionNumberError():
            return RefusedError(_of_version(address, data), detail)
        case DeserializationError() if not data.lstrip().startswith(b"{"):
            # A captive portal's page, half an answer: no repository says that.
            return UnreachableError(detail)
        case DeserializationError():
            return RefusedError(Attack.FORGED, detail)
        case DownloadError():
            return UnreachableError(detail)
    if "missing info" in str(error):  # a snapshot that forgot a role
        return RefusedError(Attack.ROLLBACK, detail)
    return RefusedError(Attack.MIXED, detail)


def check_cluster(signed: Signed, cluster: str) -> None:
    """The same people may hold the root keys of several clusters. Raises RefusedError."""
    named = signed.unrecognized_fields.get(CLUSTER_FIELD)
    if named != cluster:
        raise RefusedError(Attack.ANOTHER_CLUSTERS, f"{signed.type} of {named}")


def _of_unsigned(data: bytes, cluster: str) -> Attack:
    """It is refused either way; what it says of itself only names the alarm."""
    named = _read_signed(data).get(CLUSTER_FIELD)
    return Attack.ANOTHER_CLUSTERS if named not in (cluster, None) else Attack.FORGED


def _of_other_bytes(address: str, data: bytes, cluster: str) -> Attack:
    """A whole file of another state is mixed in; anything else is forged."""
    signed = _read_signed(data)
    if signed.get(CLUSTER_FIELD) != cluster:
        return _of_unsigned(data, cluster)
    number = _NUMBERED.search(address)
    is_another = number is not None and signed.get("version") != int(number[1])
    return Attack.MIXED if is_another else Attack.FORGED


def _of_version(address: str, data: bytes) -> Attack:
    """A snapshot or targets that is not the one its address names is mixed in."""
    number = _NUMBERED.search(address)
    if number is None or address.endswith(".root.json"):
        return Attack.ROLLBACK
    is_the_named_one = _read_signed(data).get("version") == int(number[1])
    return Attack.ROLLBACK if is_the_named_one else Attack.MIXED


def _read_signed(data: bytes) -> dict[str, object]:
    try:
        signed = json.loads(data)["signed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return signed if isinstance(signed, dict) else {}


def parse_metadata[T: (Root, Snapshot, Targets, Timestamp)](
    kind: type[T], data: bytes
) -> Metadata[T]:
    """Nothing is verified yet. Raises RefusedError."""
    try:
        metadata: Metadata[T] = Metadata.from_bytes(data)
    except DeserializationError as error:
        raise RefusedError(Attack.FORGED, f"{kind.type}: {error}") from error
    if not isinstance(metadata.signed, kind):
        raise RefusedError(Attack.FORGED, f"not a {kind.type}")
    return metadata
