"""One canvas with a real mpv: it plays, keeps time, and comes back whatever is done to it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from player.errors import CommandRefusedError, VideoError
from player.mpv import Mpv
from player.position import frame_at, lag
from player.screen import Fault, Screen, Showing, Told
from player.slates import slate_for
from release.reports import Rung
from tests.player.clips import clip, clip_loop
from tests.player.waiting import eventually

pytestmark = pytest.mark.needs_mpv
NO_PICTURE = ["--vo=null", "--ao=null"]


class Watched:
    """A screen, and what it told last."""

    def __init__(self, folder: Path, program: str, make: type[Mpv] = Mpv) -> None:
        self.folder = folder
        self.told: Told | None = None
        self.faults: list[Fault] = []
        mpv = make(program, NO_PICTURE)
        self.screen = Screen(
            "led", mpv, lambda: datetime.now(UTC), self.hear, self.faults.append
        )
        self.slate = Showing(slate_for(1920, 640), Rung.SHIPPED_SLATE)

    def hear(self, told: Told) -> None:
        self.told = told

    def showing(self, number: int, content: bytes | None = None) -> Showing:
        path = self.folder / f"{number}"
        path.write_bytes(clip(number) if content is None else content)
        return Showing(path, Rung.SCHEDULED, clip_loop(number))

    def is_on(self, showing: Showing) -> bool:
        return self.told is not None and self.told.showing == showing

    def is_in_step(self) -> bool:
        """Where every player is that shows this loop."""
        told = self.told
        if told is None or told.showing is None or told.seen is None:
            return False
        loop = told.showing.loop
        expected = frame_at(told.seen.at, loop.frame_count, loop.fps)
        return abs(lag(expected, told.seen.frame, loop.frame_count)) <= 5

    def show(self, showing: Showing) -> None:
        self.screen.show(showing)
        eventually(lambda: self.is_on(showing))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a busy machine lets wait is not taken for what hangs."""
    for name in ("STILL_SECONDS", "LOAD_SECONDS"):
        monkeypatch.setattr(f"player.screen.{name}", 20.0)
    monkeypatch.setitem(Mpv._ask.__kwdefaults__, "seconds", 20.0)


@pytest.fixture
def watched(tmp_path: Path, mpv: Path) -> Iterator[Watched]:
    made = Watched(tmp_path, str(mpv))
    made.screen.start(made.slate)
    yield made
    made.screen.end()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_slate_is_on_before_anything_else(watched):
    eventually(lambda: watched.is_on(watched.slate))


@pytest.mark.usefixtures("patient")
def test_a_loop_takes_the_place_of_another_in_the_same_process(watched):
    watched.show(watched.showing(1))
    pid = watched.screen.pid

    watched.show(watched.showing(2))

    assert watched.screen.pid == pid
    assert watched.faults == []


@pytest.mark.usefixtures("patient")
def test_a_loop_goes_on_from_its_end_to_its_beginning(watched):
    watched.show(watched.showing(1))
    frames: list[int] = []

    def has_begun_again() -> bool:
        if watched.told and watched.told.seen:
            frames.append(watched.told.seen.frame)
        return any(b < a for a, b in zip(frames, frames[1:], strict=False))

    eventually(has_begun_again)
    eventually(lambda: watched.told.seen and watched.told.seen.frame > 25)
    assert watched.faults == []


def test_a_loop_is_where_every_player_is(watched):
    watched.show(watched.showing(1))

    eventually(watched.is_in_step)


class Decoding(Mpv):
    """It tells a time already, and no picture came yet."""

    is_idle, times = True, 0

    def get(self, name: str) -> Any:
        if name == "core-idle":
            return self.is_idle
        found = super().get(name)
        self.times += name == "time-pos" and found is not None
        return found


def test_a_loop_is_told_of_when_its_first_picture_is_shown(tmp_path, mpv):
    watched = Watched(tmp_path, str(mpv), Decoding)
    showing = watched.showing(1)
    watched.screen.start(showing)
    decoding = watched.screen._mpv
    try:
        eventually(lambda: decoding.times > 1)
        assert not watched.is_on(showing)
        decoding.is_idle = False
        eventually(lambda: watched.is_on(showing))
    finally:
        watched.screen.end()


