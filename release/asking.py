"""PINs from people: typed unseen, or read from a descriptor; never from the command line.

Arguments stand in every process list and shell history.
"""

import getpass
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import Signer

from release.errors import CeremonyError
from release.keys import read_key, unlock

Ask = Callable[[str], str]


def ask_at(descriptor: int | None) -> Ask:
    """From the terminal, or the next line of an open descriptor."""
    if descriptor is None:
        return getpass.getpass
    lines = os.fdopen(descriptor, encoding="utf-8")
    return lambda _prompt: lines.readline().rstrip("\n")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def ask_new_pin(ask: Ask, owner: str) -> str:
    """Twice, for nobody sees what is typed. Raises CeremonyError."""
    pin = ask(f"Mã PIN mới của {owner}: ")
    if ask(f"Nhập lại mã PIN của {owner}: ") != pin:
        raise CeremonyError("pins_differ")
    return pin


def unlock_present(paths: list[Path], ask: Ask, now: datetime) -> list[Signer]:
    """The keys of those who are there; an empty PIN passes over one who is not."""
    signers = []
    for path in paths:
        owner = read_key(path).owner
        pin = ask(f"Mã PIN khóa gốc của {owner} (để trống nếu vắng mặt): ")
        if pin:
            signers.append(unlock(path, pin, now))
    return signers
