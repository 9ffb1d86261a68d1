"""How long a screen stood still, by the scenes that were reported."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.incidents.downtime import JOINT, Stretch, screen_stood_still

START = datetime(2026, 11, 29, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def scenes(*pairs: tuple[float, float]) -> list[Stretch]:
    return [Stretch(at(start), at(end)) for start, end in pairs]


@pytest.mark.parametrize(
    ("shown", "minutes"),
    [
        (scenes((-1, 30), (30, 61)), 0),
        (scenes((-1, 20), (30, 61)), 10),
        (scenes((5, 61)), 5),
        (scenes((-1, 20), (65, 70)), 40),
        (scenes((65, 70)), 60),
        (scenes((-1, 50), (10, 20), (50, 60)), 0),
    ],
)
def test_what_no_scene_covers_stood_still(shown: list[Stretch], minutes: int) -> None:
    stood = screen_stood_still(Stretch(at(0), at(60)), {"led": shown})

    assert stood == timedelta(minutes=minutes)


def test_until_the_log_reaches_beyond_the_end_nothing_is_known() -> None:
    silence = Stretch(at(0), at(60))

    assert screen_stood_still(silence, {}) is None
    assert screen_stood_still(silence, {"led": []}) is None
    assert screen_stood_still(silence, {"led": scenes((-1, 59))}) is None
    shown = {"a": scenes((-1, 61)), "b": scenes((-1, 59))}
    assert screen_stood_still(silence, shown) is None


def test_the_canvas_that_stood_longest_counts() -> None:
    shown = {"a": scenes((-1, 61)), "b": scenes((10, 61))}

    stood = screen_stood_still(Stretch(at(0), at(60)), shown)

    assert stood == timedelta(minutes=10)


def test_a_joint_between_two_scenes_is_no_standstill() -> None:
    end = at(30) + JOINT
    shown = [Stretch(at(-1), at(30)), Stretch(end, at(61))]

    assert screen_stood_still(Stretch(at(0), at(60)), {"led": shown}) == timedelta(0)
