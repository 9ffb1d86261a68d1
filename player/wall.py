"""All canvases of this machine: what each is to show, does show, and has shown.

Turns what screens tell into entries of the journal. Screens call from their own threads.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from player.alarms import Alarms
from player.config import Config
from player.journal import Journal
from player.ladder import Choice
from player.mpv import Mpv
from player.pictures import make_fit, read_picture
from player.screen import Fault, Screen, Showing, Told
from player.showing import Shown, advance
from player.slates import slate_for
from player.store import Store
from release.format import Loop
from release.reports import MOST_TITLE, AlarmCode, CanvasNow, Rung, SceneShown, Switched

PICTURE_SECONDS = 2.0
FAULTY_SECONDS = 60.0
UNPLAYABLE_SECONDS = 600.0
# A loop that played on from here may be fallen back on.
GOOD = {Rung.SCHEDULED, Rung.FILLER}


@dataclass(frozen=True)
class Sequences:
    """Of what is in force, for the entries."""

    release: int = 0
    urgent: int = 0


class Wall:
    """What screens are told and tell. `sequences` and `good` are for whoever ticks."""

    def __init__(
        self,
        config: Config,
        store: Store,
        journal: Journal,
        alarms: Alarms,
        clock: Callable[[], datetime],
        on_switch: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._journal, self._alarms = store, journal, alarms
        self._clock, self._on_switch = clock, on_switch
        self._program = config.video.program
        self._pictures = config.data / "pictures"
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._slates = {
            one.code: slate_for(one.width_px, one.height_px) for one in config.canvas
        }
        self._screens = {
            one.code: self._screen(config, one.code, one.options)
            for one in config.canvas
        }
        self._on: dict[str, Shown | None] = {}
        self._told: dict[str, Told] = {}
        self._showing: dict[str, Showing] = {}
        self._faulty_at: dict[str, float] = {}
        self._lock = threading.Lock()
        self.sequences = Sequences()
        self._unplayable_until: dict[str, float] = {}
        self.good: Mapping[str, Loop] = {}

    def start(self) -> None:
        """Something is on every canvas before anything was read or verified."""
        for canvas, screen in self._screens.items():
            screen.start(self._slate(canvas, Rung.SHIPPED_SLATE))

    def show(self, choices: Mapping[str, Choice]) -> None:
        """All at one instant."""
        showings = {canvas: self._of(canvas, one) for canvas, one in choices.items()}
        for canvas, showing in showings.items():
            self._screens[canvas].show(showing)

    def end(self) -> None:
        for screen in self._screens.values():
            screen.end()
        with self._lock:
            for canvas in list(self._on):
                self._note_scene(canvas, None)

    def take_pictures(self) -> None:
        """Returns when they are taken, or a canvas does not answer."""
        taken = {
            canvas: screen.take_picture(self._picture_of(canvas))
            for canvas, screen in self._screens.items()
        }
        for canvas, done in taken.items():
            if done.wait(PICTURE_SECONDS):
                make_fit(self._picture_of(canvas), self._program)

    def picture(self, canvas: str, digest: str) -> bytes | None:
        """The last one, if that is its digest."""
        return read_picture(self._picture_of(canvas), digest)

    def now(self) -> tuple[CanvasNow, ...]:
        with self._lock:
            return tuple(self._now_of(canvas) for canvas in self._screens)

    def titles(self) -> Mapping[str, str]:
        """The Vietnamese title of the scene that is on each canvas."""
        with self._lock:
            return {canvas: _title(self._on.get(canvas)) for canvas in self._screens}

    @property
    def unplayable(self) -> frozenset[str]:
        """Files that mpv could not show; for a while they are left out of the ladder."""
        now = time.monotonic()
        with self._lock:
            left = self._unplayable_until.items()
            return frozenset(sha256 for sha256, until in left if until > now)

    def _screen(self, config: Config, code: str, options: tuple[str, ...]) -> Screen:
        video = config.video
        all_options = [f"--vo={video.picture}", f"--title={config.cluster} {code}"]
        if video.sound == "null":
            all_options.append("--ao=null")
        mpv = Mpv(video.program, [*all_options, *options])
        return Screen(code, mpv, self._clock, self._hear, self._hear_fault)

    def _picture_of(self, canvas: str) -> Path:
        return self._pictures / f"{canvas}.jpg"

    def _of(self, canvas: str, choice: Choice) -> Showing:
        if choice.loop is None:
            return self._slate(canvas, choice.rung)
        path = self._store.path_of(choice.loop.file.sha256)
        return Showing(path, choice.rung, choice.loop, choice.interrupt)

    def _slate(self, canvas: str, rung: Rung) -> Showing:
        return Showing(self._slates[canvas], rung)

    def _hear(self, told: Told) -> None:
        with self._lock:
            self._told[told.canvas] = told
            self._note_scene(told.canvas, told)
            if told.showing and told.showing != self._showing.get(told.canvas):
                self._showing[told.canvas] = told.showing
                self._note_switch(told.canvas, told.showing)
            if told.seen and told.seen.rung in GOOD:
                self.good = {**self.good, told.canvas: told.seen.loop}
        if told.showing and not self._is_faulty(told.canvas):
            self._alarms.end(AlarmCode.VIDEO, told.canvas)

    def _is_faulty(self, canvas: str) -> bool:
        """For some time after a fault: it may come again."""
        at = self._faulty_at.get(canvas)
        return at is not None and time.monotonic() < at + FAULTY_SECONDS

    def _hear_fault(self, fault: Fault) -> None:
        self._faulty_at[fault.canvas] = time.monotonic()
        self._alarms.sound(
            AlarmCode.VIDEO, f"{fault.canvas}: {fault.words}", fault.canvas
        )
        if fault.is_unplayable and fault.showing and fault.showing.loop:
            until = time.monotonic() + UNPLAYABLE_SECONDS
            with self._lock:
                self._unplayable_until[fault.showing.loop.file.sha256] = until

    def _note_scene(self, canvas: str, told: Told | None) -> None:
        seen = told.seen if told else None
        self._on[canvas], over = advance(self._on.get(canvas), seen)
        if over:
            self._journal.write(lambda number: _scene_entry(number, canvas, over))

    def _note_switch(self, canvas: str, showing: Showing) -> None:
        at, sequences = self._clock(), self.sequences
        self._journal.write(
            lambda number: Switched(
                number=number,
                at=at,
                canvas=canvas,
                rung=showing.rung,
                loop=showing.loop.file.sha256 if showing.loop else None,
                release_seq=sequences.release,
                urgent_seq=sequences.urgent,
                interrupt=showing.interrupt,
            )
        )
        self._on_switch()

    def _now_of(self, canvas: str) -> CanvasNow:
        told = self._told.get(canvas)
        showing, seen = (told.showing, told.seen) if told else (None, None)
        loop = showing.loop if showing else None
        return CanvasNow(
            canvas=canvas,
            rung=showing.rung if showing else Rung.SHIPPED_SLATE,
            loop=loop.file.sha256 if loop else None,
            frame=seen.frame if seen else (0 if showing else None),
            screenshot=_digest_of(self._picture_of(canvas)),
            restarts=self._screens[canvas].restarts,
            title=_title(self._on.get(canvas))[:MOST_TITLE],
            interrupt=showing.interrupt if showing else "",
        )


def _scene_entry(number: int, canvas: str, shown: Shown) -> SceneShown:
    scene = shown.loop.scenes[shown.scene]
    return SceneShown(
        number=number,
        at=shown.start,
        end=shown.end,
        canvas=canvas,
        rung=shown.rung,
        loop=shown.loop.file.sha256,
        scene=shown.scene,
        slot_id=scene.slot_id,
        item_key=scene.item_key,
    )


def _title(on: Shown | None) -> str:
    return on.loop.scenes[on.scene].titles.get("vi", "") if on else ""


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
