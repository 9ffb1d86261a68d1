"""Looks at a clip or a recording by decoding it to its end. The hub's door to PyAV.

Promises facts about a file that can be shown, or raises ProbeError with the reason in
the language that is active.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
from django.utils.translation import gettext

LARGEST_PIXELS = 3840 * 2160
LONGEST_SECONDS = 20 * 60
# What a container declares is often a little off; more than this, and a part is missing.
TOLERATED_PART = Fraction(1, 100)
USUAL_FRAME = Fraction(1, 25)


class ProbeError(Exception):
    """The file cannot be shown. Its text is for the person who uploaded it."""


@dataclass(frozen=True)
class Facts:
    """Without a picture, what concerns pictures is None."""

    duration_ms: int
    codec: str
    has_audio: bool
    width: int | None = None
    height: int | None = None
    frame_rate: Fraction | None = None
    frame_count: int | None = None


@dataclass
class _Stretch:
    """What was seen of one stream: from when to when, in how many frames."""

    frame_count: int = 0
    start: Fraction | None = None
    end: Fraction = Fraction(0)

    def add(self, start: Fraction | None, length: Fraction) -> None:
        start = self.end if start is None else start
        self.frame_count += 1
        self.start = start if self.start is None else min(self.start, start)
        self.end = max(self.end, start + length)

    @property
    def seconds(self) -> Fraction:
        return self.end - (self.start or 0)


def probe_video(path: Path) -> Facts:
    """Raises ProbeError."""
    with _opened(path) as container:
        if not container.streams.video:
            raise ProbeError(gettext("There is no picture in this file."))
        video = container.streams.video[0]
        _check_size(video.width, video.height)
        seen = _decode(container)
        pictures, frame = seen[video.index], _frame_length(video)
        _check_moving(pictures)
        _check_whole(container, seen, video)
        return Facts(
            duration_ms=round(pictures.seconds * 1000),
            codec=video.codec_context.name,
            has_audio=any(one.index in seen for one in container.streams.audio),
            width=video.width,
            height=video.height,
            frame_rate=1 / frame,
            frame_count=pictures.frame_count,
        )


def probe_audio(path: Path) -> Facts:
    """Raises ProbeError. The length declared by sound files is a guess: not compared."""
    with _opened(path) as container:
        if not container.streams.audio:
            raise ProbeError(gettext("There is no sound in this file."))
        audio = container.streams.audio[0]
        sound = _decode(container)[audio.index]
        if sound.frame_count == 0:
            raise ProbeError(gettext("Nothing in this file can be decoded."))
        return Facts(
            duration_ms=round(sound.seconds * 1000),
            codec=audio.codec_context.name,
            has_audio=True,
        )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """FFmpeg's own words go to the log with the cause; people get ours."""
    try:
        with av.open(str(path)) as container:
            yield container
    except av.error.FFmpegError as error:
        raise ProbeError(
            gettext(
                "The file is damaged or of an unknown format: it cannot be decoded."
            )
        ) from error


def _decode(container: Any) -> dict[int, _Stretch]:
    """Every frame of every stream of pictures or sound, by the stream's index."""
    seen: dict[int, _Stretch] = defaultdict(_Stretch)
    streams = [*container.streams.video, *container.streams.audio]
    for stream in streams:
        # Say so where a decoder would paper over damage.
        stream.codec_context.options = {"err_detect": "explode"}
        stream.thread_type = "AUTO"
    for packet in container.demux(*streams):
        for frame in packet.decode():
            stretch = seen[packet.stream.index]
            stretch.add(_start(frame), _length(frame, packet.stream))
            _check_frame(frame, stretch)
    return seen


def _start(frame: Any) -> Fraction | None:
    return None if frame.pts is None else Fraction(frame.pts * frame.time_base)


def _length(frame: Any, stream: Any) -> Fraction:
    if stream.type == "audio":
        return Fraction(frame.samples, frame.sample_rate)
    return _frame_length(stream)


def _frame_length(video: Any) -> Fraction:
    return Fraction(1 / video.average_rate) if video.average_rate else USUAL_FRAME


def _check_size(width: int, height: int) -> None:
    if not width or not height or width * height > LARGEST_PIXELS:
        raise ProbeError(
            gettext(
                "The picture is %(width)s×%(height)s pixels; at most 3840×2160 fit."
            )
            % {"width": width, "height": height}
        )


def _check_frame(frame: Any, stretch: _Stretch) -> None:
    if getattr(frame, "is_corrupt", False):
        raise ProbeError(
            gettext("The file is damaged %(seconds)s seconds from its beginning.")
            % {"seconds": round(float(stretch.seconds), 1)}
        )
    if stretch.seconds > LONGEST_SECONDS:
        raise ProbeError(
            gettext("The clip is longer than %(minutes)s minutes: cut it shorter.")
            % {"minutes": LONGEST_SECONDS // 60}
        )


def _check_moving(pictures: _Stretch) -> None:
    if pictures.frame_count == 0:
        raise ProbeError(gettext("Nothing in this file can be decoded."))
    if pictures.frame_count == 1:
        raise ProbeError(gettext("This is a still picture: upload it as a picture."))


def _check_whole(container: Any, seen: dict[int, _Stretch], video: Any) -> None:
    """Some containers tell only how long the whole is, not each stream of it."""
    if video.duration is not None:
        declared = Fraction(video.duration * video.time_base)
        found = seen[video.index].seconds
    elif container.duration is not None:
        declared = Fraction(container.duration, av.time_base)
        found = max(stretch.end for stretch in seen.values())
    else:
        return
    if abs(found - declared) > max(_frame_length(video), declared * TOLERATED_PART):
        raise ProbeError(
            gettext(
                "The file says it is %(declared)s seconds long, but %(found)s seconds "
                "can be decoded: the upload or the export was cut off."
            )
            % {
                "declared": round(float(declared), 1),
                "found": round(float(found), 1),
            }
        )
