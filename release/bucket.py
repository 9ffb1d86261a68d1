"""An S3-compatible bucket as a place of static files; the one door of `release` to it.

    s3://bucket/folder?endpoint_url=http://…&region=…

Credentials never stand in the address: the library finds them where it always does
(AWS_ACCESS_KEY_ID and so on). A put is whole or does not happen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import fsspec
from botocore.exceptions import BotoCoreError

from release.mirroring import Leaf, MirrorError

OPTIONS = {"endpoint_url": "endpoint_url", "region": "region_name"}
SECONDS_TO_CONNECT, SECONDS_TO_READ, TRIES = 5, 60, 4


class Bucket:
    """Raises MirrorError when the address is not understood, or the bucket does not do."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query))
        if (
            parts.scheme != "s3"
            or not parts.netloc
            or not options.keys() <= OPTIONS.keys()
        ):
            raise MirrorError(
                f"{address}: give s3://bucket/folder with {', '.join(OPTIONS)} alone"
            )
        self._prefix = f"{parts.netloc}{parts.path}".rstrip("/")
        self._files: Any = fsspec.filesystem(
            "s3",
            use_listings_cache=False,
            skip_instance_cache=True,
            client_kwargs={OPTIONS[name]: value for name, value in options.items()},
            config_kwargs={
                "connect_timeout": SECONDS_TO_CONNECT,
                "read_timeout": SECONDS_TO_READ,
                "retries": {"max_attempts": TRIES, "mode": "standard"},
            },
        )

    def sizes(self, folder: str) -> dict[str, int]:
        """Of all that lies below, by address within the bucket's folder."""
        with self._answering():
            found = self._files.find(f"{self._prefix}/{folder}", detail=True)
        cut = len(self._prefix) + 1
        return {path[cut:]: int(facts["size"]) for path, facts in found.items()}

    def put(self, address: str, leaf: Leaf) -> None:
        headers = {"ContentType": leaf.content_type, "CacheControl": leaf.cache_control}
        at = f"{self._prefix}/{address}"
        with self._answering():
            if isinstance(leaf.content, Path):
                self._files.put_file(str(leaf.content), at, **headers)
            else:
                self._files.pipe_file(at, leaf.content, **headers)

    def remove(self, address: str) -> None:
        with self._answering():
            self._files.rm_file(f"{self._prefix}/{address}")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (OSError, BotoCoreError) as error:
            raise MirrorError(
                f"the bucket does not do what it is asked: {error}"
            ) from error
