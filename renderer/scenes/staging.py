"""A canvas with a scene on it: every face painted in its place, frame by frame."""

from renderer.planning import FaceShot, SceneShot
from renderer.scenes.face import FaceScene
from renderer.scenes.making import Workshop, make_face_scene
from renderer.scenes.reels import Reels
from renderer.video.planes import Frame, black_frame, paint_turned


class Stage:
    """A canvas with a scene on it. Quickest when frames are asked for in order."""

    def __init__(self, scene: SceneShot, workshop: Workshop) -> None:
        self._frame = black_frame(scene.canvas)
        reels = Reels()
        self._faces = [
            _Face(
                shot,
                make_face_scene(shot, workshop, scene.frame_count, reels),
                self._frame,
            )
            for shot in scene.faces
        ]

    def page_frames(self, face: int) -> tuple[int, ...]:
        """For each page of a face, a frame in which it alone is seen."""
        return self._faces[face].scene.page_frames

    def still_until(self, number: int) -> int:
        """The frame in which anything on the canvas next changes."""
        return min(face.scene.still_until(number) for face in self._faces)

    def frame(self, number: int) -> Frame:
        """The canvas in a frame of the scene; valid until the next is asked for."""
        for face in self._faces:
            face.paint(number)
        return self._frame


class _Face:
    """A face's scene, painted upright and turned as its cabinet stands."""

    def __init__(self, shot: FaceShot, scene: FaceScene, canvas: Frame) -> None:
        self.scene = scene
        self._place = canvas.picture.part(shot.rect)
        self._turn = shot.rotation_deg
        is_turned = shot.rotation_deg != 0
        self._upright = (
            black_frame(shot.upright_size).picture if is_turned else self._place
        )

    def paint(self, frame: int) -> None:
        self.scene.paint(frame, self._upright)
        if self._turn:
            paint_turned(self._upright, self._place, self._turn)
