"""Small real videos, made where a test needs one."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace


def write_video(
    path: Path,
    *,
    seconds: int = 4,
    fps: int = 25,
    size: tuple[int, int] = (320, 180),
    has_sound: bool = False,
    codec: str = "libx264",
    amplitude: float = 0.5,
    is_tagged: bool = False,
) -> Path:
    """A video whose brightness tells the time: luma is 40 + 5 for each tenth of a second.

    Its sound, if any, is a tone of 440 Hz. Tagged, it says that its colours are
    those of BT.709.
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=fps)
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        if is_tagged:
            video.codec_context.colorspace = Colorspace.ITU709
        tone = container.add_stream("aac", rate=48_000) if has_sound else None
        for number in range(seconds * fps):
            container.mux(video.encode(_frame(number, fps, size)))
        container.mux(video.encode(None))
        if tone:
            container.mux(tone.encode(_tone(seconds, amplitude)))
            container.mux(tone.encode(None))
    return path


def write_turned_video(path: Path, degrees: int) -> Path:
    """Its upper left quarter, as it was recorded, is bright; players turn it to the left."""
    grey = np.full((270, 320), 128, np.uint8)
    grey[:180] = 40
    grey[:90, :160] = 200
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        if degrees:
            video.set_display_rotation(degrees)
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(grey, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
    return path


def luma_at(frame: int, fps: int = 25) -> int:
    """What `write_video` shows in the middle of a frame."""
    return 40 + 5 * (frame * 10 // fps)


def _frame(number: int, fps: int, size: tuple[int, int]) -> av.VideoFrame:
    grey = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
    grey[: size[1]] = luma_at(number, fps)
    frame = av.VideoFrame.from_ndarray(grey, "yuv420p")
    frame.pts, frame.time_base = number, Fraction(1, fps)
    return frame


def _tone(seconds: int, amplitude: float) -> av.AudioFrame:
    times = np.arange(seconds * 48_000, dtype=np.float32) / 48_000
    wave = np.sin(2 * np.pi * 440 * times).astype(np.float32) * amplitude
    frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]), "fltp", "stereo")
    frame.sample_rate, frame.pts = 48_000, 0
    return frame
