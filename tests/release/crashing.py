"""`python -m tests.release.crashing SCENARIO FOLDER`: dies at every step in turn.

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
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from release.ceremony import replace_root_key, rotate_online_keys
from release.errors import CeremonyError, ReleaseError
from release.format import write_document
from release.mandates import Mandate
from release.repository import utc_now
from release.signer.protocol import AskSignature
from release.signer.room import SigningRoom
from release.trust import NothingTrustedError
from tests.release.rooms import Room, build_release
from tests.release.serving import FolderTransport
from tests.release.signing import Office, approve, pin_of

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


def crash_ceremony(folder: Path, act: Callable[[Room], None]) -> None:
    """The holders of the root keys change something, and the machine dies meanwhile."""
    room = Room(folder)
    transport = FolderTransport(room.served)
    room.publish(1)
    room.verifier(folder / "start", transport).refresh(room.clock.now)
    for name in ("served", "online"):
        shutil.copytree(folder / name, folder / f"{name}-before")

    def followed() -> list[int]:
        """By a player that knew the state before, and by a new one."""
        shutil.copytree(folder / "start", folder / "known")
        seqs = []
        for name in ("known", "new"):
            player = room.verifier(folder / name, transport)
            trusted = player.refresh(room.clock.now)
            seqs.append(trusted.release.seq if trusted.release else 0)
            shutil.rmtree(folder / name)
        return seqs

    step = 0
    while is_killed(lambda: act(room), step):
        left = followed()
        room.repository.refresh()
        left += followed()
        with suppress(CeremonyError):  # it was done already but for the last step
            act(room)
        room.publish(2)
        say(step=step, left=left, after=followed())
        for name in ("served", "online"):
            shutil.rmtree(folder / name)
            shutil.copytree(folder / f"{name}-before", folder / name)
        step += 1


def rotate(room: Room) -> None:
    rotate_online_keys(room.repository, room.roots[:2])


def replace_root(room: Room) -> None:
    lost = room.roots[0].public_key.keyid
    new = room.approvers[2].public_key
    replace_root_key(room.repository, lost, new, room.roots[1:])


def crash_signing(folder: Path) -> None:
    """Release 1 was signed; signing release 2 the signer dies on the way."""
    office = Office(folder)
    keys, start = folder / "signer", folder / "start"

    def sign(seq: int, pixels: bytes) -> str:
        """The number of signatures, or the code of the refusal."""
        release = office.render(seq, pixels)
        statement = office.draw_up(release)
        asked = AskSignature(
            mandate=statement.mandate,
            owner="lan",
            pin=SecretStr(pin_of("lan")),
            approval=approve(statement, release),
            document=write_document(release).decode(),
            statement=statement.payload.decode(),
        )
        room = SigningRoom(keys, [office.files], keys / "ledger", utc_now)
        try:
            return str(len(room.sign(asked).signatures))
        except ReleaseError as error:
            return error.code

    sign(1, b"one")
    shutil.copytree(keys, start)
    step = 0
    while is_killed(lambda: sign(2, b"two"), step):
        old = sign(1, b"other")
        log = (keys / "ledger/signed.log").read_text().splitlines()
        seqs = [json.loads(line)["seq"] for line in log]
        say(step=step, old=old, after=sign(3, b"three"), logged=seqs)
        shutil.rmtree(keys)
        shutil.copytree(start, keys)
        step += 1


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    scenarios = {
        "publish": crash_publishing,
        "refresh": crash_refreshing,
        "sign": crash_signing,
        "rotate": lambda folder: crash_ceremony(folder, rotate),
        "replace-root": lambda folder: crash_ceremony(folder, replace_root),
    }
    scenarios[sys.argv[1]](Path(sys.argv[2]))
