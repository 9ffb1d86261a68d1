"""What a loop was made of, written into the store beside it.

So that whoever collects garbage keeps the segments of every loop that is kept, without
the programme: then a changed slot still renders that slot alone.
"""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from renderer.digests import canonical_json, digest_of_value
from renderer.store import Store


@dataclass(frozen=True)
class Parts:
    """Keys of actions, and digests of objects that no action made (media)."""

    actions: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()


PARTS = TypeAdapter(Parts)


def note_parts(store: Store, sha256: str, parts: Parts) -> None:
    """What the loop of that digest was made of; noted once."""
    key = _key(sha256)
    if store.result_of(key) is None:
        content = {"actions": sorted(parts.actions), "objects": sorted(parts.objects)}
        store.record(key, store.keep_bytes(canonical_json(content)))


def parts_of(store: Store, sha256: str) -> Parts:
    """The noted parts and the note itself; nothing for what was never noted."""
    key = _key(sha256)
    file = store.result_of(key)
    if file is None:
        return Parts()
    try:
        noted = PARTS.validate_json(store.path_of(file.sha256).read_bytes())
    except (OSError, ValidationError):
        return Parts()
    return Parts(noted.actions | {key}, noted.objects)


def _key(sha256: str) -> str:
    return digest_of_value({"kind": "parts", "of": sha256})
