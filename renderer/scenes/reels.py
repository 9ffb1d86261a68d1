"""Clips that play on a canvas: each is decoded once, however many faces show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from renderer.timeline import FPS
from renderer.video.clips import Fit, read_clip
from renderer.video.planes import Picture


@dataclass
class _Reel:
    """Where a clip has been read to, and the picture there."""

    frames: Iterator[Picture]
    frame: int
    picture: Picture


class Reels:
    """The clips of one canvas. Quickest when frames are asked for in order."""

    def __init__(self) -> None:
        self._reels: dict[tuple[Path, Fit], _Reel] = {}

    def picture(self, path: Path, fit: Fit, frame: int) -> Picture:
        """A clip's picture at a frame of its own; past its end, the last one."""
        reel = self._reels.get((path, fit))
        if reel is None or frame not in (reel.frame, reel.frame + 1):
            frames = read_clip(path, fit, start_frame=frame, fps=FPS)
            reel = self._reels[path, fit] = _Reel(frames, frame, next(frames))
        elif frame == reel.frame + 1:
            reel.frame, reel.picture = frame, next(reel.frames)
        return reel.picture
