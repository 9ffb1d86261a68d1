"""What is seen during an action, picture by picture."""

from collections.abc import Iterator

from renderer.planning import BodyAction, FadeAction, PictureAction, SceneShot
from renderer.scenes.crossing import Crossing
from renderer.scenes.staging import Stage
from renderer.scenes.workshop import Workshop
from renderer.timeline import FADE_FRAMES
from renderer.video.encoding import Stretch
from renderer.video.planes import Frame


def stretches_of(action: PictureAction, workshop: Workshop) -> Iterator[Stretch]:
    """An action's pictures in order. Each is valid until the next is asked for."""
    match action:
        case BodyAction(scene=scene):
            yield from _body_stretches(scene, workshop)
        case FadeAction(before=before, after=after):
            for frame in _fade_frames(before, after, workshop):
                yield Stretch(frame)


def _body_stretches(scene: SceneShot, workshop: Workshop) -> Iterator[Stretch]:
    stage = Stage(scene, workshop)
    number = FADE_FRAMES
    while number < scene.frame_count:
        until = min(stage.still_until(number), scene.frame_count)
        yield Stretch(stage.frame(number), until - number)
        number = until


def _fade_frames(
    before: SceneShot, after: SceneShot, workshop: Workshop
) -> Iterator[Frame]:
    crossing = Crossing(before, after, workshop)
    for number in range(FADE_FRAMES):
        yield crossing.frame(number)
