"""Timetables and loops, said in a line or two."""

from datetime import UTC, datetime, timedelta

from release.format import File, Loop, Timetable, Window

NOON = datetime(2026, 4, 26, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_loop(name: str = "a") -> Loop:
    """A loop whose digest is its one-letter name 64 times."""
    return Loop(
        file=File(sha256=name * 64, size_bytes=1),
        poster=File(sha256="f" * 64, size_bytes=1),
        width_px=320,
        height_px=160,
        fps=25,
        frame_count=200,
        scenes=(),
    )


def a_timetable(*names: str, start: datetime = NOON) -> Timetable:
    """A window of an hour for each named loop, on the canvas `led`."""
    windows = tuple(
        Window(
            start=start + number * HOUR,
            end=start + (number + 1) * HOUR,
            loops={"led": name * 64},
        )
        for number, name in enumerate(names)
    )
    loops = {name * 64: a_loop(name) for name in names}
    return Timetable(cluster="thu", created=start, windows=windows, loops=loops)
