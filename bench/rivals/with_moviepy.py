"""moviepy: clips composed in Python, frame by frame."""

from pathlib import Path

from moviepy import (
    CompositeVideoClip,
    ImageClip,
    VideoClip,
    VideoFileClip,
    concatenate_videoclips,
    vfx,
)

from bench.cut import FADE_SECONDS, Cut, Shot
from renderer.planning import Encoding
from renderer.scenes.motion import ZOOM
from renderer.timeline import FPS


def make(cut: Cut, path: Path, encoding: Encoding) -> None:
    layers, start = [], 0.0
    for shots in cut.scenes:
        clips = [_shown(shot) for shot in shots]
        scene = concatenate_videoclips([*clips[:-1], _held(shots[-1])])
        layers.append(
            scene.with_start(start).with_effects([vfx.CrossFadeIn(FADE_SECONDS)])
        )
        start += sum(shot.seconds for shot in shots)
    whole = CompositeVideoClip(layers, size=(cut.width, cut.height))
    whole.with_duration(start).write_videofile(
        str(path),
        fps=FPS,
        codec="libx264",
        preset=encoding.preset,
        ffmpeg_params=["-crf", str(encoding.crf)],
        temp_audiofile_path=str(path.parent),
        logger=None,
    )


def _held(shot: Shot) -> VideoClip:
    """The last shot of a scene goes on beneath the next scene."""
    return _shown(shot, extra=FADE_SECONDS)


def _shown(shot: Shot, extra: float = 0.0) -> VideoClip:
    seconds = shot.seconds + extra
    backdrop = ImageClip(str(shot.backdrop)).with_duration(seconds)
    if shot.region is None:
        return backdrop
    place = (shot.region.x, shot.region.y)
    size = (shot.region.width, shot.region.height)
    moving = _clip(shot, seconds, size) if shot.clip else _picture(shot, seconds, size)
    return CompositeVideoClip([backdrop, moving.with_position(place)])


def _clip(shot: Shot, seconds: float, size: tuple[int, int]) -> VideoClip:
    clip = VideoFileClip(str(shot.clip))
    start = float(shot.clip_start)
    part = clip.subclipped(start, min(start + seconds, clip.duration))
    if part.duration < seconds:
        part = part.with_effects([vfx.Freeze("end", total_duration=seconds)])
    return part.resized(size)


def _picture(shot: Shot, seconds: float, size: tuple[int, int]) -> VideoClip:
    still = ImageClip(str(shot.picture)).with_duration(seconds)
    fitted = still.resized(max(size[0] / still.w, size[1] / still.h))
    zooming = fitted.resized(lambda t: 1 + (ZOOM - 1) * t / seconds)
    return CompositeVideoClip([zooming.with_position("center")], size=size)
