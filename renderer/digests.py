"""Names for things: the digest of bytes, and of what an action depends on."""

import hashlib
import json
from collections.abc import Mapping, Sequence

type Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def digest_of_bytes(content: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def digest_of_value(value: Json) -> str:
    """The digest of a value's canonical JSON: equal values, equal names, on any machine."""
    return digest_of_bytes(canonical_json(value))


def canonical_json(value: Json) -> bytes:
    """Raises ValueError for NaN and infinity, which equal nothing."""
    text = json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode()
