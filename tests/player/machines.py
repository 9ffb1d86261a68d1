"""A whole player in this process: real mpv, real files, real HTTP; a quick rhythm."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from player.agent import Agent, Rhythm
from player.clock import Clock
from player.config import CanvasSection, Config, HubSection, VideoSection
from player.looking import Verifiers
from player.sources import Patience
from player.status import AlarmStatus
from release.reports import AlarmCode, CanvasNow, Rung
from tests.player.builders import CLUSTER
from tests.player.repository import verifiers_in
from tests.player.run_player import QUICK
from tests.player.waiting import eventually
from tests.player.web import Web

IMPATIENT = Patience(2.0, 2.0, window_seconds=0.5)


class Machine:
    """A running player, asked as its status page asks it."""

    def __init__(self, agent: Agent) -> None:
        self.agent = agent

    def canvas(self, code: str = "led") -> CanvasNow:
        return next(one for one in self.agent.wall.now() if one.canvas == code)

    def shows(self, sha256: str | None, rung: Rung, code: str = "led") -> bool:
        now = self.canvas(code)
        return (now.loop, now.rung) == (sha256, rung) and now.frame is not None

    def wait_until_shown(
        self, sha256: str | None, rung: Rung = Rung.SCHEDULED, code: str = "led"
    ) -> None:
        eventually(lambda: self.shows(sha256, rung, code))

    def goes_on_showing(
        self, sha256: str, rung: Rung = Rung.SCHEDULED, code: str = "led"
    ) -> None:
        """Looks at what is on, or is on next where a busy mpv was just started anew."""
        now = eventually(lambda: self._what_is_on(code))
        assert (now.loop, now.rung) == (sha256, rung)

    def _what_is_on(self, code: str) -> CanvasNow | None:
        now = self.canvas(code)
        return None if now.frame is None else now

    @property
    def alarms(self) -> set[AlarmCode]:
        """But for mpv's, which sounds too where a busy machine lets it wait."""
        return {one.code for one in self._alarms()} - {AlarmCode.VIDEO}

    @property
    def has_video_alarm(self) -> bool:
        return AlarmCode.VIDEO in {one.code for one in self._alarms()}

    def detail_of(self, code: AlarmCode) -> str:
        return next((one.detail for one in self._alarms() if one.code == code), "")

    def _alarms(self) -> tuple[AlarmStatus, ...]:
        return self.agent.telling.status().alarms

    @property
    def seq(self) -> int:
        return self.agent.telling.status().seq


def config_for(
    folder: Path,
    web: Web,
    *canvases: str,
    has_hub: bool = False,
    nudges: str | None = None,
) -> Config:
    token = folder / "token"
    token.write_text("secret")
    token.chmod(0o600)
    return Config(
        cluster=CLUSTER,
        repository=web.address,
        root=folder / "root.json",
        data=folder / "data",
        canvas=tuple(
            CanvasSection(code=code, width_px=64, height_px=64)
            for code in canvases or ("led",)
        ),
        hub=HubSection(address=f"{web.address}/hub", token=token, nudges=nudges)
        if has_hub
        else None,
        video=VideoSection(picture="null"),
        limits={"free_mib": 0},
        status={"port": 0},
    )


@contextmanager
def running(
    config: Config,
    clock: Clock | None = None,
    rhythm: Rhythm = QUICK,
    verifiers: Verifiers | None = None,
) -> Iterator[Machine]:
    """Started, ticking in a thread; ended at the end."""
    config.data.mkdir(parents=True, exist_ok=True)
    agent = Agent(
        config,
        verifiers or verifiers_in(config.data / "trust"),
        replace(rhythm, patience=IMPATIENT),
        clock,
    )
    ended = threading.Event()
    agent.start()
    ticking = threading.Thread(
        target=agent.run_until, args=(ended.is_set, lambda: None), daemon=True
    )
    ticking.start()
    try:
        yield Machine(agent)
    finally:
        ended.set()
        agent.wake()
        ticking.join()
        agent.end()
