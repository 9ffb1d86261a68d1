"""Starts the sandbox for one file and hears what it says, with suspicion.

The child gets no settings, no secrets, no open files; it is ended when its time is over,
and its answer is believed only where it fits.
"""

import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from enum import Enum, auto
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from hub.media.sandbox.answers import Answer, Job, Refusal

logger = logging.getLogger(__name__)

PROGRAM = Path(__file__).parent / "sandbox" / "__main__.py"
MOST_ANSWER_BYTES = 1_000_000
MOST_LOG_BYTES = 4000
PIECE_BYTES = 65_536
# Each of several would start as many threads as the machine has processors.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
WITHOUT_NETWORK = {"namespace", "seccomp"}
_told_once: set[str] = set()


def run(job: Job) -> Answer:
    """Always an answer: what went wrong with the child itself is a refusal too."""
    with tempfile.TemporaryFile() as errors:
        child = _start(job, errors)
        try:
            said, ending = _hear(child, job)
        finally:
            _end(child)
        answer = _understand(child.returncode, said, ending, job)
        if answer.refusal:
            _log(job, answer.refusal, child.returncode, errors)
    _warn_of_open_network(answer)
    return answer


def _start(job: Job, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", "-B", str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=job.folder,
        env={**ENVIRONMENT, "TMPDIR": job.folder, "HOME": job.folder},
        start_new_session=True,
    )
    assert child.stdin is not None
    try:
        child.stdin.write(job.model_dump_json().encode())
        child.stdin.close()
    except BrokenPipeError:
        pass  # it ended before it heard; its answer is missing, and that is said
    return child


class _Ending(Enum):
    """How its speech ended: it was done, its time was over, or it said too much."""

    DONE = auto()
    LATE = auto()
    ENDLESS = auto()


def _hear(child: "subprocess.Popen[bytes]", job: Job) -> tuple[bytes, _Ending]:
    assert child.stdout is not None
    until = time.monotonic() + job.bounds.wall_seconds
    said = b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while len(said) <= MOST_ANSWER_BYTES:
            left = until - time.monotonic()
            if left <= 0 or not selector.select(left):
                return said, _Ending.LATE
            piece = os.read(child.stdout.fileno(), PIECE_BYTES)
            if not piece:
                return said, _waited(child, left)
            said += piece
    return b"", _Ending.ENDLESS


def _waited(child: "subprocess.Popen[bytes]", seconds: float) -> _Ending:
    """It said all it had to say; its end should follow at once."""
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return _Ending.LATE
    return _Ending.DONE


def _end(child: "subprocess.Popen[bytes]") -> None:
    """With all that it started: it is the head of a session of its own."""
    try:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def _understand(code: int, said: bytes, ending: _Ending, job: Job) -> Answer:
    if ending is _Ending.LATE:
        return _refused("too_slow", minutes=max(1, job.bounds.wall_seconds // 60))
    if ending is _Ending.DONE and code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return _refused("too_much_work")
    if code != 0:
        return _refused("crashed")
    try:
        return Answer.model_validate_json(said)
    except ValidationError:
        return _refused("crashed")


def _refused(code: str, **values: int) -> Answer:
    return Answer(fences=(), refusal=Refusal(code=code, values=dict(values)))


def _log(job: Job, refusal: Refusal, code: int, errors: IO[bytes]) -> None:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - MOST_LOG_BYTES))
    words = errors.read(MOST_LOG_BYTES).decode("utf-8", "replace")
    logger.warning(
        "%s %s refused: %s %s; ended with %s. %s",
        job.kind, Path(job.source).name, refusal.code, refusal.values, code, words,
    )  # fmt: skip


def _warn_of_open_network(answer: Answer) -> None:
    if answer.fences and not WITHOUT_NETWORK & set(answer.fences):
        if "network" not in _told_once:
            logger.warning(
                "This system lets uploads be checked only by whitelists: neither a "
                "network namespace nor seccomp can be had."
            )
        _told_once.add("network")
