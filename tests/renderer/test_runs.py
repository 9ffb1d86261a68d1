"""What a worker is given at a time: neighbouring segments, the longest runs first."""

from hypothesis import given
from hypothesis import strategies as st

from renderer.executors.runs import LONGEST, runs_of
from renderer.planning import Action, BodyAction, SoundAction
from renderer.programme import Programme, parse_programme
from tests.fakes.programmes import a_clip, a_file, a_programme, a_slot, an_item
from tests.renderer.test_executors import actions_of, some_slots


def some_clips(count: int) -> Programme:
    clip = a_clip(a_file("9" * 64))
    items = [
        an_item(f"c{n}", kind="CLIP", clip=clip, title=f"Phim {n}")
        for n in range(count)
    ]
    return parse_programme(
        a_programme(*(a_slot(item, slot_id=item["key"], seconds=8) for item in items))
    )


ACTIONS = tuple(
    action
    for action in actions_of(some_clips(20))
    if not isinstance(action, SoundAction)
)


def frames_of(actions: tuple[Action, ...]) -> int:
    return sum(
        action.frame_count for action in actions if not isinstance(action, SoundAction)
    )


@given(st.integers(1, 16), st.integers(0, len(ACTIONS)))
def test_every_action_is_in_one_run_of_neighbours(workers: int, count: int):
    runs = runs_of(ACTIONS[:count], workers)

    places = {action.key: place for place, action in enumerate(ACTIONS)}
    spans = sorted([places[action.key] for action in run] for run in runs)
    assert [place for span in spans for place in span] == list(range(count))


@given(st.integers(1, 16))
def test_a_run_is_no_longer_than_what_is_urgent_may_wait(workers: int):
    for run in runs_of(ACTIONS, workers):
        assert len(run) == 1 or frames_of(run) <= LONGEST


def test_the_longest_runs_come_first_so_that_all_workers_end_together():
    lengths = [frames_of(run) for run in runs_of(ACTIONS, 2)]

    assert lengths[0] > LONGEST / 2
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] <= frames_of((max_body(),))


def test_what_stands_still_is_little_work():
    first, *_ = runs_of(actions_of(some_slots(120)), 2)

    assert frames_of(first) > LONGEST


def max_body() -> BodyAction:
    bodies = [action for action in ACTIONS if isinstance(action, BodyAction)]
    return max(bodies, key=lambda body: body.frame_count)
