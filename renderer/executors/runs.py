"""What a worker is given at a time: a run of neighbouring segments. Pure.

A segment is made with the scene before it and its own, the next one with that again. A
worker keeps what it has drawn, so the scenes of a run are drawn once.
"""

from collections.abc import Iterator, Sequence

from renderer.planning import Action, BodyAction, SceneShot, SoundAction

# Work is counted in frames that are composed and encoded each by itself.
# Half a minute of a programme: what is more urgent waits no longer than a run takes.
LONGEST = 750
# Of what is left to do, a worker takes this part of its share: the last runs are short,
# and all workers end at about the same time.
PART_OF_SHARE = 0.5
# What stands still is encoded once for ten frames or so.
STILL_SHARE = 0.1
# Sound is made in the time of a few frames.
SOUND = 5.0

type Run = tuple[Action, ...]


def runs_of(actions: Sequence[Action], worker_count: int) -> list[Run]:
    """All actions, parted where their order allows; the longest runs first.

    A single action may be longer than a run is otherwise.
    """
    return sorted(_parted(actions, worker_count), key=_work_of, reverse=True)


def _parted(actions: Sequence[Action], worker_count: int) -> Iterator[Run]:
    left = _work_of(actions)
    run: list[Action] = []
    room = 0.0
    for action in actions:
        work = _work(action)
        if run and work > room:
            yield tuple(run)
            run.clear()
        if not run:
            room = min(LONGEST, PART_OF_SHARE * left / worker_count)
        run.append(action)
        room -= work
        left -= work
    if run:
        yield tuple(run)


def _work_of(actions: Sequence[Action]) -> float:
    return sum(map(_work, actions))


def _work(action: Action) -> float:
    if isinstance(action, SoundAction):
        return SOUND
    is_still = isinstance(action, BodyAction) and not _moves(action.scene)
    return action.frame_count * (STILL_SHARE if is_still else 1.0)


def _moves(scene: SceneShot) -> bool:
    """Whether something moves all the time: a clip, a line, pictures of a gallery."""
    return any(
        face.clip or face.ticker or len(face.pictures) > 1 for face in scene.faces
    )
