from pathlib import Path

import pytest

from hub.screens.rendered import Published, RenderedFolder, Work
from release.format import File
from tests.hub.screens.loops import publish, write_loop


def test_a_timetable_is_read_as_it_was_written(loops: Path):
    written = publish(loops, "sapa", write_loop(loops))

    assert RenderedFolder(loops).published("sapa") == Published(written)


def test_a_cluster_that_was_never_rendered_has_no_timetable_and_no_fault(loops: Path):
    assert RenderedFolder(loops).published("sapa") == Published(None)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (b"", "Invalid JSON"),
        (b"{", "Invalid JSON"),
        (b"\xff\xfe", "Invalid JSON"),
        (b"[]", "object"),
        (b"{}", "cluster"),
        (b'{"schema_name": "ttdn.timetable/9"}', "schema_name"),
    ],
)
def test_of_a_bad_timetable_the_fault_is_told_and_the_last_good_one_is_kept(
    loops: Path, document: bytes, fault: str
):
    good = publish(loops, "sapa", write_loop(loops))
    folder = RenderedFolder(loops)
    folder.published("sapa")

    (loops / "sapa" / "timetable.json").write_bytes(document)
    published = folder.published("sapa")

    assert published.timetable == good
    assert fault in published.fault


def test_of_a_bad_first_timetable_only_the_fault_is_told(loops: Path):
    (loops / "sapa").mkdir(parents=True)
    (loops / "sapa" / "timetable.json").write_bytes(b"{")

    published = RenderedFolder(loops).published("sapa")

    assert published.timetable is None
    assert published.fault


def test_the_last_good_timetable_of_one_cluster_is_not_anothers(loops: Path):
    publish(loops, "sapa", write_loop(loops))
    folder = RenderedFolder(loops)
    folder.published("sapa")
    (loops / "ck-lao-cai").mkdir()
    (loops / "ck-lao-cai" / "timetable.json").write_bytes(b"{")

    assert folder.published("ck-lao-cai").timetable is None


def test_the_renderers_progress_is_read(loops: Path):
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        '{"state": "rendering", "done": 3, "total": 9, "message": "", "later": 1,'
        ' "clusters": {"sapa": {"state": "failed", "message": "thiếu phông"}}}'
    )

    work = RenderedFolder(loops).work()

    assert (work.state, work.done, work.total) == ("rendering", 3, 9)
    assert work.clusters["sapa"].message == "thiếu phông"


def test_how_long_it_takes_and_where_to_watch_are_read(loops: Path):
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        '{"state": "rendering", "seconds_left": 170, "dashboard": "http://may:8787/status"}'
    )

    work = RenderedFolder(loops).work()

    assert (work.seconds_left, work.dashboard) == (170, "http://may:8787/status")


def test_what_the_renderer_writes_at_rest_is_read(loops: Path):
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        '{"state": "idle", "seconds_left": null, "dashboard": ""}'
    )

    assert RenderedFolder(loops).work() == Work(state="idle")


def test_a_dashboard_that_is_a_program_is_not_linked(loops: Path):
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        '{"state": "idle", "dashboard": "javascript:alert(1)"}'
    )

    assert RenderedFolder(loops).work() == Work()


@pytest.mark.parametrize("document", [None, b"", b"{", b'{"done": "many"}', b"[]"])
def test_without_readable_progress_the_renderer_is_unknown(
    loops: Path, document: bytes | None
):
    loops.mkdir(parents=True)
    if document is not None:
        (loops / "status.json").write_bytes(document)

    assert RenderedFolder(loops).work() == Work()


def test_a_file_is_held_when_all_of_it_is_there(loops: Path):
    loop = write_loop(loops)
    folder = RenderedFolder(loops)
    shorter = File(sha256=loop.file.sha256, size_bytes=loop.file.size_bytes + 1)
    missing = File(sha256="0" * 64, size_bytes=1)

    assert folder.holds(loop.file, ".mp4")
    assert not folder.holds(loop.file, ".jpg")
    assert not folder.holds(shorter, ".mp4")
    assert not folder.holds(missing, ".mp4")
