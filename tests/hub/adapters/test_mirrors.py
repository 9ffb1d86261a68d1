"""A bucket kept in step with the hub: a real S3 server, and who reads from it over HTTP."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import boto3
import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.adapters.mirrors import mirror_repositories
from hub.adapters.models import Mirror
from hub.adapters.queries import LAGS_AFTER, is_lagging
from hub.playout.actions import refresh_repositories
from hub.playout.published import folder_of
from player.fetching import fetch_file
from player.sources import HttpSource
from player.store import Store
from release import bucket
from release.bucket import Bucket
from release.mirroring import Leaf, MirrorError, alone
from release.verify import ClusterVerifier
from tests.hub.adapters.gates import digest, publish
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE
from tests.renderer.stores import BUCKET, S3Server, s3_server

pytestmark = pytest.mark.django_db
__all__ = ["s3_server"]


@pytest.fixture
def address(s3_server: S3Server, settings: Any, tmp_path: Path) -> str:
    """Where anybody reads the bucket; the hub is set up to keep it in step."""
    place = f"{BUCKET}{tmp_path}/releases"
    let_anybody_read(s3_server)
    settings.RELEASES_URL = f"s3://{place}?endpoint_url={s3_server.address}"
    return f"{s3_server.address}/{place}/{CODE}"


def let_anybody_read(server: S3Server) -> None:
    """As whoever sets the bucket up does: reading needs no name, writing does."""
    rule = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]})
    client = boto3.client("s3", endpoint_url=server.address)
    client.put_bucket_policy(Bucket=BUCKET, Policy=policy)
    client.close()


def brought() -> list[str]:
    return mirror_repositories(timezone.now())


def verifier(office: Office, source: HttpSource, folder: Path) -> ClusterVerifier:
    folder.mkdir(exist_ok=True)
    return ClusterVerifier(folder, CODE, office.first_root, source)


def test_a_player_verifies_and_fetches_from_the_bucket(
    office: Office, address: str, tmp_path: Path
) -> None:
    publish(office, b"first")
    assert brought() == [CODE]

    source = HttpSource(address)
    trusted = verifier(office, source, tmp_path / "trust").refresh(timezone.now())

    assert trusted.release is not None
    store = Store(tmp_path / "data", free_floor_bytes=0)
    (file,) = trusted.release.files
    fetch_file(file, source, store)
    assert store.holds(file)


def test_what_is_kept_by_caches_is_said_of_each_file(
    office: Office, address: str
) -> None:
    sha256 = publish(office, b"first")
    brought()

    said = {}
    for name in (
        "metadata/timestamp.json",
        "metadata/1.root.json",
        f"files/{sha256}.mp4",
    ):
        with urlopen(f"{address}/{name}") as answer:
            headers = answer.headers
            said[name] = headers["Content-Type"], headers["Cache-Control"]

    immutable = "public, max-age=31536000, immutable"
    assert said == {
        "metadata/timestamp.json": ("application/json", "no-cache"),
        "metadata/1.root.json": ("application/json", immutable),
        f"files/{sha256}.mp4": ("video/mp4", immutable),
    }


class Watched:
    """The bucket, and in which order things are put there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.put: list[str] = []
        self.fails_at = ""
        original = Bucket.put

        def put(inner: Bucket, address: str, leaf: Leaf) -> None:
            if self.fails_at and self.fails_at in address:
                raise MirrorError("the line is down")
            self.put.append(leaf.address)
            original(inner, address, leaf)

        monkeypatch.setattr(bucket.Bucket, "put", put)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    return Watched(monkeypatch)


def test_files_go_first_and_the_timestamp_last(
    office: Office, address: str, watched: Watched
) -> None:
    publish(office, b"first")

    brought()

    folders = [one.partition("/")[0] for one in watched.put]
    assert folders == sorted(folders, key=["files", "targets", "metadata"].index)
    assert watched.put[-1] == "metadata/timestamp.json"
    assert watched.put.count("metadata/timestamp.json") == 1


