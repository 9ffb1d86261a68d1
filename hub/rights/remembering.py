"""While a page is only read, what a person may do is looked up once.

Menus, panels and the page itself all ask; nothing that a reading request does can change
the answer. Whoever changes something is looked up anew each time.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar

_found: ContextVar[MutableMapping[object, object] | None] = ContextVar(
    "found", default=None
)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside it, `once` calls for each key only the first time."""
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def once[T](key: object, find: Callable[[], T]) -> T:
    found = _found.get()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    return found[key]  # type: ignore[return-value]
