"""Videos with one oddity each, as uploads have them, made where a test needs one."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
SIZE = (320, 180)


def pattern(number: int, size: tuple[int, int] = SIZE) -> Picture:
    """Something that moves and has detail, and neither flashes nor is dark."""
    width, height = size
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    wave = 128 + 40 * np.sin((x + 3 * number) / 17) + 30 * np.cos(y / 11)
    return np.stack([wave, wave * 0.9, 255 - wave], axis=-1).astype(np.uint8)


def flat(level: int, size: tuple[int, int] = SIZE) -> Picture:
    return np.full((size[1], size[0], 3), level, np.uint8)


def write_pictures(
    path: Path,
    pictures: Iterable[Picture],
    *,
    rate: int = 25,
    moments: Iterable[int] | None = None,
    rotation: int = 0,
    pixel_aspect: Fraction | None = None,
    is_tagged: bool = True,
    curve: ColorTrc | None = None,
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    sound: NDArray[np.float32] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """H.264 of RGB pictures; `moments` in thousandths, for an uneven rate."""
    pictures = iter(pictures)
    first = next(pictures)
    with av.open(str(path), "w") as container:
        container.metadata.update(metadata or {})
        video = container.add_stream("libx264", rate=rate, options=options or {})
        video.height, video.width = first.shape[:2]
        video.pix_fmt = pixels
        context = video.codec_context
        if moments is not None:
            context.time_base = Fraction(1, 1000)
        if pixel_aspect:
            context.sample_aspect_ratio = pixel_aspect
        if is_tagged:
            context.color_range = ColorRange.MPEG
            context.colorspace = Colorspace.ITU709
            context.color_primaries = ColorPrimaries.BT709
            context.color_trc = ColorTrc.BT709
        if curve is not None:
            context.colorspace = Colorspace.BT2020
            context.color_primaries = ColorPrimaries.BT2020
            context.color_trc = curve
        if rotation:
            video.set_display_rotation(rotation)
        voice = (
            container.add_stream("aac", rate=48_000, layout="stereo")
            if (sound is not None)
            else None
        )
        at = iter(moments) if moments is not None else None
        for number, picture in enumerate([first, *pictures]):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(
                format=pixels,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
            )
            if at is None:
                frame.pts, frame.time_base = number, Fraction(1, rate)
            else:
                frame.pts, frame.time_base = next(at), Fraction(1, 1000)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if voice is not None and sound is not None:
            heard = av.AudioFrame.from_ndarray(
                np.stack([sound, sound]), "fltp", "stereo"
            )
            heard.sample_rate, heard.pts = 48_000, 0
            container.mux(voice.encode(heard))
            container.mux(voice.encode(None))
    return path


def tone(seconds: float, level: float = 0.1) -> NDArray[np.float32]:
    times = np.arange(int(seconds * 48_000)) / 48_000
    return (level * np.sin(2 * np.pi * 1000 * times)).astype(np.float32)


def flashing(
    per_second: float,
    *,
    seconds: int = 3,
    dark: int = 40,
    bright: int = 220,
    part: float = 1.0,
    colour: tuple[float, float, float] = (1, 1, 1),
) -> Callable[[], Iterable[Picture]]:
    """Part of the screen goes from dark to bright and back so often a second."""

    def pictures() -> Iterable[Picture]:
        for number in range(seconds * 25):
            is_bright = (number * per_second / 25) % 1 >= 0.5
            picture = pattern(0) // 2 + 60
            level = np.array(colour) * (bright if is_bright else dark)
            picture[:, : int(SIZE[0] * part)] = level.astype(np.uint8)
            yield picture

    return pictures


def write_interlaced(path: Path, seconds: int = 2) -> Path:
    """Two fields of different moments in each frame, and said so."""

    def woven(number: int) -> Picture:
        picture = fast(2 * number)
        picture[1::2] = fast(2 * number + 1)[1::2]
        return picture

    def fast(number: int) -> Picture:
        picture = pattern(0)
        left = (number * 9) % (SIZE[0] - 60)
        picture[30:150, left : left + 60] = 235
        return picture

    return write_pictures(
        path,
        (woven(number) for number in range(seconds * 25)),
        options={"flags": "+ildct+ilme", "x264-params": "tff=1:crf=12"},
    )
