"""A canvas with a scene on it: every face painted in its place, frame by frame."""

from renderer.layouts import Rect, Size
from renderer.planning import FaceShot, SceneShot
from renderer.scenes.face import FaceScene
from renderer.scenes.making import make_face_scene, make_ticker
from renderer.scenes.reels import Reels
from renderer.scenes.typeset import content_of
from renderer.scenes.workshop import Workshop
from renderer.themes import Theme
from renderer.video.planes import Frame, black_frame, paint_turned


class Stage:
    """A canvas with a scene on it. Quickest when frames are asked for in order."""

    def __init__(self, scene: SceneShot, workshop: Workshop) -> None:
        self._frame = black_frame(scene.canvas)
        reels = Reels()
        self.faces = [
            StagedFace(
                shot,
                make_face_scene(shot, workshop, scene.frame_count, reels),
                workshop.theme,
                self._frame,
            )
            for shot in scene.faces
        ]

    def page_frames(self, face: int) -> tuple[int, ...]:
        """For each page of a face, a frame in which it alone is seen."""
        return self.faces[face].page_frames

    def still_until(self, number: int) -> int:
        """The frame in which something on one of the faces next changes."""
        return min(face.still_until(number) for face in self.faces)

    def frame(self, number: int) -> Frame:
        """The canvas in a frame of the scene; valid until the next is asked for."""
        for face in self.faces:
            face.paint(number)
        return self._frame


class StagedFace:
    """A face's scene, painted upright and turned as its cabinet stands.

    `content` is where the scene is: all of the face but the `strip` of the line that runs
    below it.
    """

    def __init__(
        self,
        shot: FaceShot,
        scene: FaceScene,
        theme: Theme,
        canvas: Frame,
    ) -> None:
        self.shot = shot
        self.content = content_of(shot, theme)
        self._scene = scene
        self._ticker = make_ticker(shot, theme)
        self.strip = _below(self.content, shot.upright_size) if self._ticker else None
        self._place = canvas.picture.part(shot.rect)
        is_turned = shot.rotation_deg != 0
        self.upright = (
            black_frame(shot.upright_size).picture if is_turned else self._place
        )

    @property
    def page_frames(self) -> tuple[int, ...]:
        return self._scene.page_frames

    def still_until(self, frame: int) -> int:
        if self._ticker:
            return self._ticker.still_until(frame)
        return self._scene.still_until(frame)

    def paint(self, frame: int) -> None:
        self.paint_upright(frame)
        if self.shot.rotation_deg:
            paint_turned(self.upright, self._place, self.shot.rotation_deg)

    def paint_upright(self, frame: int) -> None:
        """The face as its viewers see it, onto `upright`."""
        self._scene.paint(frame, self.upright.part(self.content))
        if self._ticker and self.strip:
            self._ticker.paint(frame, self.upright.part(self.strip))


def _below(content: Rect, size: Size) -> Rect:
    return Rect(0, content.bottom, size.width, size.height - content.bottom)
