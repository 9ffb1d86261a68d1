"""Asking the hub: cheap when nothing changed, and plain about what went wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from renderer.digests import digest_of_bytes
from renderer.errors import HubUnavailableError, MediaError
from renderer.hub_client import HubClient
from renderer.programme import MediaFile
from renderer.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_programme

NOON = datetime(2026, 4, 26, 5, tzinfo=UTC)


def a_media_file(content: bytes, url: str = "/media/a.jpg") -> MediaFile:
    return MediaFile(url=url, sha256=digest_of_bytes(content), size_bytes=len(content))


def test_what_has_not_changed_is_not_sent_again(hub: FakeHub):
    hub.programmes["thu"] = lambda at: a_programme()
    client = HubClient(hub.address)

    first = client.fetch_schedule("thu", NOON, NOON + timedelta(days=7))
    second = client.fetch_schedule("thu", NOON, NOON + timedelta(days=7))

    assert first is second
    assert first["data"]["schedule"]["cluster"]["code"] == "thu"
    assert hub.statuses == [200, 304]


def test_the_clusters_are_listed(hub: FakeHub):
    hub.programmes = {"thu": None, "sapa": None}

    assert HubClient(hub.address).fetch_cluster_codes() == ("thu", "sapa")


def test_a_file_is_fetched_once(hub: FakeHub, tmp_path: Path):
    hub.files["/media/a.jpg"] = b"picture"
    store, client = Store(tmp_path), HubClient(hub.address)

    client.fetch_media(a_media_file(b"picture"), store)
    client.fetch_media(a_media_file(b"picture"), store)

    assert hub.statuses == [200]
    assert store.path_of(digest_of_bytes(b"picture")).read_bytes() == b"picture"


@pytest.mark.parametrize("sent", [b"picturE", b"pic", b"picture and much more"])
def test_a_file_that_is_not_the_named_one_is_not_kept(
    hub: FakeHub, tmp_path: Path, sent: bytes
):
    hub.files["/media/a.jpg"] = sent
    store = Store(tmp_path)

    with pytest.raises(MediaError) as refusal:
        HubClient(hub.address).fetch_media(a_media_file(b"picture"), store)

    assert refusal.value.where == "/media/a.jpg"
    assert not store.path_of(digest_of_bytes(b"picture")).exists()


def test_a_hub_that_is_down_is_a_reason_to_try_later():
    with pytest.raises(HubUnavailableError) as refusal:
        HubClient("http://127.0.0.1:9").fetch_cluster_codes()

    assert refusal.value.where == "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "answer",
    [(200, b"<html>Sign in to Wi-Fi</html>"), (500, b"{}"), (200, b"{}"), (200, b"3")],
    ids=["captive portal", "error", "empty", "number"],
)
def test_nonsense_is_a_reason_to_try_later(hub: FakeHub, answer: tuple[int, bytes]):
    hub.broken_answer = answer

    with pytest.raises(HubUnavailableError):
        HubClient(hub.address).fetch_cluster_codes()


def test_a_file_the_hub_does_not_have_is_named_with_the_way_out(
    hub: FakeHub, tmp_path: Path
):
    with pytest.raises(MediaError) as refusal:
        HubClient(hub.address).fetch_media(a_media_file(b"picture"), Store(tmp_path))

    assert refusal.value.where == f"{hub.address}/media/a.jpg"
    assert "the hub does not have it → upload it again in the hub" in str(refusal.value)
    assert list(Store(tmp_path).entries("objects")) == []
