"""`python -m tests.release.crashing publish|refresh FOLDER`: dies at every step in turn.

For each step that makes something durable (fsync, rename, removal) it starts from the
same state, is killed there, looks what is left, tries again, and says all of that as a
line of JSON.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from release.format import write_document
from release.mandates import Mandate
from release.trust import NothingTrustedError
from tests.release.rooms import Room, build_release
from tests.release.serving import FolderTransport

DURABLE = ("fsync", "replace", "rename", "unlink", "remove", "rmdir")


def die_at(step: int) -> None:
    """SIGKILL in place of the step-th durable call of this process."""
    count = 0

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1
            return real(*arguments, **named)

        return counted

    for name in DURABLE:
        setattr(os, name, wrap(getattr(os, name)))


def is_killed(act: Callable[[], object], step: int) -> bool:
    """Whether `act`, in a child, came as far as the step it dies at."""
    child = os.fork()
    if child == 0:
        die_at(step)
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def crash_publishing(folder: Path) -> None:
    """Release 1 is out; release 2 is published and dies on the way."""
    room = Room(folder)
    room.publish(1)
    document = write_document(build_release(2))
    statement = room.repository.draw_up(Mandate.APPROVE, document)
    signatures = room.sign(statement)
    start = shutil.copytree(room.served, folder / "start")

    def publish() -> None:
        room.repository.publish(statement, document, signatures)

    def look(name: str) -> int:
        transport = FolderTransport(room.served)
        trusted = room.verifier(folder / name, transport).refresh(room.clock.now)
        assert trusted.release is not None
        return trusted.release.seq

    step = 0
    while is_killed(publish, step):
        left = look(f"left-{step}")
        room.repository.refresh()
        after_refresh = look(f"refreshed-{step}")
        publish()
        say(step=step, left=[left, after_refresh], after=look(f"after-{step}"))
        shutil.rmtree(room.served)
        shutil.copytree(start, room.served)
        step += 1


def crash_refreshing(folder: Path) -> None:
    """A player shows release 1; taking up release 2 it dies on the way."""
    room = Room(folder)
    transport = FolderTransport(room.served)
    start = folder / "start"
    room.publish(1)
    room.verifier(start, transport).refresh(room.clock.now)
    room.publish(2)
    player = folder / "player"

    def boot() -> int:
        try:
            trusted = room.verifier(player, transport).boot()
        except NothingTrustedError:
            return 0
        assert trusted.release is not None
        return trusted.release.seq

    def refresh() -> None:
        room.verifier(player, transport).refresh(room.clock.now)

    step = 0
    shutil.copytree(start, player)
    while is_killed(refresh, step):
        left = boot()
        refresh()
        rubbish = [path.name for path in player.glob("look-*")]
        say(step=step, left=[left], after=boot(), rubbish=rubbish)
        shutil.rmtree(player)
        shutil.copytree(start, player)
        step += 1


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    scenario = {"publish": crash_publishing, "refresh": crash_refreshing}[sys.argv[1]]
    scenario(Path(sys.argv[2]))
