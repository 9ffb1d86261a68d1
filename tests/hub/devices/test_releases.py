"""Repositories over HTTP: what may be kept, what is asked for again, what is not there."""

import hashlib
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

IMMUTABLE = "public, max-age=31536000, immutable"
UP = "../"
DIGEST = hashlib.sha256(b"loop").hexdigest()


def put(name: str, content: bytes = b"{}") -> Path:
    path = Path(settings.RELEASES_DIR) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def put_in_repository(name: str, content: bytes = b"{}") -> Path:
    return put(f"repositories/Ck_1/{name}", content)


@pytest.mark.parametrize(
    "name",
    [
        "metadata/1.root.json",
        "metadata/12.snapshot.json",
        "metadata/3.targets.json",
        "metadata/3.approve.json",
        "metadata/3.urgent.json",
        f"targets/Ck_1/{DIGEST}.timetable.json",
        f"targets/Ck_1/{DIGEST}.urgent.json",
    ],
)
def test_what_never_changes_may_be_kept(client: Client, name: str) -> None:
    put_in_repository(name)

    answer = client.get(f"/releases/Ck_1/{name}")

    assert (answer.status_code, answer.getvalue()) == (HTTPStatus.OK, b"{}")
    assert answer["Cache-Control"] == IMMUTABLE
    assert answer["Content-Type"] == "application/json"


def test_the_timestamp_is_asked_for_again_and_is_a_304_when_it_is_the_same(
    client: Client,
) -> None:
    put_in_repository("metadata/timestamp.json")
    first = client.get("/releases/Ck_1/metadata/timestamp.json")
    first.getvalue()

    again = client.get(
        "/releases/Ck_1/metadata/timestamp.json",
        headers={"If-None-Match": first["ETag"]},
    )

    assert first["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")


def test_a_new_timestamp_has_another_tag(client: Client) -> None:
    path = put_in_repository("metadata/timestamp.json")
    first = client.get("/releases/Ck_1/metadata/timestamp.json")
    first.getvalue()
    path.unlink()
    put_in_repository("metadata/timestamp.json", b"[]")

    again = client.get(
        "/releases/Ck_1/metadata/timestamp.json",
        headers={"If-None-Match": first["ETag"]},
    )

    assert (again.status_code, again.getvalue()) == (HTTPStatus.OK, b"[]")


def test_a_root_that_is_not_there_yet_is_not_remembered(client: Client) -> None:
    answer = client.get("/releases/Ck_1/metadata/2.root.json")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("folder", ["RELEASES_DIR", "LOOPS_DIR"])
def test_a_loop_comes_in_parts_from_wherever_it_lies(
    client: Client, folder: str
) -> None:
    path = Path(getattr(settings, folder)) / "files" / f"{DIGEST}.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"loop")

    answer = client.get(
        f"/releases/Ck_1/files/{DIGEST}.mp4", headers={"Range": "bytes=1-2"}
    )

    assert (answer.status_code, answer.getvalue()) == (
        HTTPStatus.PARTIAL_CONTENT,
        b"oo",
    )
    assert answer["ETag"] == f'"{DIGEST}"'
    assert answer["Cache-Control"] == IMMUTABLE


@pytest.mark.parametrize(
    "name",
    [
        "record.a",
        ".lock",
        "metadata/.timestamp.json.part",
        "metadata/01.root.json",
        "metadata/1.owner.json",
        "../../online/Ck_1/key",
        "../signer/lan.approve.key",
        f"targets/{UP * 3}root/goc-1.root.key",
    ],
)
def test_nothing_else_is_there(client: Client, name: str) -> None:
    put_in_repository("record.a")
    put_in_repository(".lock")
    put_in_repository("metadata/.timestamp.json.part")
    put("online/Ck_1/key")
    put("repositories/signer/lan.approve.key")
    put("signer/lan.approve.key")
    put("root/goc-1.root.key")

    answer = client.get(f"/releases/Ck_1/{name}")

    assert answer.status_code == HTTPStatus.NOT_FOUND
