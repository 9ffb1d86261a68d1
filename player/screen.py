"""One canvas: keeps its mpv alive, on the right loop, at the right frame.

A thread of its own, so that a hung process holds up no other canvas. Told what to show by
`show`; tells through `seen` what is on. mpv that is dead, does not answer or stands still
is killed and started anew; a file that does that again and again is given up.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from player.errors import CommandRefusedError, VideoError
from player.mpv import Mpv
from player.position import Seek, correction, frame_at
from player.showing import Seen
from release.format import Loop
from release.reports import Rung

LOOK_SECONDS = 0.2
# Until something that was loaded is on: so the log says when it was.
COMING_SECONDS = 0.02
# Between two looks a playing loop moves; so long without is a hung decoder.
STILL_SECONDS = 1.2
# A file may take longer until its first picture.
LOAD_SECONDS = 3.0
# mpv that is idle so soon after a file was loaded could not open it.
IDLE_SECONDS = 0.3
SYNC_SECONDS = 5.0
# So many failures of one file within this time, and it is the file's fault.
FAULTS, FAULTS_SECONDS = 3, 30.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Showing:
    """`loop` is None for a still picture."""

    path: Path
    rung: Rung
    loop: Loop | None = None
    interrupt: str = ""


@dataclass(frozen=True)
class Told:
    """What is on a canvas; `seen` is None for a still picture.

    No `showing`: nothing is, for an instant.
    """

    canvas: str
    showing: Showing | None = None
    seen: Seen | None = None


@dataclass(frozen=True)
class Fault:
    """mpv is started anew. `is_unplayable`: it is the file's fault."""

    canvas: str
    showing: Showing | None
    words: str
    is_unplayable: bool


