"""How far some rendering has got, and how long it will still take. Pure."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Progress:
    """Of `total` segments `done` are there; `frames` were rendered now, the rest waits."""

    done: int
    total: int
    frames: int = 0
    frames_left: int = 0

    def after(self, frame_count: int) -> "Progress":
        """One more segment, of so many frames."""
        return Progress(
            self.done + 1,
            self.total,
            self.frames + frame_count,
            self.frames_left - frame_count,
        )

    def seconds_left(self, seconds_spent: float) -> int | None:
        """At the pace up to now; None while there is no pace yet.

        By frames: the segments of a loop are between one second and many minutes long.
        """
        if not self.frames:
            return None
        return ceil(seconds_spent * self.frames_left / self.frames)
