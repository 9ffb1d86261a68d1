"""A canvas with a scene on it: every face painted in its place, frame by frame."""

from renderer.planning import FaceShot, SceneShot
from renderer.scenes.making import Workshop, make_face_scene
from renderer.video.planes import Frame, black_frame, paint_turned


class Stage:
    """A canvas with a scene on it. Frames are asked for in order from `first_frame` on."""

    def __init__(
        self, scene: SceneShot, workshop: Workshop, *, first_frame: int
    ) -> None:
        self._frame = black_frame(scene.canvas)
        self._faces = [
            _Face(shot, scene.frame_count, workshop, self._frame, first_frame)
            for shot in scene.faces
        ]

    def frame(self, number: int) -> Frame:
        """The canvas in a frame of the scene; valid until the next is asked for."""
        for face in self._faces:
            face.paint(number)
        return self._frame


class _Face:
    """A face's scene, painted upright and turned as its cabinet stands."""

    def __init__(
        self,
        shot: FaceShot,
        frame_count: int,
        workshop: Workshop,
        canvas: Frame,
        first_frame: int,
    ) -> None:
        self._scene = make_face_scene(
            shot, workshop, frame_count=frame_count, first_frame=first_frame
        )
        self._place = canvas.picture.part(shot.rect)
        self._turn = shot.rotation_deg
        is_turned = shot.rotation_deg != 0
        self._upright = (
            black_frame(shot.upright_size).picture if is_turned else self._place
        )

    def paint(self, frame: int) -> None:
        self._scene.paint(frame, self._upright)
        if self._turn:
            paint_turned(self._upright, self._place, self._turn)
