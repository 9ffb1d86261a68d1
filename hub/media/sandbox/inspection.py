"""Decodes a whole file once and measures all there is to measure on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from hub.media.sandbox.answers import (
    FileFacts,
    Finding,
    Loudness,
    RefusedError,
    Thresholds,
)
from hub.media.sandbox.filters import Chain, picture_chain
from hub.media.sandbox.flashes import FlashMeter
from hub.media.sandbox.hearing import SoundMeter
from hub.media.sandbox.look import Look, look_at, small_size
from hub.media.sandbox.opening import (
    check_header,
    check_length,
    declared_seconds,
    find_pictures,
    find_sound,
    opened,
    prepare,
    rate_of,
)
from hub.media.sandbox.scanning import ScanMeter
from hub.media.sandbox.stillness import BarsMeter, BlackMeter, FreezeMeter
from hub.media.sandbox.timing import Course, check_no_hole, check_whole

# Enough to see what is measured here; a tenth of the cost of full HD.
SMALL_WIDTH = 320
POSTER_WIDTH = 640
Rgb = NDArray[np.uint8]


@dataclass(frozen=True)
class Inspection:
    """Of sound alone, what concerns pictures is None."""

    source: FileFacts
    start: Fraction
    seconds: Fraction
    findings: tuple[Finding, ...]
    loudness: Loudness | None
    look: Look | None = None
    is_interlaced: bool = False
    is_even: bool = True
    runs_at_25: bool = False
    longest_gop: int = 0
    inner_part: tuple[float, float, float, float] | None = None
    poster: Rgb | None = None


def inspect_clip(path: Path, folder: Path, limits: Thresholds) -> Inspection:
    """Raises RefusedError."""
    with opened(path) as container:
        video, sound = find_pictures(container), find_sound(container)
        check_header(container, video, limits)
        watcher = _Watcher(video, folder, limits)
        listener = _Listener(sound, limits) if sound else None
        _decode(container, watcher, listener)
        watcher.check(declared_seconds(container, video), listener)
        return watcher.inspection(listener)


def inspect_sound(path: Path, limits: Thresholds) -> Inspection:
    """Raises RefusedError. What sound files say of their length is a guess."""
    with opened(path) as container:
        sound = find_sound(container)
        if sound is None:
            raise RefusedError("no_sound")
        check_length(declared_seconds(container, sound), limits)
        listener = _Listener(sound, limits)
        _decode(container, None, listener)
        if not listener.course.frame_count:
            raise RefusedError("nothing_decodes")
        return listener.inspection()


def _decode(
    container: Any, watcher: "_Watcher | None", listener: "_Listener | None"
) -> None:
    taker = {one.stream.index: one for one in (watcher, listener) if one is not None}
    streams = [one.stream for one in taker.values()]
    prepare(*streams)
    try:
        for packet in container.demux(*streams):
            for frame in packet.decode():
                taker[packet.stream.index].take(frame)
            if watcher and packet.stream.index == watcher.stream.index and packet.size:
                watcher.note_packet(is_key=packet.is_keyframe)
    except av.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise RefusedError("memory") from error
        where = max(one.course.seconds for one in taker.values())
        raise RefusedError("damaged", start_ms=round(where * 1000)) from error


class _Watcher:
    """Takes pictures: hands small ones to the meters, keeps the best for a poster."""

    def __init__(
        self, stream: av.VideoStream, folder: Path, limits: Thresholds
    ) -> None:
        self.stream, self.course = stream, Course()
        self._folder, self._limits = folder, limits
        self._scan = ScanMeter(stream)
        self._black, self._freeze = BlackMeter(limits), FreezeMeter(limits)
        self._bars, self._flashes = BarsMeter(), FlashMeter(limits)
        self._look: Look | None = None
        self._chain: Chain | None = None
        self._kind: tuple[int, int, str] | None = None
        self._best = -1.0
        self._poster: av.VideoFrame | None = None
        self._gop = self._longest_gop = 0

    def note_packet(self, *, is_key: bool) -> None:
        self._gop = 1 if is_key else self._gop + 1
        self._longest_gop = max(self._longest_gop, self._gop)

    def take(self, frame: av.VideoFrame) -> None:
        moment = self.course.add(_moment(frame), self._length(frame))
        if getattr(frame, "is_corrupt", False):
            raise RefusedError("damaged", start_ms=round(moment * 1000))
        check_length(self.course.seconds, self._limits)
        self._check_kind(frame)
        self._scan.add(frame)
        for small in self._small(frame):
            self._measure(moment, small.to_ndarray(format="rgb24"), frame)

    def check(self, declared: Fraction | None, listener: "_Listener | None") -> None:
        if self.course.frame_count == 0:
            raise RefusedError("nothing_decodes")
        if self.course.frame_count == 1:
            raise RefusedError("still_picture")
        # Some containers tell only how long the whole is, not each stream of it.
        found = self.course.seconds
        if self.stream.duration is None:
            ends = [self.course.end, listener.course.end if listener else Fraction(0)]
            found = max(ends)
        check_no_hole(self.course, listener.course if listener else None)
        check_whole(declared, found, 1 / rate_of(self.stream))

    def inspection(self, listener: "_Listener | None") -> Inspection:
        assert self._look is not None
        course = self.course
        return Inspection(
            source=self._facts(listener),
            start=course.start,
            seconds=course.seconds,
            findings=(
                *self._flashes.findings(),
                *self._black.findings(course.seconds),
                *self._freeze.findings(course.seconds),
                *(listener.findings(course.seconds) if listener else ()),
            ),
            loudness=listener.loudness() if listener else None,
            look=self._look,
            is_interlaced=self._scan.is_interlaced(),
            is_even=course.is_even,
            runs_at_25=course.runs_at(25),
            longest_gop=self._longest_gop,
            inner_part=self._bars.inner_part(),
            poster=self._draw_poster(),
        )

    def _draw_poster(self) -> Rgb | None:
        if self._poster is None or self._look is None:
            return None
        size = small_size(self._look, POSTER_WIDTH)
        steps = self._look.steps(size, "rgb24", self._folder, flags="area")
        chain = picture_chain(self.stream, steps)
        drawn = [*chain.push(self._poster), *chain.flush()]
        return drawn[0].to_ndarray(format="rgb24") if drawn else None

    def _facts(self, listener: "_Listener | None") -> FileFacts:
        rate = rate_of(self.stream)
        return FileFacts(
            duration_ms=round(self.course.seconds * 1000),
            codec=self.stream.codec_context.name,
            has_audio=bool(listener and listener.course.frame_count),
            width=self.stream.codec_context.width,
            height=self.stream.codec_context.height,
            frame_rate=str(rate.limit_denominator(100_000)),
            frame_count=self.course.frame_count,
        )

    def _length(self, frame: av.VideoFrame) -> Fraction:
        if frame.duration and frame.time_base:
            return Fraction(frame.duration * frame.time_base)
        return 1 / rate_of(self.stream)

    def _check_kind(self, frame: av.VideoFrame) -> None:
        kind = (frame.width, frame.height, frame.format.name)
        if self._kind not in {None, kind}:
            raise RefusedError(
                "size_changes",
                start_ms=round(self.course.seconds * 1000),
                width=frame.width,
                height=frame.height,
            )
        self._kind = kind

    def _small(self, frame: av.VideoFrame) -> Iterator[Any]:
        if self._chain is None:
            self._look = look_at(self.stream, frame)
            size = small_size(self._look, SMALL_WIDTH)
            steps = self._look.steps(size, "rgb24", self._folder, flags="area")
            self._chain = picture_chain(self.stream, steps)
        return self._chain.push(frame)

    def _measure(self, moment: Fraction, small: Rgb, frame: av.VideoFrame) -> None:
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
        self._black.add(moment, grey)
        self._freeze.add(moment, grey)
        self._bars.add(grey)
        self._flashes.add(moment, small)
        detail = float(grey[::4, ::4].std())
        if detail > self._best * 1.1:
            self._best, self._poster = detail, frame


class _Listener:
    """Takes sound."""

    def __init__(self, stream: av.AudioStream, limits: Thresholds) -> None:
        self.stream, self.course = stream, Course()
        self._limits = limits
        self._meter = SoundMeter(stream, limits)
        self._is_ended = False

    def take(self, frame: av.AudioFrame) -> None:
        length = Fraction(frame.samples, frame.sample_rate or 48_000)
        self.course.add(_moment(frame), length)
        check_length(self.course.seconds, self._limits)
        self._meter.add(frame)

    def findings(self, end: Fraction) -> Iterator[Finding]:
        self._end()
        return self._meter.findings(end)

    def loudness(self) -> Loudness | None:
        self._end()
        return self._meter.loudness() if self.course.frame_count else None

    def inspection(self) -> Inspection:
        seconds = self.course.seconds
        facts = FileFacts(
            duration_ms=round(seconds * 1000),
            codec=self.stream.codec_context.name,
            has_audio=True,
        )
        findings = tuple(self.findings(seconds))
        return Inspection(facts, self.course.start, seconds, findings, self.loudness())

    def _end(self) -> None:
        if not self._is_ended:
            self._meter.end()
            self._is_ended = True


def _moment(frame: Any) -> Fraction | None:
    return None if frame.pts is None else Fraction(frame.pts * frame.time_base)
