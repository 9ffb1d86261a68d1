"""From the page to a player that verifies the stick; and what is never exported."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from hub.adapters import archives
from hub.adapters.actions import note_export
from hub.adapters.enums import Event
from hub.adapters.names import MOST_BYTES, fits_stick
from hub.audit.models import Entry
from hub.displays.models import Cluster
from hub.lib.zipping import PIECE_BYTES
from tests.hub.adapters.gates import digest, publish, publish_what_is_rendered
from tests.hub.builders import make_agency, make_cluster
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE, make_loop, render
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE = f"/cms/releases/{CODE}/usb/"
ROOT = Path(__file__).parents[3]
CONFIG = """
cluster = "{cluster}"
repository = "http://127.0.0.1:9/nobody"
root = "{folder}/root.json"
data = "{folder}/data"
[[canvas]]
code = "khung-1"
width_px = 768
height_px = 384
[video]
picture = "null"
[limits]
free_mib = 0
"""


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def exported(office: Office) -> zipfile.ZipFile:
    answer = client_of(office.lan).post(PAGE)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def bring_in(
    folder: Path, stick: Path, root: bytes
) -> subprocess.CompletedProcess[str]:
    """The player's own command, as a process."""
    folder.mkdir(exist_ok=True)
    (folder / "root.json").write_bytes(root)
    config = folder / "player.toml"
    config.write_text(CONFIG.format(cluster=CODE, folder=folder))
    command = [
        sys.executable,
        "-m",
        "player",
        "usb",
        str(stick),
        "--config",
        str(config),
    ]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_player_takes_the_stick_and_has_the_loop(
    office: Office, tmp_path: Path
) -> None:
    sha256 = publish(office, b"first")
    exported(office).extractall(tmp_path / "stick")

    done = bring_in(tmp_path / "gate", tmp_path / "stick", office.first_root)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Đã xác minh và nạp bản số 1.\n"
    kept = [one for one in (tmp_path / "gate/data").rglob("*") if one.is_file()]
    assert [one.read_bytes() for one in kept if sha256 in one.name] == [b"first"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("files/*.mp4", "không đúng mã băm đã ký"),
        ("targets/*/*.timetable.json", "không được xác minh"),
        ("metadata/*.approve.json", "không được xác minh"),
    ],
)
def test_a_stick_that_was_tampered_with_is_refused(
    name: str, said: str, office: Office, tmp_path: Path
) -> None:
    publish(office, b"first")
    exported(office).extractall(tmp_path / "stick")
    for path in (tmp_path / "stick" / CODE).glob(name):
        path.write_bytes(path.read_bytes()[:-1] + b"!")

    done = bring_in(tmp_path / "gate", tmp_path / "stick", office.first_root)

    assert done.returncode == 2
    assert said in done.stderr
    kept = (tmp_path / "gate/data").rglob("*.mp4")
    assert all(one.read_bytes() != b"firs!" for one in kept)


def test_a_plain_box_finds_numbered_loops_with_ascii_names(office: Office) -> None:
    publish(office, b"first")

    stick = exported(office)

    assert stick.read("hop-phat/khung-1/01.mp4") == b"first"
    assert all(one.filename.isascii() for one in stick.infolist())
    assert "chưa được xác minh tại màn hình" in stick.read("DOC-TOI.txt").decode()
    listed = dict(
        reversed(line.split("  ", 1))
        for line in stick.read("SHA256SUMS").decode().splitlines()
    )
    assert listed == {
        one.filename: hashlib.sha256(stick.read(one)).hexdigest()
        for one in stick.infolist()
        if one.filename != "SHA256SUMS"
    }
    assert stick.testzip() is None


def test_what_waits_to_be_approved_is_not_exported(office: Office) -> None:
    publish(office, b"first")
    render(b"second")

    names = exported(office).namelist()

    assert not [one for one in names if digest(b"second") in one]


