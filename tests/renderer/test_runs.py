"""What a worker is given at a time: neighbouring segments, and less towards the end."""

from hypothesis import given
from hypothesis import strategies as st

from renderer.executors.runs import LONGEST_FRAMES, runs_of
from renderer.planning import Action, SoundAction
from tests.renderer.test_executors import actions_of, some_slots

ACTIONS = actions_of(some_slots(30))


def frames_of(actions: tuple[Action, ...]) -> int:
    return sum(
        action.frame_count for action in actions if not isinstance(action, SoundAction)
    )


@given(st.integers(1, 16), st.integers(0, len(ACTIONS)))
def test_every_action_is_in_one_run_and_in_order(workers: int, count: int):
    runs = list(runs_of(ACTIONS[:count], workers))

    assert tuple(action for run in runs for action in run) == ACTIONS[:count]
    assert all(runs)


@given(st.integers(1, 16))
def test_a_run_is_never_longer_than_what_is_urgent_may_wait(workers: int):
    for run in runs_of(ACTIONS, workers):
        assert len(run) == 1 or frames_of(run) <= LONGEST_FRAMES


def test_runs_begin_long_and_end_short():
    pictures = tuple(a for a in ACTIONS if not isinstance(a, SoundAction))

    lengths = [frames_of(run) for run in runs_of(pictures, 2)]

    assert lengths[0] > LONGEST_FRAMES / 2
    assert lengths[-1] <= max(frames_of((action,)) for action in pictures)
