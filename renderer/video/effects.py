"""What themes ask for and the fast path lacks, by moviepy: the one door to its effects.

Slow, for it goes through RGB; so a theme names it, and nothing else uses it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from renderer.timeline import FPS
from renderer.video.pictures import Rgb, as_planes, as_rgb
from renderer.video.planes import Picture

type NamedEffect = tuple[str, Mapping[str, float]]


class MoviepyTransition:
    """Asked for its frames in order; nothing is kept but the two pictures of now."""

    def __init__(self, name: str, frame_count: int) -> None:
        self._name, self._frame_count = name, frame_count
        self._now: tuple[Rgb, Rgb] | None = None
        self._clip: Any = None

    def between(self, before: Picture, after: Picture, number: int) -> Picture:
        """The n-th picture between the two as they are now."""
        self._now = (as_rgb(before), as_rgb(after))
        # moviepy asks a clip's first frame for its size: so there must be one.
        self._clip = self._clip or self._composed()
        # In its n-th frame n + 1 of frame_count + 1 steps are done: as everywhere.
        steps = (number + 1) / (self._frame_count + 1)
        shown = self._clip.get_frame(steps * self._frame_count / FPS)
        return as_planes(_as_bytes(shown))

    def _composed(self) -> Any:
        moviepy = _moviepy()
        seconds = self._frame_count / FPS
        style, _, side = self._name.partition("-")
        effect = getattr(moviepy.vfx, style)(seconds, *([side] if side else []))
        layers = [self._layer(0, seconds), self._layer(1, seconds)]
        return moviepy.CompositeVideoClip([layers[0], layers[1].with_effects([effect])])

    def _layer(self, index: int, seconds: float) -> Any:
        def picture_now(_: float) -> Rgb:
            assert self._now is not None
            return self._now[index]

        return _moviepy().VideoClip(picture_now, duration=seconds)


def with_effects(picture: Rgb, effects: Sequence[NamedEffect]) -> Rgb:
    """The picture with one effect after the other."""
    if not effects:
        return picture
    moviepy = _moviepy()
    named = [getattr(moviepy.vfx, name)(**numbers) for name, numbers in effects]
    return _as_bytes(
        moviepy.ImageClip(picture, duration=1).with_effects(named).get_frame(0)
    )


def _as_bytes(picture: Any) -> Rgb:
    return np.ascontiguousarray(np.clip(picture, 0, 255).astype(np.uint8))


def _moviepy() -> Any:
    """It takes longer to import than a still to make, and few themes need it."""
    import moviepy  # noqa: PLC0415 - see above

    return moviepy
