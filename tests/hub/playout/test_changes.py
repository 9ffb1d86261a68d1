"""What a candidate changes, scene by scene, and what it gives to whom."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from hub.playout.changes import (
    airtime_of,
    compare_scenes,
    is_due,
    languages_lacking,
    loops_changed,
    plays_the_same,
)
from hub.playout.enums import Change
from release.format import FaceScene, File, Loop, Release, Scene, Timetable, Window

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SAME, CHANGED, MOVED = Change.SAME, Change.CHANGED, Change.MOVED
ADDED, GONE = Change.ADDED, Change.GONE


def a_scene(item: str, *, frames: int = 100, language: str = "vi") -> Scene:
    return Scene(
        start_frame=0,
        frame_count=frames,
        slot_id=item,
        item_key=item,
        titles={"vi": item},
        faces=(FaceScene(face="a", language=language),),
    )


def a_loop(*scenes: Scene, digit: str = "1") -> Loop:
    file = File(sha256=digit * 64, size_bytes=1)
    return Loop(
        file=file,
        poster=file,
        width_px=2,
        height_px=2,
        fps=25,
        frame_count=sum(one.frame_count for one in scenes) or 1,
        scenes=scenes,
    )


def a_release(*spans: tuple[int, int, str], **more: Any) -> Release:
    """Spans of hours after noon, each with the digit of its loop."""
    loops = {digit * 64: a_loop(a_scene(digit), digit=digit) for *_, digit in spans}
    windows = tuple(
        Window(
            start=NOON + start * HOUR, end=NOON + end * HOUR, loops={"led": digit * 64}
        )
        for start, end, digit in spans
    )
    timetable = Timetable(cluster="c", created=NOON, windows=windows, loops=loops)
    return Release(
        seq=1,
        timetable=timetable,
        filler=more.get("filler", {}),
        slate=more.get("slate", {}),
    )


def changes(was: str, now: str) -> list[tuple[str, str]]:
    """Loops of scenes named by letters."""
    old, new = (a_loop(*(a_scene(one) for one in name)) for name in (was, now))
    return [(one.scene.item_key, one.change) for one in compare_scenes(old, new)]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("ab", "ab", [("a", SAME), ("b", SAME)]),
        ("ab", "acb", [("a", SAME), ("c", ADDED), ("b", SAME)]),
        ("acb", "ab", [("a", SAME), ("c", GONE), ("b", SAME)]),
        ("abcd", "bcda", [("b", SAME), ("c", SAME), ("d", SAME), ("a", MOVED)]),
        ("a", "b", [("a", GONE), ("b", ADDED)]),
        ("aa", "a", [("a", SAME), ("a", GONE)]),
        ("", "a", [("a", ADDED)]),
    ],
)
def test_scenes_are_told_as_same_moved_new_or_gone(
    was: str, now: str, expected: list[tuple[str, str]]
) -> None:
    assert changes(was, now) == expected


def test_another_language_is_another_scene() -> None:
    was, now = a_loop(a_scene("a")), a_loop(a_scene("a", language="en"))

    assert [one.change for one in compare_scenes(was, now)] == [GONE, ADDED]


def test_a_longer_scene_is_changed() -> None:
    was, now = a_loop(a_scene("a")), a_loop(a_scene("a", frames=200))

    assert [one.change for one in compare_scenes(was, now)] == [CHANGED]


def test_where_a_scene_begins_is_no_change() -> None:
    later = a_scene("a").model_copy(update={"start_frame": 50})

    (one,) = compare_scenes(a_loop(a_scene("a")), a_loop(later))

    assert one.change == SAME


def test_each_loop_is_held_against_what_plays_there_then() -> None:
    on_air = a_release((0, 12, "1"), (12, 24, "2"))
    new = a_release((0, 12, "1"), (12, 24, "3"))

    first, second = loops_changed(new, on_air)

    assert (first.is_same, second.is_same) == (True, False)
    assert second.on_air is not None
    assert second.on_air.file.sha256 == "2" * 64


def test_without_anything_on_air_all_is_new() -> None:
    (one,) = loops_changed(a_release((0, 12, "1")), None)

    assert (one.on_air, one.is_same) == (None, False)


def test_the_same_loops_in_other_windows_play_the_same() -> None:
    one = a_release((0, 24, "1"))
    other = a_release((1, 12, "1"), (12, 36, "1"))

    assert plays_the_same(one, other, NOON + HOUR)


def test_another_hour_is_another_programme() -> None:
    one = a_release((0, 12, "1"), (12, 24, "2"))
    other = a_release((0, 13, "1"), (13, 24, "2"))

    assert not plays_the_same(one, other, NOON)


def test_what_is_past_makes_no_difference() -> None:
    one = a_release((0, 12, "1"), (12, 24, "2"))
    other = a_release((0, 13, "1"), (13, 24, "2"))

    assert plays_the_same(one, other, NOON + 13 * HOUR)


def test_another_slate_is_another_release() -> None:
    one = a_release((0, 24, "1"))
    other = a_release((0, 24, "1"), slate={"led": "1" * 64})

    assert not plays_the_same(one, other, NOON)


def test_what_runs_out_soon_is_renewed_only_by_what_goes_on_longer() -> None:
    on_air = a_release((0, 48, "1"))

    assert is_due(on_air, a_release((0, 192, "1")), NOON)
    assert not is_due(on_air, a_release((0, 48, "1")), NOON)
    assert not is_due(a_release((0, 192, "1")), a_release((0, 200, "1")), NOON)


def test_airtime_is_counted_over_all_turns_and_languages() -> None:
    loop = a_loop(a_scene("a"), a_scene("b", frames=100), a_scene("a", language="en"))

    first, second = airtime_of(loop)

    assert (first.item_key, first.seconds, first.share) == ("a", 8, Fraction(2, 3))
    assert (second.item_key, second.seconds, second.share) == ("b", 4, Fraction(1, 3))


def test_a_language_that_a_face_does_not_show_an_item_in_is_told() -> None:
    loop = a_loop(a_scene("a"), a_scene("a", language="en"), a_scene("b"))

    found = languages_lacking(loop, {"a": ("vi", "en")})

    assert [(one.face, one.item_key, one.languages) for one in found] == [
        ("a", "b", ("en",))
    ]


def test_the_filler_lacks_no_language() -> None:
    filler = a_scene("").model_copy(update={"slot_id": ""})

    assert languages_lacking(a_loop(filler), {"a": ("vi", "en")}) == ()
