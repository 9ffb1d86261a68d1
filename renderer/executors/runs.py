"""What a worker is given at a time: a run of neighbouring segments. Pure.

A segment is made with the scene before it and its own, the next one with that again. A
worker keeps what it has drawn, so the scenes of a run are drawn once.
"""

from collections.abc import Iterator, Sequence

from renderer.planning import Action, SoundAction

# Half a minute of a programme: what is more urgent waits no longer than a run takes.
LONGEST_FRAMES = 750
# Of what is left to do, a worker takes this part of its share: the last runs are short,
# and all workers end at about the same time.
PART_OF_SHARE = 0.5
# Sound is made in the time of a few pictures.
SOUND_FRAMES = 5

type Run = tuple[Action, ...]


def runs_of(actions: Sequence[Action], worker_count: int) -> Iterator[Run]:
    """All actions in their order. A single one may be longer than a run is otherwise."""
    left = sum(_work(action) for action in actions)
    run: list[Action] = []
    room = 0.0
    for action in actions:
        if run and _work(action) > room:
            yield tuple(run)
            run.clear()
        if not run:
            room = min(LONGEST_FRAMES, PART_OF_SHARE * left / worker_count)
        run.append(action)
        room -= _work(action)
        left -= _work(action)
    if run:
        yield tuple(run)


def _work(action: Action) -> int:
    return SOUND_FRAMES if isinstance(action, SoundAction) else action.frame_count
