"""The files behind what is published: what lies there is looked at, not believed."""

import os
from pathlib import Path

from django.conf import settings

from hub.playout.published import loop_file
from tests.hub.playout.office import make_loop


def test_a_loop_is_found_where_the_renderer_laid_it() -> None:
    file = make_loop(b"loop").file

    found = loop_file(file)

    assert found is not None
    assert found.read_bytes() == b"loop"


def test_a_loop_that_is_changed_later_is_found_no_more() -> None:
    file = make_loop(b"loop").file
    path = Path(settings.LOOPS_DIR) / "files" / f"{file.sha256}.mp4"
    assert loop_file(file) == path
    before = path.stat()

    path.write_bytes(b"pool")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert loop_file(file) is None


def test_a_loop_that_is_nowhere_is_not_found() -> None:
    file = make_loop(b"loop").file
    (Path(settings.LOOPS_DIR) / "files" / f"{file.sha256}.mp4").unlink()

    assert loop_file(file) is None