class Screen:
    """`on_told` and `on_fault` are called from its thread."""

    def __init__(
        self,
        canvas: str,
        mpv: Mpv,
        clock: Callable[[], datetime],
        on_told: Callable[[Told], None],
        on_fault: Callable[[Fault], None],
    ) -> None:
        self.canvas = canvas
        self._mpv, self._clock = mpv, clock
        self._on_told, self._on_fault = on_told, on_fault
        self._wanted: Showing | None = None
        self._changed = threading.Condition()
        self._is_ended = False
        self._thread = threading.Thread(
            target=self._work, name=f"screen-{canvas}", daemon=True
        )
        self._watched = _Watched()
        self._faults: list[tuple[Path | None, float]] = []
        self._shots: list[tuple[Path, threading.Event]] = []
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        return self._mpv.pid

    def start(self, first: Showing) -> None:
        self._wanted = first
        self._thread.start()

    def show(self, showing: Showing) -> None:
        """From now on; the same again changes nothing."""
        with self._changed:
            if showing != self._wanted:
                self._wanted = showing
                self._changed.notify()

    def take_picture(self, path: Path) -> threading.Event:
        """Set when it was taken, or could not be."""
        done = threading.Event()
        with self._changed:
            self._shots.append((path, done))
            self._changed.notify()
        return done

    def end(self) -> None:
        with self._changed:
            self._is_ended = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._mpv.end()

    def _work(self) -> None:
        while not self._is_ended:
            self._watched = _Watched()
            try:
                self._mpv.start()
                self._watch()
            except VideoError as error:
                self._fault(error)
            except Exception:
                log.exception("canvas %s", self.canvas)
            finally:
                self._mpv.end()
                self._on_told(Told(self.canvas))

    def _watch(self) -> None:
        """Until something is wrong (VideoError) or the end."""
        while not self._is_ended:
            showing = self._wanted
            if showing and showing.path != self._watched.path:
                self._load(showing)
            if showing:
                self._look(showing)
            self._take_pictures()
            with self._changed:
                if self._wanted == showing and not self._is_ended:
                    is_coming = showing is not None and not self._watched.is_on
                    self._changed.wait(COMING_SECONDS if is_coming else LOOK_SECONDS)

    def _load(self, showing: Showing) -> None:
        start = 0.0
        if showing.loop:
            start = self._expected(showing.loop) / showing.loop.fps
        self._mpv.load(showing.path, start)
        now = time.monotonic()
        moved_at = now + LOAD_SECONDS - STILL_SECONDS
        self._watched = _Watched(showing.path, loaded_at=now, moved_at=moved_at)

    def _look(self, showing: Showing) -> None:
        if showing.loop is None:
            self._look_at_still(showing)
            return
        frame = self._frame_of(showing.path, showing.loop)
        now = time.monotonic()
        if frame is not None and frame != self._watched.frame:
            self._watched.frame, self._watched.moved_at = frame, now
        if now - self._watched.moved_at > STILL_SECONDS:
            raise VideoError(
                showing.path.name[:12], "hình đứng yên", "tự khởi động lại"
            )
        if frame is None or not self._is_playing():
            self._refuse_idle(showing.path)
            return
        self._watched.is_on = True
        seen = Seen(self._clock(), showing.rung, showing.loop, frame)
        self._on_told(Told(self.canvas, showing, seen))
        if now - self._watched.synced_at > SYNC_SECONDS:
            # While it opens a file or jumps it may refuse: at the next look again.
            with suppress(CommandRefusedError):
                self._correct(showing.loop, frame)
                self._watched.synced_at = now

    def _frame_of(self, path: Path, loop: Loop) -> int | None:
        """None while what was on before is still being let go.

        The path is asked first: the time after it is of that file, or none yet.
        """
        if self._mpv.get("path") != str(path):
            return None
        seconds = self._mpv.get("time-pos")
        if seconds is None:
            return None
        frame = round(float(seconds) * loop.fps)
        return max(0, min(frame, loop.frame_count - 1))

    def _is_playing(self) -> bool:
        """Its first picture was shown; mpv tells a time before that."""
        return self._watched.is_on or self._mpv.get("core-idle") is False

    def _look_at_still(self, showing: Showing) -> None:
        now = time.monotonic()
        if self._mpv.get("idle-active") is False:
            self._watched.moved_at, self._watched.is_on = now, True
            self._on_told(Told(self.canvas, showing))
        if now - self._watched.moved_at > STILL_SECONDS:
            raise VideoError(
                showing.path.name[:12], "không mở được", "tự khởi động lại"
            )

    def _refuse_idle(self, path: Path) -> None:
        is_long_ago = time.monotonic() > self._watched.loaded_at + IDLE_SECONDS
        if is_long_ago and self._mpv.get("idle-active"):
            raise VideoError(path.name[:12], "không mở được", "tự khởi động lại")

    def _correct(self, loop: Loop, frame: int) -> None:
        step = correction(self._expected(loop), frame, loop.frame_count, loop.fps)
        if isinstance(step, Seek):
            self._mpv.command("seek", step.frame / loop.fps, "absolute+exact")
        elif step.factor != self._watched.speed:
            self._mpv.command("set_property", "speed", step.factor)
            self._watched.speed = step.factor

    def _expected(self, loop: Loop) -> int:
        return frame_at(self._clock(), loop.frame_count, loop.fps)

    def _take_pictures(self) -> None:
        with self._changed:
            shots, self._shots = self._shots, []
        for path, done in shots:
            try:
                self._mpv.command("screenshot-to-file", str(path), "video")
            except VideoError as error:
                path.unlink(missing_ok=True)
                log.warning("no screenshot of %s: %s", self.canvas, error)
            done.set()

    def _fault(self, error: VideoError) -> None:
        self.restarts += 1
        now, path = time.monotonic(), self._watched.path
        self._faults = [one for one in self._faults if one[1] > now - FAULTS_SECONDS]
        self._faults.append((path, now))
        is_again = [one[0] for one in self._faults].count(path) >= FAULTS
        log.warning("canvas %s: %s", self.canvas, error)
        showing = self._wanted
        # Where mpv does not even start, as without a display, no file is at fault.
        is_unplayable = is_again and showing is not None and showing.path == path
        self._on_fault(Fault(self.canvas, showing, str(error), is_unplayable))
        if is_again:
            # Something else is chosen meanwhile; the picture must not flicker.
            with self._changed:
                self._changed.wait_for(
                    lambda: self._wanted != showing or self._is_ended, timeout=1
                )


@dataclass
class _Watched:
    """What mpv was told to play, and how it moved."""

    path: Path | None = None
    loaded_at: float = 0.0
    frame: int | None = None
    is_on: bool = False
    moved_at: float = 0.0
    synced_at: float = 0.0
    speed: float = 1.0
