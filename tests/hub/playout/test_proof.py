"""What could go dark in the seven days to come is found, and all of it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.playout.proof import find_faults
from release.format import File, Loop, Release, Timetable, Window

NOW = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
CANVASES = {"a": (4, 2), "b": (4, 2)}


def a_loop(digit: str, *, frames: int = 250, size: tuple[int, int] = (4, 2)) -> Loop:
    file = File(sha256=digit * 64, size_bytes=1)
    return Loop(
        file=file,
        poster=file,
        width_px=size[0],
        height_px=size[1],
        fps=25,
        frame_count=frames,
        scenes=(),
    )


def a_window(first: float, last: float, **loops: str) -> Window:
    """Days from now."""
    return Window(
        start=NOW + timedelta(days=first),
        end=NOW + timedelta(days=last),
        loops={canvas: digit * 64 for canvas, digit in loops.items()},
    )


def faults(
    *windows: Window, loops: list[Loop] | None = None, fallbacks: bool = True
) -> list[tuple[str, bool]]:
    shown = loops or [a_loop("1"), a_loop("2")]
    timetable = Timetable(
        cluster="c",
        created=NOW,
        windows=windows,
        loops={one.file.sha256: one for one in shown},
    )
    both = dict.fromkeys(CANVASES, "1" * 64) if fallbacks else {}
    release = Release(seq=1, timetable=timetable, filler=both, slate=both)
    found = find_faults(release, CANVASES, NOW, UTC, needs_fallbacks=False)
    return [(one.message, one.is_blocking) for one in found]


def test_seven_days_on_every_canvas_are_proven() -> None:
    assert faults(a_window(-1, 3, a="1", b="2"), a_window(3, 8, a="2", b="1")) == []


@pytest.mark.parametrize(
    ("windows", "start", "end"),
    [
        ([(0, 6)], "05:00 08/11/2026", "05:00 09/11/2026"),
        ([(1, 8)], "05:00 02/11/2026", "05:00 03/11/2026"),
        ([(0, 3), (4, 8)], "05:00 05/11/2026", "05:00 06/11/2026"),
        ([], "05:00 02/11/2026", "05:00 09/11/2026"),
        ([(-3, -1)], "05:00 02/11/2026", "05:00 09/11/2026"),
        ([(0, 3), (9, 12)], "05:00 05/11/2026", "05:00 09/11/2026"),
    ],
)
def test_a_gap_is_told_with_its_hours(
    windows: list[tuple[float, float]], start: str, end: str
) -> None:
    ((message, is_blocking),) = faults(
        *(a_window(*one, a="1", b="2") for one in windows)
    )

    assert is_blocking
    assert f"từ {start} đến {end}" in message


def test_a_canvas_without_a_loop_is_told_once() -> None:
    ((message, is_blocking),) = faults(a_window(0, 2, a="1"), a_window(2, 8, a="1"))

    assert is_blocking
    assert "Khung hình b" in message


def test_loops_that_would_run_apart_are_told() -> None:
    loops = [a_loop("1"), a_loop("2", frames=260)]

    ((message, is_blocking),) = faults(a_window(0, 8, a="1", b="2"), loops=loops)

    assert is_blocking
    assert "dài ngắn khác nhau" in message


def test_a_loop_of_another_size_is_told() -> None:
    loops = [a_loop("1"), a_loop("2", size=(6, 2))]

    ((message, is_blocking),) = faults(a_window(0, 8, a="1", b="2"), loops=loops)

    assert is_blocking
    assert "khung hình b" in message
    assert "kích thước" in message


def test_missing_fallbacks_are_told_for_each_canvas_and_stop_nothing() -> None:
    found = faults(a_window(0, 8, a="1", b="2"), fallbacks=False)

    assert [is_blocking for _, is_blocking in found] == [False] * 4
