"""The folder of finished files: whole at every instant, and quiet when nothing changes."""

import json
from pathlib import Path

import pytest

from release.format import File, FormatError, parse_timetable, write_timetable
from renderer.output import ClusterStatus, OutputFolder, Status
from renderer.store import Store
from tests.fakes.timetables import a_loop, a_timetable


def published(tmp_path: Path) -> OutputFolder:
    store, output = Store(tmp_path / "store"), OutputFolder(tmp_path / "out")
    loop, poster = store.keep_bytes(b"loop"), store.keep_bytes(b"poster")
    made = a_loop().model_copy(update={"file": loop, "poster": poster})
    timetable = a_timetable("a")
    window = timetable.windows[0].model_copy(update={"loops": {"led": loop.sha256}})
    output.publish(
        timetable.model_copy(
            update={"loops": {loop.sha256: made}, "windows": (window,)}
        ),
        store,
    )
    return output


def test_a_published_cluster_has_its_files_timetable_and_playlist(tmp_path: Path):
    root = published(tmp_path).root

    timetable = parse_timetable((root / "thu/timetable.json").read_bytes())
    (loop,) = timetable.loops.values()
    assert (root / f"files/{loop.file.sha256}.mp4").read_bytes() == b"loop"
    assert (root / f"files/{loop.poster.sha256}.jpg").read_bytes() == b"poster"
    assert (root / "thu/led/loop.m3u").read_text() == (
        f"#EXTM3U\n#EXTINF:8.000,thu led\n../../files/{loop.file.sha256}.mp4\n"
    )


def test_publishing_the_same_again_touches_nothing(tmp_path: Path):
    root = published(tmp_path).root
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    published(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_nothing_unfinished_is_left_beside(tmp_path: Path):
    root = published(tmp_path).root

    assert list(root.rglob(".*")) == []


def test_a_loop_that_is_not_in_the_store_leaves_the_old_timetable(tmp_path: Path):
    output = published(tmp_path)
    before = (output.root / "thu/timetable.json").read_bytes()

    with pytest.raises(FileNotFoundError):
        output.publish(a_timetable("b"), Store(tmp_path / "store"))

    assert (output.root / "thu/timetable.json").read_bytes() == before
    assert not (output.root / "files" / f"{'b' * 64}.mp4").exists()
    assert list(output.root.rglob(".*")) == []


def test_the_status_says_how_far_the_renderer_is(tmp_path: Path):
    output = OutputFolder(tmp_path)

    output.publish_status(
        Status("rendering", done=2, total=5, clusters={"thu": ClusterStatus("showing")})
    )

    status = json.loads((tmp_path / "status.json").read_bytes())
    assert (status["state"], status["done"], status["total"]) == ("rendering", 2, 5)
    assert status["clusters"]["thu"]["state"] == "showing"


def test_a_torn_timetable_is_none(tmp_path: Path):
    output = published(tmp_path)
    path = output.root / "thu/timetable.json"
    path.write_bytes(path.read_bytes()[:100])

    assert output.timetable_of("thu") is None


def test_a_timetable_is_the_same_after_writing_and_reading():
    timetable = a_timetable("a", "b")

    assert parse_timetable(write_timetable(timetable)) == timetable


def test_a_foreign_document_is_refused_by_the_name_of_its_fault():
    with pytest.raises(FormatError, match="cluster"):
        parse_timetable(b"{}")


def test_a_digest_must_be_one():
    with pytest.raises(ValueError, match="sha256"):
        File(sha256="../../etc/passwd", size_bytes=1)
