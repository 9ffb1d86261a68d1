"""Real small videos as loops, each made once a run."""

import functools
import tempfile
from pathlib import Path

from release.format import Loop
from tests.fakes.videos import write_video
from tests.player.builders import loop_of

SECONDS = 4


@functools.cache
def clip(number: int) -> bytes:
    """A video of four seconds, another for each number."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        write_video(path, seconds=SECONDS, size=(64 + 2 * number, 64))
        return path.read_bytes()


def clip_loop(number: int) -> Loop:
    return loop_of(clip(number), seconds=SECONDS)
