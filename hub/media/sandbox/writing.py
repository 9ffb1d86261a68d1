"""Writing a master: what every clip that goes to a wall looks like inside.

H.264 4:2:0, BT.709, limited range, 25 frames a second, a closed group of pictures each
second, AAC 48 kHz stereo. Loudness stays as it is: the renderer sets it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from hub.media.sandbox.answers import FileFacts

RATE = 25
SAMPLE_RATE = 48_000
SOUND_BITS = 192_000
# Next to nothing lost: it is encoded once more for the wall.
X264 = {
    "preset": "veryfast",
    "crf": "16",
    "threads": "4",  # as many as the decoder has, for the same reason
    "x264-params": f"keyint={RATE}:min-keyint={RATE}:scenecut=0:open-gop=0",
}


class MasterWriter:
    """Frames come in order, each kind for itself; they may be from any filter."""

    def __init__(
        self,
        container: OutputContainer,
        size: tuple[int, int] | None,
        *,
        has_sound: bool,
    ) -> None:
        self._container = container
        self._size = size
        self._pictures = _picture_stream(container, size) if size else None
        self._sound: Any = None
        if has_sound:
            self._sound = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._sound.bit_rate = SOUND_BITS
        self.frame_count = self.sample_count = 0

    def add_picture(self, frame: av.VideoFrame) -> None:
        assert self._pictures is not None
        frame.pts, frame.time_base = self.frame_count, Fraction(1, RATE)
        frame.pict_type = 0  # the encoder chooses key frames, not the source
        self.frame_count += 1
        self._container.mux(self._pictures.encode(frame))

    def add_sound(self, frame: av.AudioFrame) -> None:
        frame.pts, frame.time_base = self.sample_count, Fraction(1, SAMPLE_RATE)
        self.sample_count += frame.samples
        self._container.mux(self._sound.encode(frame))

    def end(self) -> None:
        for stream in filter(None, (self._pictures, self._sound)):
            self._container.mux(stream.encode(None))

    def facts(self) -> FileFacts:
        has_sound = self.sample_count > 0
        if self._size is None:
            milliseconds = round(self.sample_count * 1000 / SAMPLE_RATE)
            return FileFacts(duration_ms=milliseconds, codec="aac", has_audio=True)
        return FileFacts(
            duration_ms=self.frame_count * 1000 // RATE,
            codec="h264",
            has_audio=has_sound,
            width=self._size[0],
            height=self._size[1],
            frame_rate=str(RATE),
            frame_count=self.frame_count,
        )


@contextmanager
def writing(
    path: Path, size: tuple[int, int] | None, *, has_sound: bool
) -> Iterator[MasterWriter]:
    """Without a size: sound alone."""
    with av.open(
        str(path), "w", format="mp4", options={"movflags": "+faststart"}
    ) as container:
        writer = MasterWriter(container, size, has_sound=has_sound)
        yield writer
        writer.end()


def _picture_stream(container: OutputContainer, size: tuple[int, int]) -> Any:
    stream = container.add_stream("libx264", rate=RATE, options=X264)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.sample_aspect_ratio = Fraction(1)
    context.color_range = ColorRange.MPEG
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    return stream
