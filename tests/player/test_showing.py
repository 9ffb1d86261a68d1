"""From frames that were seen to scenes that were shown."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from player.showing import Seen, Shown, advance, scene_at
from release.reports import Rung
from tests.player.builders import NOON, loop_of

LOOP = loop_of(b"loop", seconds=8, scenes=2)
OTHER = loop_of(b"other", seconds=8, scenes=2)


def watch(*frames: int | None, loop=LOOP) -> list[Shown]:
    """Looks a second apart; answers what was over, and lastly what was still on."""
    on, ended = None, []
    for second, frame in enumerate(frames):
        at = NOON + timedelta(seconds=second)
        seen = None if frame is None else Seen(at, Rung.SCHEDULED, loop, frame)
        on, over = advance(on, seen)
        ended += [over] if over else []
    return ended + ([on] if on else [])


def spans(shown: list[Shown]) -> list[tuple[int, float, float]]:
    return [
        (
            one.scene,
            (one.start - NOON).total_seconds(),
            (one.end - NOON).total_seconds(),
        )
        for one in shown
    ]


def test_a_scene_is_the_one_that_began_last():
    assert [scene_at(LOOP, frame) for frame in (0, 99, 100, 199)] == [0, 0, 1, 1]


def test_a_loop_is_its_scenes_one_after_the_other():
    shown = watch(0, 25, 50, 75, 100, 125)

    assert spans(shown) == [(0, 0, 4), (1, 4, 5)]


def test_a_loop_that_begins_again_shows_its_scene_again():
    shown = watch(150, 175, 0, 25)

    assert spans(shown) == [(1, 0, 2), (0, 2, 3)]


def test_a_loop_of_one_scene_is_shown_again_each_time_round():
    one_scene = loop_of(b"one", seconds=4, scenes=1)

    shown = watch(25, 50, 75, 0, 25, loop=one_scene)

    assert spans(shown) == [(0, 0, 3), (0, 3, 4)]


def test_a_small_step_back_to_keep_time_is_no_new_showing():
    assert spans(watch(50, 40, 60)) == [(0, 0, 2)]


def test_what_was_cut_short_ends_where_it_was_last_seen():
    assert spans(watch(0, 25, None, None, 0)) == [(0, 0, 1), (0, 4, 4)]


def test_another_loop_ends_the_scene_of_the_first():
    on, _ = advance(None, Seen(NOON, Rung.SCHEDULED, LOOP, 10))
    later = NOON + timedelta(seconds=1)

    now, over = advance(on, Seen(later, Rung.SCHEDULED, OTHER, 35))

    assert over is not None
    assert now is not None
    assert (over.loop, over.end, now.loop) == (LOOP, later, OTHER)


@given(frames=st.lists(st.none() | st.integers(0, 199), max_size=30))
def test_showings_never_overlap(frames):
    shown = watch(*frames)

    for first, second in zip(shown, shown[1:], strict=False):
        assert first.start <= first.end <= second.start