def test_what_never_changes_is_not_put_twice(
    office: Office, address: str, watched: Watched
) -> None:
    publish(office, b"first")
    brought()
    watched.put.clear()
    assert brought() == []
    refresh_repositories(timezone.now())

    assert brought() == [CODE]

    assert watched.put == ["metadata/timestamp.json"]


@pytest.mark.parametrize("fails_at", ["files/", "targets/", "snapshot", "timestamp"])
def test_what_ends_it_leaves_the_old_release_whole(
    fails_at: str, office: Office, address: str, watched: Watched, tmp_path: Path
) -> None:
    first = publish(office, b"first")
    brought()
    source = HttpSource(address)
    at_gate = verifier(office, source, tmp_path / "trust")
    at_gate.refresh(timezone.now())
    second = publish(office, b"second")
    watched.fails_at = fails_at

    assert brought() == []

    after = at_gate.refresh(timezone.now()).release
    assert after is not None
    assert [one.sha256 for one in after.files] == [first]
    with urlopen(f"{address}/files/{first}.mp4") as answer:
        assert answer.read() == b"first"
    watched.fails_at = ""
    assert brought() == [CODE]
    later = at_gate.refresh(timezone.now()).release
    assert later is not None
    assert [one.sha256 for one in later.files] == [second]


def test_a_mirror_tells_when_it_lags(
    office: Office, address: str, watched: Watched
) -> None:
    publish(office, b"first")
    watched.fails_at = "files/"
    now = timezone.now()

    mirror_repositories(now)

    mirror = Mirror.objects.get()
    assert "the line is down" in mirror.problem
    assert not is_lagging(mirror, now)
    assert is_lagging(mirror, now + LAGS_AFTER + timedelta(seconds=1))
    watched.fails_at = ""
    brought()
    mirror.refresh_from_db()
    assert (mirror.behind_since, mirror.problem) == (None, "")


def test_a_damaged_loop_is_not_brought(office: Office, address: str) -> None:
    publish(office, b"first")
    for root in (hub_settings.RELEASES_DIR, hub_settings.LOOPS_DIR):
        path = Path(root) / "files" / f"{digest(b'first')}.mp4"
        path.unlink()
        path.write_bytes(b"bad!!")

    assert brought() == []

    assert "missing or damaged" in Mirror.objects.get().problem


def test_two_never_bring_one_repository_at_once(office: Office, address: str) -> None:
    publish(office, b"first")

    with alone(folder_of(CODE)) as is_alone:
        assert is_alone
        assert brought() == []

    assert brought() == [CODE]


def test_what_a_bucket_is_not_asked_for_stays(office: Office, address: str) -> None:
    """Old metadata goes; what is somebody else's stays."""
    publish(office, b"first")
    brought()
    place = Bucket(hub_settings.RELEASES_URL)
    place.put(f"{CODE}/metadata/0.snapshot.json", Leaf("x", b"{}", 2))
    place.put(f"{CODE}/doc.txt", Leaf("x", b"{}", 2))
    refresh_repositories(timezone.now())

    brought()

    there = place.sizes(f"{CODE}/")
    assert f"{CODE}/metadata/0.snapshot.json" not in there
    assert f"{CODE}/doc.txt" in there


@pytest.mark.parametrize(
    "wrong", ["/data/mirror", "s3://", "s3://b/x?key=1", "https://b/x"]
)
def test_an_address_that_is_no_bucket_s_is_refused(wrong: str) -> None:
    with pytest.raises(MirrorError, match="s3://bucket/folder"):
        Bucket(wrong)


def test_a_bucket_that_does_not_answer_is_told(office: Office, settings: Any) -> None:
    publish(office, b"first")
    settings.RELEASES_URL = "s3://ttdn/x?endpoint_url=http://127.0.0.1:9"

    assert brought() == []

    assert "the bucket does not do what it is asked" in Mirror.objects.get().problem


def test_without_a_bucket_nothing_is_brought(office: Office) -> None:
    publish(office, b"first")

    assert brought() == []
    assert not Mirror.objects.exists()
