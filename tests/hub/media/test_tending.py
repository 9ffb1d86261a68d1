"""A clip whose worker was killed is taken up again, by itself."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from hub.media.actions import add_media, probe_media, tend_media
from hub.media.enums import ProbeState
from hub.media.leases import MOST_ATTEMPTS
from hub.media.models import HubMedia
from hub.media.workers import has_died, this_worker
from tests.fakes.videos import write_video

ROOT = Path(__file__).parents[3]
LONGEST_SECONDS = 90
UPLOAD = """
from django.core.files import File
from hub.media.actions import add_media
add_media("Chợ", File(open({clip!r}, "rb"), name="a.mp4"))
"""


@contextmanager
def process(*command: str, **options: Any) -> Iterator["subprocess.Popen[str]"]:
    child = subprocess.Popen(command, text=True, **options)
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()


def name_of_a_killed_worker() -> str:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r});"
        "from hub.media.workers import this_worker;"
        "print(this_worker(), flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with process(sys.executable, "-c", code, **pipes) as child:
        assert child.stdout is not None
        name = child.stdout.readline().strip()
        assert not has_died(name)
        child.send_signal(signal.SIGKILL)
        child.wait()
    return name


def test_a_killed_worker_is_known_to_be_dead() -> None:
    assert has_died(name_of_a_killed_worker())


def test_a_living_worker_is_not_dead() -> None:
    assert not has_died(this_worker())


def test_another_process_with_the_same_number_is_not_the_same_worker() -> None:
    place, number, began = this_worker().split(" ")

    assert has_died(f"{place} {number} {int(began) - 1}")


def test_of_a_worker_on_another_machine_nothing_is_known() -> None:
    assert not has_died(f"elsewhere/pid:[1] {2**22 + 1} 77")


@pytest.mark.django_db
class TestOnTheRecord:
    @pytest.fixture
    def media(self, tmp_path: Path) -> HubMedia:
        content = write_video(tmp_path / "a.mp4", seconds=2).read_bytes()
        return add_media("Chợ", ContentFile(content, name="a.mp4"))

    def left_by(self, media: HubMedia, worker: str, **fields: Any) -> None:
        fields = {"work_since": timezone.now(), "work_attempts": 1, **fields}
        HubMedia.objects.update(worked_by=worker, **fields)

    def test_what_a_killed_worker_left_is_checked(self, media: HubMedia) -> None:
        self.left_by(media, name_of_a_killed_worker())

        tend_media.call(media.pk)

        media.refresh_from_db()
        assert media.is_good
        assert (media.worked_by, media.work_attempts) == ("", 0)

    def test_what_a_living_worker_does_is_left_to_it(self, media: HubMedia) -> None:
        self.left_by(media, this_worker())

        tend_media.call(media.pk)
        probe_media.call(media.pk)

        media.refresh_from_db()
        assert media.probe_state == ProbeState.WAITING
        assert media.work_attempts == 1

    def test_after_the_longest_time_another_machines_worker_counts_as_dead(
        self, media: HubMedia
    ) -> None:
        long_ago = timezone.now() - timedelta(days=1)
        self.left_by(media, "elsewhere/pid:[1] 7 7", work_since=long_ago)

        tend_media.call(media.pk)

        media.refresh_from_db()
        assert media.is_good

    def test_a_file_that_ends_every_worker_is_refused_at_last(
        self, media: HubMedia
    ) -> None:
        self.left_by(media, name_of_a_killed_worker(), work_attempts=MOST_ATTEMPTS)

        tend_media.call(media.pk)

        media.refresh_from_db()
        assert media.probe_state == ProbeState.REFUSED
        assert "làm chương trình kiểm tra" in media.refused_reason

    def test_what_failed_in_a_worker_that_lives_is_done_again(
        self, media: HubMedia, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("hub.media.children.sys.executable", "/no/python")
            with pytest.raises(FileNotFoundError):
                probe_media.call(media.pk)
        media.refresh_from_db()
        assert (media.probe_state, media.worked_by) == (ProbeState.WAITING, "")

        tend_media.call(media.pk)

        media.refresh_from_db()
        assert media.is_good

    def test_edits_that_a_killed_worker_left_are_made(self, media: HubMedia) -> None:
        probe_media.call(media.pk)
        HubMedia.objects.update(trim_out_ms=1000, edit_state="WAITING")
        self.left_by(media, name_of_a_killed_worker())

        tend_media.call(media.pk)

        media.refresh_from_db()
        assert (media.edit_state, media.duration_ms) == ("DONE", 1000)


class OwnHub:
    """A hub on a database file, whose workers are processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "hub.sqlite3"
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "TASKS_IN": "database",
            "CLIP_TEND_SECONDS": "1",
        }
        self.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)

    def manage(self, *arguments: str) -> tuple[str, ...]:
        return (sys.executable, str(ROOT / "manage.py"), *arguments)

    def worker(self) -> Any:
        command = self.manage("db_worker", "--no-reload", "--no-startup-delay", "-v0")
        return process(*command, env=self.environment, cwd=ROOT)

    def wait_for(self, condition: str) -> None:
        """Until the only clip is so."""
        until = time.monotonic() + LONGEST_SECONDS
        query = f"SELECT count(*) FROM hub_media_hubmedia WHERE {condition}"
        while time.monotonic() < until:
            with sqlite3.connect(self.database) as database:
                (count,) = database.execute(query).fetchone()
            database.close()
            if count:
                return
            time.sleep(0.02)
        raise AssertionError(f"never: {condition}")


# Without a transaction of the test's own, during which nobody could copy the database.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="copies a database file")
def test_another_worker_ends_what_a_killed_one_began(tmp_path: Path) -> None:
    hub = OwnHub(tmp_path)
    with sqlite3.connect(hub.database) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    clip = write_video(tmp_path / "a.mp4", seconds=4, size=(640, 360))
    subprocess.run(
        hub.manage("shell", "-v0", "-c", UPLOAD.format(clip=str(clip))),
        env=hub.environment, cwd=ROOT, check=True,
    )  # fmt: skip

    with hub.worker() as first:
        hub.wait_for("worked_by <> ''")
        first.send_signal(signal.SIGKILL)
        first.wait()
    hub.wait_for("probe_state = 'WAITING' AND worked_by <> ''")
    with hub.worker():
        hub.wait_for("probe_state = 'GOOD' AND worked_by = ''")
