"""The programme as any editing program would be told it: pictures, clips, seconds.

What our own typesetter draws is handed over as finished pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from renderer.building import Builder
from renderer.layouts import Rect
from renderer.planning import BodyAction, ClipShot, FaceShot, LoopPlan, SceneShot
from renderer.rendering import workshop_for
from renderer.scenes.staging import Stage
from renderer.themes import Theme
from renderer.timeline import FADE_FRAMES, FPS
from renderer.video.pictures import as_rgb, write_png

FADE_SECONDS = FADE_FRAMES / FPS


@dataclass(frozen=True)
class Shot:
    """A picture of the whole canvas, and what moves in a region of it, for some frames."""

    backdrop: Path
    frame_count: int
    region: Rect | None = None
    picture: Path | None = None
    clip: Path | None = None
    clip_start: Fraction = Fraction(0)

    @property
    def seconds(self) -> float:
        return self.frame_count / FPS


@dataclass(frozen=True)
class Cut:
    """The scenes of a loop, each of shots that follow each other without a fade.

    Every scene goes on for FADE_FRAMES beneath the next; the first fades in from
    nothing, the last ends hard: rivals are spared the loop's seam.
    """

    width: int
    height: int
    scenes: tuple[tuple[Shot, ...], ...]

    @property
    def frame_count(self) -> int:
        return sum(shot.frame_count for shots in self.scenes for shot in shots)


def cut_of(plan: LoopPlan, builder: Builder, theme: Theme, folder: Path) -> Cut:
    """Draws every page of the plan's only face into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [a.scene for a in plan.pictures if isinstance(a, BodyAction)]
    shots = tuple(
        tuple(_shots(scene, builder, theme, folder / f"{number:02}"))
        for number, scene in enumerate(scenes)
    )
    return Cut(plan.canvas.width, plan.canvas.height, shots)


def _shots(
    scene: SceneShot, builder: Builder, theme: Theme, name: Path
) -> Iterator[Shot]:
    (face,) = scene.faces
    workshop = workshop_for(scene, builder.store.address, builder.themes_root)
    stage = Stage(scene, workshop)
    pages = stage.page_frames(0)
    lengths = _shares(scene.frame_count, len(pages))
    for number, (frame, length) in enumerate(zip(pages, lengths, strict=True)):
        backdrop = name.with_name(f"{name.name}-{number}.png")
        backdrop.write_bytes(write_png(as_rgb(stage.frame(frame).picture)))
        plain = Shot(backdrop, length)
        yield _moving(plain, face, number, builder, theme) or plain


def _moving(
    shot: Shot, face: FaceShot, number: int, builder: Builder, theme: Theme
) -> Shot | None:
    if face.clip is None and face.template != "gallery":
        return None
    region = theme.region(face.template, face.upright_size, "media")
    if face.clip:
        return _playing(shot, face.clip, region, builder)
    picture = face.pictures[min(number, len(face.pictures) - 1)]
    path = _named(builder.store.path_of(picture.sha256), shot.backdrop, ".jpg")
    return replace(shot, region=region, picture=path)


def _playing(shot: Shot, clip: ClipShot, region: Rect, builder: Builder) -> Shot:
    path = _named(builder.store.path_of(clip.sha256), shot.backdrop, ".mp4")
    start = Fraction(clip.start_frame, FPS)
    return replace(shot, region=region, clip=path, clip_start=start)


def _named(stored: Path, beside: Path, suffix: str) -> Path:
    """Rivals go by a file's name."""
    path = beside.with_suffix(suffix)
    path.symlink_to(stored.resolve())
    return path


def _shares(frame_count: int, parts: int) -> list[int]:
    edges = [frame_count * n // parts for n in range(parts + 1)]
    return [end - start for start, end in zip(edges, edges[1:], strict=False)]
