"""A machine that goes off at its n-th write, fsync or rename."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class PowerCut(BaseException):
    """Nothing after this happened."""


@contextmanager
def power_cut_at(step: int) -> Iterator[list[str]]:
    """Cuts the power at that step (from 0); gives the steps that were reached.

    A write that is cut leaves half of its bytes; a rename is done or not at all.
    """
    steps: list[str] = []

    def cut_or(name: str, call: Callable[..., Any], half: bool) -> Callable[..., Any]:
        def cut(*words: Any, **named: Any) -> Any:
            steps.append(name)
            if len(steps) == step + 1:
                if half:
                    call(words[0], bytes(words[1])[: len(words[1]) // 2])
                raise PowerCut(name)
            return call(*words, **named)

        return cut

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", cut_or("write", os.write, half=True))
        patch.setattr(os, "fsync", cut_or("fsync", os.fsync, half=False))
        patch.setattr(Path, "replace", cut_or("rename", Path.replace, half=False))
        patch.setattr(Path, "unlink", cut_or("unlink", Path.unlink, half=False))
        yield steps


def steps_of(act: Callable[[], object]) -> int:
    """How many steps `act` takes when nothing happens."""
    with power_cut_at(-1) as steps:
        act()
    return len(steps)
