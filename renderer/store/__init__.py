"""Results that any process on any machine may find again: a folder, or a bucket.

`open_store` chooses by address. A `Store` is a folder; a `BucketStore` keeps its truth in
a bucket and a folder on each machine as its near side.
"""

from renderer.store.bucket import BucketStore
from renderer.store.files import BLOCK_BYTES, digest_of_file
from renderer.store.folder import Entry, Kind, Store
from renderer.store.opening import Address, open_store

__all__ = [
    "BLOCK_BYTES",
    "Address",
    "BucketStore",
    "Entry",
    "Kind",
    "Store",
    "digest_of_file",
    "open_store",
]
