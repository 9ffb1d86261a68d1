"""Trims, crops, mutes and fades a master through moviepy. The only place that knows it.

moviepy writes BT.601 without saying so: its frames go through our own writer instead. It
reads by an ffmpeg of its own, so this runs on masters we made, never on uploads.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from moviepy import VideoFileClip, afx, vfx

from hub.media.sandbox.answers import Edits, FileFacts, RefusedError
from hub.media.sandbox.writing import RATE, SAMPLE_RATE, MasterWriter, writing


def write_edit(source: Path, target: Path, edits: Edits) -> FileFacts:
    with VideoFileClip(str(source), audio=not edits.is_muted) as whole:
        clip, frame_count = _edited(whole, edits)
        size = (int(clip.w), int(clip.h))
        with writing(target, size, has_sound=clip.audio is not None) as writer:
            for first in range(0, frame_count, RATE):
                # Second by second, so that neither waits long for the other.
                last = min(first + RATE, frame_count)
                _write_second(writer, clip, range(first, last))
    return writer.facts()


def _edited(whole: Any, edits: Edits) -> tuple[Any, int]:
    """moviepy's time is floats; the number of frames is counted here, in whole ones."""
    start = _frames(edits.start_ms)
    end = round(whole.duration * RATE)
    if edits.end_ms is not None:
        end = min(end, _frames(edits.end_ms))
    if end - start < 2:
        raise RefusedError("edit_empty")
    clip = whole.subclipped(start / RATE, end / RATE)
    if edits.crop:
        crop = edits.crop
        clip = clip.cropped(x1=crop.x, y1=crop.y, width=crop.width, height=crop.height)
    return clip.with_effects([*_fades(clip, edits)]), end - start


def _fades(clip: Any, edits: Edits) -> Iterator[Any]:
    """moviepy's fades of pictures leave the sound alone."""
    has_sound = clip.audio is not None
    if edits.fade_in_ms:
        yield vfx.FadeIn(edits.fade_in_ms / 1000)
        if has_sound:
            yield afx.AudioFadeIn(edits.fade_in_ms / 1000)
    if edits.fade_out_ms:
        yield vfx.FadeOut(edits.fade_out_ms / 1000)
        if has_sound:
            yield afx.AudioFadeOut(edits.fade_out_ms / 1000)


def _write_second(writer: MasterWriter, clip: Any, numbers: range) -> None:
    for number in numbers:
        writer.add_picture(_picture(clip.get_frame(number / RATE)))
    if clip.audio is not None:
        a_frame = SAMPLE_RATE // RATE
        samples = np.arange(numbers.start * a_frame, numbers.stop * a_frame)
        writer.add_sound(_sound(clip.audio.get_frame(samples / SAMPLE_RATE)))


def _picture(rgb: Any) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb, np.uint8), "rgb24")
    return frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )


def _sound(waves: Any) -> av.AudioFrame:
    channels = np.ascontiguousarray(np.asarray(waves, np.float32).T)
    frame = av.AudioFrame.from_ndarray(np.clip(channels, -1, 1), "fltp", "stereo")
    frame.sample_rate = SAMPLE_RATE
    return frame


def _frames(milliseconds: int) -> int:
    return round(milliseconds * RATE / 1000)
