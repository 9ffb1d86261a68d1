"""Reads a WebVTT file as strictly as a wall needs it. Pure.

Promises cues in order, inside the clip, short enough to be set; or says what is wrong,
and where.
"""

import io
from dataclasses import dataclass

import webvtt
from django.utils.translation import gettext
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Timestamp

from hub.media.clock import format_clock

MOST_BYTES = 512 * 1024
MOST_CUES = 5000
MOST_LINES = 2
MOST_SIGNS_IN_LINE = 60
# Of the industry's guides for adults: 17 to 20 in Latin letters, 9 Chinese signs.
SIGNS_A_SECOND = {"zh-hans": 9, "": 20}


class SubtitlesError(Exception):
    """The file cannot be used. Its text is for the person who uploaded it."""


@dataclass(frozen=True)
class Cue:
    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def read_subtitles(content: bytes, duration_ms: int | None) -> tuple[Cue, ...]:
    """Raises SubtitlesError. `duration_ms`: of the clip; None when not known yet."""
    cues = _cues(_decoded(content))
    before: Cue | None = None
    for cue in cues:
        _check_cue(cue, before, duration_ms)
        before = cue
    return cues


def hurried_cues(cues: tuple[Cue, ...], language: str) -> tuple[Cue, ...]:
    """Those that are gone before most people have read them."""
    most = SIGNS_A_SECOND.get(language, SIGNS_A_SECOND[""])
    return tuple(
        cue
        for cue in cues
        if sum(map(len, cue.lines)) * 1000 > most * (cue.end_ms - cue.start_ms)
    )


def played_cues(
    cues: tuple[Cue, ...], start_ms: int, end_ms: int | None
) -> tuple[Cue, ...]:
    """Those of the part of the clip that is played, on its clock."""
    end = max((cue.end_ms for cue in cues), default=0) if end_ms is None else end_ms
    return tuple(
        Cue(
            max(cue.start_ms, start_ms) - start_ms,
            min(cue.end_ms, end) - start_ms,
            cue.lines,
        )
        for cue in cues
        if cue.start_ms < end and cue.end_ms > start_ms
    )


def write_cues(cues: tuple[Cue, ...]) -> bytes:
    """WebVTT of our own writing: no styles, no regions, nothing but words and times."""
    blocks = [
        f"{_written(cue.start_ms)} --> {_written(cue.end_ms)}\n" + "\n".join(cue.lines)
        for cue in cues
    ]
    return "\n\n".join(["WEBVTT", *blocks]).encode() + b"\n"


def _written(milliseconds: int) -> str:
    seconds, part = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{part:03}"


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise SubtitlesError(
            gettext("The file is larger than subtitles are. Choose the .vtt file.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SubtitlesError(
            gettext("The file is not written in UTF-8. Save it again as UTF-8.")
        ) from error


def _cues(text: str) -> tuple[Cue, ...]:
    try:
        captions = webvtt.from_buffer(io.StringIO(text)).captions
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise SubtitlesError(
            gettext("This is no WebVTT file: its first line must be WEBVTT.")
        ) from error
    # The reader passes over what it does not understand; that would lose a subtitle.
    if len(captions) != sum("-->" in line for line in text.splitlines()):
        raise SubtitlesError(
            gettext(
                "The times of a subtitle are not written as WebVTT has them, as in "
                "00:01.000 --> 00:03.500."
            )
        )
    if not captions:
        raise SubtitlesError(gettext("There are no subtitles in this file."))
    if len(captions) > MOST_CUES:
        raise SubtitlesError(
            gettext("There are more than %(most)s subtitles in this file.")
            % {"most": MOST_CUES}
        )
    return tuple(
        Cue(
            start_ms=_milliseconds(one.start_time),
            end_ms=_milliseconds(one.end_time),
            lines=tuple(line for line in one.text.splitlines() if line.strip()),
        )
        for one in captions
    )


def _check_cue(cue: Cue, before: Cue | None, duration_ms: int | None) -> None:
    at = {"at": format_clock(cue.start_ms)}
    if cue.end_ms <= cue.start_ms:
        raise SubtitlesError(
            gettext("The subtitle at %(at)s ends before it begins.") % at
        )
    if before and cue.start_ms < before.end_ms:
        raise SubtitlesError(
            gettext(
                "The subtitle at %(at)s begins before the one above it has ended. Put "
                "them in order, one after the other."
            )
            % at
        )
    if duration_ms is not None and cue.end_ms > duration_ms:
        raise SubtitlesError(
            gettext(
                "The subtitle at %(at)s goes on after the clip's end, %(end)s. Is it the "
                "file of another clip?"
            )
            % {**at, "end": format_clock(duration_ms)}
        )
    if not cue.lines:
        raise SubtitlesError(gettext("The subtitle at %(at)s is empty.") % at)
    if len(cue.lines) > MOST_LINES:
        raise SubtitlesError(
            gettext("The subtitle at %(at)s has more than two lines: part it.") % at
        )
    longest = max(map(len, cue.lines))
    if longest > MOST_SIGNS_IN_LINE:
        raise SubtitlesError(
            gettext(
                "A line of the subtitle at %(at)s has %(found)s signs; at most %(most)s "
                "can be read."
            )
            % {**at, "found": longest, "most": MOST_SIGNS_IN_LINE}
        )


def _milliseconds(read: Timestamp) -> int:
    seconds = (read.hours * 60 + read.minutes) * 60 + read.seconds
    return seconds * 1000 + read.milliseconds
