"""Which kind of store an address means.

    data/store                                  a folder
    s3://bucket/folder?endpoint_url=http://…    an S3-compatible bucket

Options of a bucket: `endpoint_url` (left out: Amazon's), `region`, `near` (the folder on
this machine) and `near_gb` (how much it may keep). Credentials never stand in an address:
the S3 library finds them where it always does (AWS_ACCESS_KEY_ID and so on).
"""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import fsspec

from renderer.digests import digest_of_bytes
from renderer.errors import StoreError
from renderer.store.bucket import Bucket, BucketStore
from renderer.store.folder import Store

type Address = str | Path

OPTIONS = ("endpoint_url", "region", "near", "near_gb")
NEAR_GB = "20"
SECONDS_TO_CONNECT, SECONDS_TO_READ, TRIES = 5, 60, 4


@lru_cache
def open_store(address: Address) -> Store:
    """The same object for the same address within a process.

    Raises StoreError when the address is not understood or its folder cannot be made.
    """
    if "://" not in str(address):
        return Store(Path(address))
    parts = urlsplit(str(address))
    options = dict(parse_qsl(parts.query))
    for name in options:
        if name not in OPTIONS:
            raise _not_understood(str(address), name)
    bucket = Bucket(
        address=str(address),
        files=_open_files(str(address), parts.scheme, options),
        prefix=f"{parts.netloc}{parts.path}".rstrip("/"),
    )
    near_bytes = int(float(options.get("near_gb", NEAR_GB)) * 1e9)
    return BucketStore(bucket, _near_folder(str(address), options), near_bytes)


def _open_files(address: str, scheme: str, options: dict[str, str]) -> Any:
    """fsspec's own kinds of place; a listing that it remembers could be yesterday's."""
    if scheme == "memory":
        return fsspec.filesystem("memory")
    if scheme != "s3":
        raise _not_understood(address, scheme)
    wanted = {"endpoint_url": "endpoint_url", "region": "region_name"}
    return fsspec.filesystem(
        "s3",
        use_listings_cache=False,
        skip_instance_cache=True,
        client_kwargs={
            to: options[name] for name, to in wanted.items() if name in options
        },
        config_kwargs={
            "connect_timeout": SECONDS_TO_CONNECT,
            "read_timeout": SECONDS_TO_READ,
            "retries": {"max_attempts": TRIES, "mode": "standard"},
        },
    )


def _near_folder(address: str, options: dict[str, str]) -> Path:
    """Below the user's own home: what lies there is trusted without another look."""
    if "near" in options:
        return Path(options["near"])
    name = digest_of_bytes(address.encode())[:16]
    return Path.home() / ".cache" / "ttdn" / f"store-{name}"


def _not_understood(address: str, word: str) -> StoreError:
    return StoreError(
        address,
        "“{word}” is not understood in a store's address",
        "give a folder, or s3://bucket/folder with the options {options}",
        word=word,
        options=", ".join(OPTIONS),
    )
