"""Two scenes on one canvas, the one giving way to the other within each face."""

from renderer.planning import FaceShot, SceneShot
from renderer.scenes.staging import Stage, StagedFace
from renderer.scenes.transitions import paint_transition, share_at
from renderer.scenes.workshop import Workshop
from renderer.themes import Transition, is_urgent
from renderer.themes.motion import CROSSFADE, Motion
from renderer.timeline import FADE_FRAMES
from renderer.video.effects import MoviepyTransition
from renderer.video.planes import Frame, Picture, black_frame, paint, paint_turned


class Crossing:
    """The FADE_FRAMES frames between two scenes, asked for in order."""

    def __init__(self, before: SceneShot, after: SceneShot, workshop: Workshop) -> None:
        self._first = before.frame_count
        leaving = Stage(before, workshop)
        coming = Stage(after, workshop)
        self._frame = black_frame(after.canvas)
        motion = workshop.theme.file.motion
        self._faces = [
            _CrossedFace(one, other, transition_between(one.shot, other.shot, motion))
            for one, other in zip(leaving.faces, coming.faces, strict=True)
        ]

    def frame(self, number: int) -> Frame:
        """The canvas in a frame of the crossing; valid until the next is asked for."""
        for face in self._faces:
            face.paint(number, self._first, self._frame)
        return self._frame


def transition_between(before: FaceShot, after: FaceShot, motion: Motion) -> Transition:
    """Which way a face goes from one shot to the next.

    A clip or text that goes on must not be pushed out by itself: only words change there.
    Of an urgent message no two pages may ever be seen one upon the other.
    """
    if is_urgent(after.template):
        return motion.transition_into(after.template)
    if before.words == after.words and before.template == after.template:
        return Transition(CROSSFADE)
    if _is_same_item(before, after):
        return motion.between_languages
    return motion.transition_into(after.template)


def _is_same_item(before: FaceShot, after: FaceShot) -> bool:
    """By what it shows: a shot does not know its item."""
    if before.template != after.template:
        return False
    if before.clip and after.clip:
        return before.clip.sha256 == after.clip.sha256
    files = [[picture.sha256 for picture in shot.pictures] for shot in (before, after)]
    return bool(files[0]) and files[0] == files[1]


class _CrossedFace:
    """One face: composed upright, its running line left alone, then turned."""

    def __init__(
        self, leaving: StagedFace, coming: StagedFace, kind: Transition
    ) -> None:
        self._leaving, self._coming, self._kind = leaving, coming, kind
        self._upright = black_frame(coming.upright.size).picture
        self._moviepy = (
            MoviepyTransition(kind.name, FADE_FRAMES) if kind.is_moviepys else None
        )

    def paint(self, number: int, first: int, canvas: Frame) -> None:
        self._leaving.paint_upright(first + number)
        self._coming.paint_upright(number)
        shot = self._coming.shot
        place = canvas.picture.part(shot.rect)
        onto = self._upright if shot.rotation_deg else place
        strip = self._coming.strip
        if strip:
            paint(self._coming.upright.part(strip), onto.part(strip))
        self._paint_content(number, onto.part(self._coming.content))
        if shot.rotation_deg:
            paint_turned(onto, place, shot.rotation_deg)

    def _paint_content(self, number: int, onto: Picture) -> None:
        content = self._coming.content
        before = self._leaving.upright.part(content)
        after = self._coming.upright.part(content)
        if self._moviepy:
            paint(self._moviepy.between(before, after, number), onto)
        else:
            share = share_at(number, FADE_FRAMES)
            paint_transition(self._kind, before, after, share, onto)
