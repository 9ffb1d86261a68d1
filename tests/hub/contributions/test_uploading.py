"""The upload address, as the tus protocol wants it, and whom it knows."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.http import UnreadablePostError
from django.test import Client

from hub.contributions import vault
from hub.contributions.actions import begin_upload, drop_expired_uploads, take_piece
from hub.contributions.models import Upload
from tests.hub.rights.people import make_person

pytestmark = pytest.mark.django_db

TUS = {"Tus-Resumable": "1.0.0"}
CHUNK = "application/offset+octet-stream"
BYTES = b"0123456789" * 10


@pytest.fixture
def client(reporter: User) -> Client:
    client = Client()
    client.force_login(reporter)
    return client


def begin(client: Client, size: int = len(BYTES), name: str = "cho-phien.mp4") -> Any:
    words = base64.b64encode(name.encode()).decode()
    headers = {
        **TUS,
        "Upload-Length": str(size),
        "Upload-Metadata": f"filename {words}",
    }
    return client.post("/gui/tus/", headers=headers, content_type="")


def begun(client: Client, **fields: Any) -> str:
    return urlsplit(begin(client, **fields)["Location"]).path


def send(
    client: Client, address: str, offset: int, piece: bytes, **headers: str
) -> Any:
    return client.patch(
        address,
        piece,
        content_type=CHUNK,
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def test_it_says_what_it_can_without_asking_who_you_are() -> None:
    answer = Client().options("/gui/tus/")

    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer["Tus-Max-Size"] == str(5 * 1024**3)
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_file_comes_in_two_pieces_and_is_whole(client: Client) -> None:
    address = begun(client)

    first = send(client, address, 0, BYTES[:40])
    found = client.head(address, headers=TUS)
    second = send(client, address, 40, BYTES[40:])

    assert (first.status_code, first["Upload-Offset"]) == (204, "40")
    assert (found["Upload-Offset"], found["Upload-Length"]) == ("40", "100")
    assert found["Cache-Control"] == "no-store"
    assert second["Upload-Offset"] == "100"
    assert "GMT" in second["Upload-Expires"]
    upload = Upload.objects.get()
    assert upload.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert upload.name == "cho-phien.mp4"


def test_the_digest_is_right_when_another_process_took_the_first_piece(
    client: Client,
) -> None:
    address = begun(client)
    send(client, address, 0, BYTES[:40])
    vault._digests.clear()

    send(client, address, 40, BYTES[40:])

    assert Upload.objects.get().sha256 == hashlib.sha256(BYTES).hexdigest()


def test_a_broken_connection_leaves_what_came(reporter: User) -> None:
    upload = begin_upload(reporter, "a.mp4", len(BYTES))
    pieces = iter([BYTES[:30]])

    def read(_size: int) -> bytes:
        for piece in pieces:
            return piece
        raise UnreadablePostError

    assert take_piece(upload, 0, read, len(BYTES)) == 30

    rest = iter([BYTES[30:]])
    take_piece(upload, 30, lambda _size: next(rest, b""), 70)
    assert upload.sha256 == hashlib.sha256(BYTES).hexdigest()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": "7"}, 409),
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Offset": "-1"}, 400),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Content-Type": "video/mp4"}, 415),
        ({"Content-Length": ""}, 411),
        ({"Upload-Checksum": "md5 AAAA"}, 400),
        ({"Upload-Checksum": "sha1 AAAA"}, 460),
    ],
)
def test_a_piece_that_breaks_the_protocol_is_refused_and_nothing_is_kept(
    client: Client, headers: dict[str, str], status: int
) -> None:
    address = begun(client)
    content_type = headers.pop("Content-Type", CHUNK)

    answer = client.patch(
        address,
        BYTES,
        content_type=content_type,
        headers={**TUS, "Upload-Offset": "0", **headers},
    )

    assert answer.status_code == status
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"


def test_a_piece_with_the_right_checksum_is_kept(client: Client) -> None:
    address = begun(client)
    proof = base64.b64encode(hashlib.sha1(BYTES).digest()).decode()

    answer = send(client, address, 0, BYTES, **{"Upload-Checksum": f"sha1 {proof}"})

    assert answer.status_code == 204
    assert Upload.objects.get().is_whole


def test_more_bytes_than_were_announced_are_refused(client: Client) -> None:
    address = begun(client, size=10)

    assert send(client, address, 0, BYTES).status_code == 413
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"size": 5 * 1024**3 + 1}, 413, "cho-phien.mp4"),
        ({"size": 0}, 400, "cho-phien.mp4"),
        ({"name": "virus.exe"}, 400, "virus.exe"),
        ({"name": "trang.svg"}, 400, "trang.svg"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_comes(
    client: Client, fields: dict[str, Any], status: int, words: str
) -> None:
    answer = begin(client, **fields)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_full_disk_is_found_before_and_what_others_still_need_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.UPLOAD_SPARE_BYTES = 50
    monkeypatch.setattr(vault, "free_bytes", lambda: 260)
    begun(client)
    assert begin(client).status_code == 201

    answer = begin(client)

    assert answer.status_code == 507
    assert "không còn đủ chỗ" in answer.content.decode()
    assert Upload.objects.count() == 2


def test_for_all_others_an_upload_is_not_there(
    client: Client, stranger: User, sign_in: Callable[[User], Client]
) -> None:
    address = begun(client)
    other = sign_in(stranger)

    assert other.head(address, headers=TUS).status_code == 404
    assert send(other, address, 0, BYTES).status_code == 404
    assert other.delete(address, headers=TUS).status_code == 404
    assert other.get("/gui/tus/").json() == {"uploads": []}
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"


def test_nobody_uploads_without_signing_in_or_without_a_right(
    sign_in: Callable[[User], Client],
) -> None:
    assert begin(Client()).status_code == 401
    assert begin(sign_in(make_person())).status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_a_foreign_page_cannot_upload_with_my_session(
    reporter: User, client: Client, method: str
) -> None:
    address = begun(client)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    where = "/gui/tus/" if method == "post" else address

    answer = getattr(strict, method)(where, headers=TUS)

    assert answer.status_code == 403
    assert Upload.objects.count() == 1


def test_only_post_may_stand_for_another_method(client: Client) -> None:
    address = begun(client)
    override = {**TUS, "X-HTTP-Method-Override": "DELETE"}

    assert client.get(address, headers=override).status_code == 405
    assert Upload.objects.exists()
    assert client.post(address, headers=override, content_type="").status_code == 204
    assert not Upload.objects.exists()


def test_a_second_writer_waits_its_turn(client: Client) -> None:
    address = begun(client)
    path = vault.upload_path(Upload.objects.get().file_name)

    with vault.writing(path):
        assert send(client, address, 0, BYTES).status_code == 423
    assert send(client, address, 0, BYTES).status_code == 204


def test_an_upload_that_was_not_sent_in_time_goes_with_its_file(
    client: Client, at: Callable[..., None]
) -> None:
    at(2026, 11, 1, 8)
    address = begun(client)
    path = vault.upload_path(Upload.objects.get().file_name)
    at(2026, 11, 8, 7, 59)
    assert drop_expired_uploads() == 0

    at(2026, 11, 8, 8, 1)
    client.force_login(Upload.objects.get().owner)  # a session does not last a week

    assert client.head(address, headers=TUS).status_code == 404
    assert drop_expired_uploads() == 1
    assert not path.exists()


def test_files_lie_under_our_names_and_not_among_what_is_served(
    client: Client, settings: Any
) -> None:
    begin(client, name="../../../etc/cron.d/a.mp4")

    upload = Upload.objects.get()
    assert upload.name == "a.mp4"
    folder = Path(settings.PRIVATE_DIR) / "uploads"
    assert [path.name for path in folder.iterdir()] == [upload.pk.hex]
    assert not folder.is_relative_to(settings.MEDIA_ROOT)