class Opening(Mpv):
    """It begins at the wrong place, and takes no command to jump at first."""

    refused = 0

    def load(self, path: Path, start_seconds: float) -> None:
        super().load(path, (start_seconds + 2) % 4)

    def command(self, *words: object) -> None:
        if words[0] == "seek" and self.refused < 3:
            self.refused += 1
            raise CommandRefusedError("mpv", "seek: error running command", "")
        super().command(*words)


@pytest.mark.usefixtures("patient")
def test_one_that_cannot_jump_yet_is_told_again_and_not_started_anew(tmp_path, mpv):
    watched = Watched(tmp_path, str(mpv), Opening)
    watched.screen.start(watched.showing(1))
    try:
        eventually(watched.is_in_step)
    finally:
        watched.screen.end()

    assert watched.faults == []


@pytest.mark.usefixtures("patient")
def test_a_killed_process_is_replaced(watched):
    watched.show(watched.showing(1))
    killed = watched.screen.pid

    os.kill(killed, signal.SIGKILL)

    eventually(lambda: watched.screen.pid not in (None, killed))
    eventually(lambda: watched.is_on(watched.showing(1)))
    assert watched.screen.restarts == 1


def test_a_hung_process_is_killed_and_replaced(watched):
    watched.show(watched.showing(1))
    hung = watched.screen.pid

    os.kill(hung, signal.SIGSTOP)

    eventually(lambda: watched.screen.pid not in (None, hung))
    eventually(lambda: watched.is_on(watched.showing(1)))
    assert not is_alive(hung)


class Pausing(Mpv):
    """Somebody has it stand still, once."""

    is_due = False

    def get(self, name: str) -> Any:
        if self.is_due:
            self.is_due = False
            self.command("set_property", "pause", True)
        return super().get(name)


def test_a_process_that_stands_still_is_replaced(tmp_path, mpv):
    watched = Watched(tmp_path, str(mpv), Pausing)
    watched.screen.start(watched.showing(1))
    try:
        eventually(lambda: watched.is_on(watched.showing(1)))
        pid = watched.screen.pid

        watched.screen._mpv.is_due = True

        eventually(lambda: watched.screen.pid not in (None, pid))
    finally:
        watched.screen.end()
    assert "đứng yên" in watched.faults[0].words


def test_a_file_that_cannot_be_played_is_given_up(watched):
    broken = watched.showing(1, content=b"no video at all")

    watched.screen.show(broken)

    eventually(lambda: any(one.is_unplayable for one in watched.faults))
    watched.show(watched.showing(2))


def test_a_process_ends_itself_when_its_player_was_killed(mpv):
    player = f"""
from player.mpv import Mpv
mpv = Mpv({str(mpv)!r}, {NO_PICTURE!r})
mpv.start()
print(mpv.pid, flush=True)
input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", player],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        left_over = psutil.Process(int(process.stdout.readline()))
        assert left_over.is_running()
        process.kill()

        left_over.wait(60)


def test_one_that_ends_at_once_tells_its_code(tmp_path):
    program = tmp_path / "mpv"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)

    ending = Mpv(str(program), [])

    with pytest.raises(VideoError, match="kết thúc với mã 3"):
        ending.start()
    ending.end()


def test_a_picture_is_taken_of_what_is_on(watched, tmp_path):
    watched.show(watched.showing(1))
    path = tmp_path / "picture.jpg"

    def is_taken() -> bool:
        """While mpv jumps to another frame it has none to give."""
        return watched.screen.take_picture(path).wait(30) and path.exists()

    eventually(is_taken)
    assert path.read_bytes()[:2] == b"\xff\xd8"


def test_at_the_end_no_process_is_left(watched):
    watched.show(watched.showing(1))
    pid = watched.screen.pid

    watched.screen.end()

    assert not is_alive(pid)


@pytest.mark.usefixtures("patient")
def test_where_mpv_does_not_start_yet_no_file_is_at_fault(tmp_path, mpv):
    late = tmp_path / "late-mpv"
    late.write_text(
        f"""#!/bin/sh
        echo x >> {tmp_path}/tries
        [ $(wc -l < {tmp_path}/tries) -gt 4 ] || exit 1
        exec {mpv} "$@"
        """
    )
    late.chmod(0o755)
    watched = Watched(tmp_path, str(late))
    showing = watched.showing(1)

    watched.screen.start(showing)
    try:
        eventually(lambda: watched.is_on(showing))
    finally:
        watched.screen.end()

    assert len(watched.faults) == 4
    assert not any(one.is_unplayable for one in watched.faults)