def test_the_page_says_what_is_exported_and_the_log_that_it_was(office: Office) -> None:
    publish(office, b"first")
    client = client_of(office.lan)

    page = client.get(PAGE).content.decode()
    assert not Entry.objects.filter(kind=Event.EXPORTED).exists()
    exported(office)

    assert "01.mp4" in page
    entry = Entry.objects.get(kind=Event.EXPORTED)
    assert (entry.actor, entry.details) == (office.lan, {"seq": 1})


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "role", ["contributor", "security_viewer", "operator_approver"]
)
def test_to_whoever_may_not_publish_there_the_page_is_not_there(
    role: str, method: str, office: Office
) -> None:
    publish(office, b"first")
    make_cluster("sapa")
    person = make_holder(role, make_agency("khac", "Đơn vị khác"))

    answer = getattr(client_of(person), method)(PAGE)

    assert answer.status_code == 404
    assert not Entry.objects.filter(kind=Event.EXPORTED).exists()


def test_an_operator_exports_its_own_cluster(office: Office) -> None:
    publish(office, b"first")
    operator = Cluster.objects.get(code=CODE).assignments.get().operator
    person = make_holder("operator_approver", operator)

    assert client_of(person).get(PAGE).status_code == 200


def test_before_anything_is_published_the_page_says_so(office: Office) -> None:
    answer = client_of(office.lan).post(PAGE)

    assert answer.status_code == 409
    assert "chưa có bản phát hành nào" in answer.content.decode()


def test_a_damaged_loop_is_not_exported(office: Office) -> None:
    sha256 = publish(office, b"first")
    for root in (settings.RELEASES_DIR, settings.LOOPS_DIR):
        path = Path(root) / "files" / f"{sha256}.mp4"
        path.unlink()
        path.write_bytes(b"bad!!")

    answer = client_of(office.lan).post(PAGE)

    assert answer.status_code == 409
    assert not Entry.objects.filter(kind=Event.EXPORTED).exists()


def test_a_loop_that_changes_on_the_way_leaves_no_zip(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "loop"
    path.write_bytes(b"other")
    leaf = archives.Leaf("01.mp4", path, digest(b"first"), 5)
    sent = io.BytesIO()

    with pytest.raises(archives.DamagedError):
        sent.writelines(archives.stream_stick([leaf], timezone.now()))

    assert not zipfile.is_zipfile(sent)


def test_what_may_not_be_exported_is_not_noted_as_exported(office: Office) -> None:
    with pytest.raises(PermissionDenied):
        note_export(
            office.cluster, 1, make_holder("editor", make_agency("p-sapa"), "bien-tap")
        )

    assert not Entry.objects.filter(kind=Event.EXPORTED).exists()


def test_loops_are_sent_in_pieces(office: Office) -> None:
    publish(office, b"x" * (3 * PIECE_BYTES))

    answer = client_of(office.lan).post(PAGE)

    assert max(map(len, answer.streaming_content)) < 2 * PIECE_BYTES


@pytest.mark.parametrize(
    ("path", "size", "fits"),
    [
        ("hop-phat/khung-1/01.mp4", MOST_BYTES, True),
        ("hop-phat/khung-1/01.mp4", MOST_BYTES + 1, False),
        ("hop-phat/khung một/01.mp4", 1, False),
        ("hop-phat/a:b/01.mp4", 1, False),
        ("hop-phat/CON/01.mp4", 1, False),
        ("hop-phat/../01.mp4", 1, False),
        ("a." + "b" * 254, 1, False),
        ("khung./01.mp4", 1, False),
    ],
)
def test_what_a_stick_takes(path: str, size: int, fits: bool) -> None:
    assert fits_stick(path, size) is fits


def test_a_loop_too_large_for_fat32_is_said_and_not_exported(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = make_loop(b"first")
    assert loop.file.size_bytes == 5
    render(b"first")
    publish_what_is_rendered(office)
    monkeypatch.setattr(archives, "MOST_BYTES", 4)

    answer = client_of(office.lan).post(PAGE)

    assert answer.status_code == 409
    assert "4 GB" in answer.content.decode()
