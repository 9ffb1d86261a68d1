"""Asks the hub what is to be shown, and fetches the files it names.

Whatever goes wrong on the way is a HubUnavailableError: nobody need act, the last good
loops stay, and the next try may succeed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin

import requests

from release.format import File
from renderer.errors import HubUnavailableError, MediaError
from renderer.programme import MediaFile
from renderer.store import BLOCK_BYTES, Store

TIMEOUT_SECONDS = (5, 30)  # to connect; between two pieces of an answer
ANSWER_TYPE = "application/graphql-response+json"
MAX_REMEMBERED = 64
# What a hub answers that is well, and has no such file.
GONE = {requests.codes.not_found, requests.codes.gone}


class HubClient:
    """A hub at an address. Answers that did not change are not sent again."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._session = requests.Session()
        self._answers: dict[str, tuple[str, Any]] = {}

    def fetch_cluster_codes(self) -> tuple[str, ...]:
        answer = self._ask("clusters", {})
        try:
            return tuple(str(row["code"]) for row in answer["data"]["clusters"])
        except (KeyError, TypeError) as error:
            raise self._unavailable("no list of clusters") from error

    def fetch_schedule(self, cluster: str, start: datetime, until: datetime) -> Any:
        """The hub's whole answer, for `parse_schedule`; the same object if unchanged."""
        hours = {"from": start.isoformat(), "until": until.isoformat()}
        return self._ask("schedule", {"cluster": cluster, **hours})

    def fetch_media(self, file: MediaFile, store: Store) -> None:
        """Brings a file into the store unless it is there.

        Raises MediaError when the hub does not have it, or what arrives is not what the
        programme names.
        """
        named = File(sha256=file.sha256, size_bytes=file.size_bytes)
        if store.holds(named):
            return
        with self._unavailable_on_failure(), store.unfinished_file() as path:
            address = urljoin(f"{self.address}/", file.url)
            self._download(address, path, limit_bytes=file.size_bytes)
            if store.keep(path) != named:
                raise MediaError(
                    file.url,
                    "the file is not the one that the programme names",
                    "upload it again in the hub",
                )

    def _download(self, address: str, path: Any, limit_bytes: int) -> None:
        with self._session.get(
            address, stream=True, timeout=TIMEOUT_SECONDS
        ) as response:
            if response.status_code in GONE:
                raise MediaError(
                    address, "the hub does not have it", "upload it again in the hub"
                )
            response.raise_for_status()
            written = 0
            with path.open("wb") as target:
                for block in response.iter_content(BLOCK_BYTES):
                    written += len(block)
                    if written > limit_bytes:
                        break  # its digest will not match
                    target.write(block)

    def _ask(self, query: str, variables: dict[str, str]) -> Any:
        body = {"query": _query_text(query), "variables": variables}
        key = f"{query} {sorted(variables.items())}"
        etag, remembered = self._answers.get(key, ("", None))
        headers = {"Accept": ANSWER_TYPE} | ({"If-None-Match": etag} if etag else {})
        with self._unavailable_on_failure():
            response = self._session.post(
                f"{self.address}/graphql",
                json=body,
                headers=headers,
                timeout=TIMEOUT_SECONDS,
            )
            if response.status_code == requests.codes.not_modified:
                return remembered
            if response.status_code >= requests.codes.server_error:
                raise self._unavailable(f"HTTP {response.status_code}")
            answer = response.json()
        self._remember(key, response.headers.get("ETag", ""), answer)
        return answer

    def _remember(self, key: str, etag: str, answer: Any) -> None:
        if not etag:
            return
        while len(self._answers) >= MAX_REMEMBERED:
            del self._answers[next(iter(self._answers))]
        self._answers[key] = (etag, answer)

    @contextmanager
    def _unavailable_on_failure(self) -> Iterator[None]:
        try:
            yield
        except requests.ConnectionError as error:
            raise self._unavailable("no connection") from error
        except requests.HTTPError as error:
            raise self._unavailable(f"HTTP {error.response.status_code}") from error
        except requests.RequestException as error:
            raise self._unavailable(type(error).__name__) from error

    def _unavailable(self, reason: object) -> HubUnavailableError:
        return HubUnavailableError(
            self.address,
            "it gives no usable answer ({reason})",
            "see whether the hub runs; the last good loops stay",
            reason=reason,
        )


def _query_text(name: str) -> str:
    return (files("renderer.hub_client") / "queries" / f"{name}.graphql").read_text()
