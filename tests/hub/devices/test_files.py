import hashlib
import os
from pathlib import Path

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from hub.devices.files import BLOCK_BYTES
from tests.hub.builders import make_image, make_story

CONTENT = bytes(range(256)) * 2048  # 512 KiB: more than one block
SIZE = len(CONTENT)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
ETAG = f'"{SHA256}"'
LOOP_URL = f"/loops/files/{SHA256}.mp4"


@pytest.fixture
def loops(tmp_path: Path, settings: Settings) -> Path:
    """A folder of finished files that holds one loop."""
    folder = tmp_path / "loops"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / f"{SHA256}.mp4").write_bytes(CONTENT)
    settings.LOOPS_DIR = folder
    return folder


@pytest.fixture
def media(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder of uploads."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = str(folder)
    return folder


def body_of(answer: HttpResponse | StreamingHttpResponse) -> bytes:
    return answer.getvalue()


def test_a_loop_is_served_whole_and_byte_for_byte(client: Client, loops: Path):
    answer = client.get(LOOP_URL)

    assert answer.status_code == 200
    assert hashlib.sha256(body_of(answer)).hexdigest() == SHA256
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Content-Type"] == "video/mp4"
    assert answer["ETag"] == ETAG
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_sent_in_blocks(client: Client, loops: Path):
    answer = client.get(LOOP_URL)

    blocks = list(answer.streaming_content)

    assert [len(block) for block in blocks] == [BLOCK_BYTES, SIZE - BLOCK_BYTES]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=300000-", 300_000, SIZE - 1),
        ("bytes=-77", SIZE - 77, SIZE - 1),
        ("bytes=5-99999999", 5, SIZE - 1),
        (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
    ],
)
def test_a_part_is_exactly_the_bytes_asked_for(
    client: Client, loops: Path, asked: str, first: int, last: int
):
    answer = client.get(LOOP_URL, headers={"Range": asked})

    assert answer.status_code == 206
    assert body_of(answer) == CONTENT[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Content-Type"] == "video/mp4"
    assert answer["ETag"] == ETAG


def test_bytes_past_the_end_are_refused_with_the_size(client: Client, loops: Path):
    answer = client.get(LOOP_URL, headers={"Range": f"bytes={SIZE}-"})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"
    assert body_of(answer) == b""


def test_several_ranges_are_answered_with_the_whole_file(client: Client, loops: Path):
    answer = client.get(LOOP_URL, headers={"Range": "bytes=0-1,5-6"})

    assert answer.status_code == 200
    assert body_of(answer) == CONTENT


def test_a_download_goes_on_while_the_file_is_the_same(client: Client, loops: Path):
    headers = {"Range": "bytes=10-19", "If-Range": ETAG}

    answer = client.get(LOOP_URL, headers=headers)

    assert answer.status_code == 206
    assert body_of(answer) == CONTENT[10:20]


@pytest.mark.parametrize(
    "condition", ['"another"', f"W/{ETAG}", "Mon, 23 Nov 2026 00:00:00 GMT"]
)
def test_a_download_of_another_file_starts_again(
    client: Client, loops: Path, condition: str
):
    headers = {"Range": "bytes=10-19", "If-Range": condition}

    answer = client.get(LOOP_URL, headers=headers)

    assert answer.status_code == 200
    assert body_of(answer) == CONTENT


@pytest.mark.parametrize("condition", [ETAG, f'"other", {ETAG}', "*"])
def test_a_file_that_the_client_has_is_not_sent_again(
    client: Client, loops: Path, condition: str
):
    answer = client.get(LOOP_URL, headers={"If-None-Match": condition})

    assert answer.status_code == 304
    assert body_of(answer) == b""
    assert answer["ETag"] == ETAG
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_the_client_has_not_is_sent(client: Client, loops: Path):
    answer = client.get(LOOP_URL, headers={"If-None-Match": '"other"'})

    assert answer.status_code == 200
    assert body_of(answer) == CONTENT


def test_a_part_of_another_file_is_refused_when_the_client_says_so(
    client: Client, loops: Path
):
    headers = {"Range": "bytes=0-1", "If-Match": '"other"'}

    answer = client.get(LOOP_URL, headers=headers)

    assert answer.status_code == 412
    assert body_of(answer) == b""


def test_head_says_what_get_would_say_without_the_bytes(client: Client, loops: Path):
    whole = client.get(LOOP_URL)
    body_of(whole)

    answer = client.head(LOOP_URL, headers={"Range": "bytes=0-1"})

    assert answer.status_code == 200
    assert body_of(answer) == b""
    assert dict(answer.headers) == dict(whole.headers)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_files_are_only_read(client: Client, loops: Path, method: str):
    answer = getattr(client, method)(LOOP_URL)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert (loops / "files" / f"{SHA256}.mp4").read_bytes() == CONTENT


def test_an_empty_file_is_served_empty(client: Client, loops: Path):
    (loops / "status.json").write_bytes(b"")

    answer = client.get("/loops/status.json")

    assert answer.status_code == 200
    assert answer["Content-Length"] == "0"
    assert body_of(answer) == b""


def test_a_document_that_changes_is_asked_for_again(client: Client, loops: Path):
    (loops / "sapa" / "ba-mat").mkdir(parents=True)
    (loops / "sapa" / "ba-mat" / "loop.m3u").write_text("#EXTM3U\n")
    address = "/loops/sapa/ba-mat/loop.m3u"

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "audio/x-mpegurl"
    assert first["Cache-Control"] == "no-cache"
    assert body_of(first) == b"#EXTM3U\n"
    assert again.status_code == 304


def test_a_document_replaced_by_one_of_the_same_size_and_time_has_another_etag(
    client: Client, loops: Path
):
    status = loops / "status.json"
    status.write_text('{"done": 1}')
    before = client.get("/loops/status.json")
    body_of(before)
    beside = loops / ".status.json.part"
    beside.write_text('{"done": 2}')
    os.utime(beside, ns=(status.stat().st_atime_ns, status.stat().st_mtime_ns))

    beside.replace(status)
    after = client.get("/loops/status.json", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert body_of(after) == b'{"done": 2}'
    assert after["ETag"] != before["ETag"]


def test_a_file_replaced_while_it_is_sent_stays_whole(client: Client, loops: Path):
    status = loops / "status.json"
    status.write_bytes(b"old" * BLOCK_BYTES)
    answer = client.get("/loops/status.json")
    beside = loops / ".status.json.part"
    beside.write_bytes(b"new" * BLOCK_BYTES)

    beside.replace(status)

    assert body_of(answer) == b"old" * BLOCK_BYTES


@pytest.mark.parametrize(
    "path",
    [
        f"files/{'0' * 64}.mp4",
        f"files/.{SHA256}.mp4",
        f"files/{SHA256}.mp4.part",
        "files/",
        "files",
        "../secret.json",
        "..%2fsecret.json",
        "%2e%2e/secret.json",
        "files/../../secret.json",
        "sapa/../../secret.json",
        "%00",
    ],
)
def test_what_is_not_a_finished_file_is_not_there(
    client: Client, loops: Path, path: str
):
    (loops / "files" / f".{SHA256}.mp4").write_bytes(b"half")
    (loops / "files" / f"{SHA256}.mp4.part").write_bytes(b"half")
    (loops.parent / "secret.json").write_text("secret")

    answer = client.get(f"/loops/{path}")

    assert answer.status_code == 404
    assert b"secret" not in body_of(answer)
    assert b"half" not in body_of(answer)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    client: Client, loops: Path
):
    secret = loops.parent / "secret.json"
    secret.write_text("secret")
    (loops / "status.json").symlink_to(secret)

    answer = client.get("/loops/status.json")

    assert answer.status_code == 404


def test_a_folder_with_the_name_of_a_file_is_not_there(client: Client, loops: Path):
    (loops / "status.json").mkdir()

    assert client.get("/loops/status.json").status_code == 404


def test_before_the_first_loop_there_is_nothing_and_no_fault(
    client: Client, tmp_path: Path, settings: Settings
):
    settings.LOOPS_DIR = tmp_path / "not-yet"

    answer = client.get("/loops/status.json")

    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_an_original_is_served_with_its_type_and_in_parts(client: Client):
    picture = make_image("Chợ phiên")
    make_story(picture=picture)
    content = picture.file.open().read()
    picture.file.close()

    answer = client.get(picture.file.url, headers={"Range": "bytes=-3"})

    assert answer.status_code == 206
    assert body_of(answer) == content[-3:]
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", ".half.jpg", "a.jpg.part"]
)
def test_an_upload_of_another_kind_is_not_there(client: Client, media: Path, name: str):
    (media / name).write_bytes(b"x")

    assert client.get(f"/media/{name}").status_code == 404
