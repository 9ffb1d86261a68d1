"""Reads a clip's subtitles: which words are seen from which frame of the clip to which."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from renderer.errors import MediaError

_INSTANT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_INSTANT}\s+-->\s+{_INSTANT}(?:\s|$)")


@dataclass(frozen=True)
class Cue:
    """Words and from which frame of the clip they are seen, to the first without them."""

    start_frame: int
    end_frame: int
    text: str


def read_cues(path: Path, fps: int) -> tuple[Cue, ...]:
    """The cues in order; a frame shows what is due at the instant it begins.

    Raises MediaError naming the line that is wrong.
    """
    text = _read(path)
    times = list(_times(path, text))
    try:
        captions = webvtt.WebVTT.from_string(text, strict=True).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        raise MediaError(
            path.name,
            "it is no WebVTT file ({reason})",
            "correct the WebVTT file and upload it again",
            reason=error,
        ) from error
    texts = [caption.raw_text for caption in captions]
    cues = [
        Cue(_frame_from(start, fps), _frame_from(end, fps), _plain(raw_text))
        for (start, end), raw_text in zip(times, texts, strict=True)
    ]
    seen = (cue for cue in cues if cue.text and cue.end_frame > cue.start_frame)
    return tuple(sorted(seen, key=lambda cue: cue.start_frame))


def _read(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MediaError(
            path.name,
            "it cannot be read ({reason})",
            "upload it again in the hub",
            reason=error.strerror,
        ) from error
    except UnicodeDecodeError as error:
        raise MediaError(
            path.name,
            "it is not in UTF-8",
            "save the WebVTT file as UTF-8 and upload it again",
        ) from error
    if not text.startswith("WEBVTT"):
        raise MediaError(
            _at(path, 1),
            "it does not begin with WEBVTT",
            "export the subtitles as WebVTT and upload them again",
        )
    return text


def _times(path: Path, text: str) -> Iterator[tuple[int, int]]:
    """From when to when each cue is seen, in thousandths of a second.

    A reader of WebVTT passes over what it cannot read; on a wall that would be words
    that somebody wrote and nobody sees.
    """
    is_note = False
    for number, line in enumerate(text.splitlines(), 1):
        is_note = line.startswith("NOTE") or (is_note and bool(line.strip()))
        if "->" not in line or is_note:
            continue
        found = _TIMES.match(line)
        if found is None:
            raise MediaError(
                _at(path, number),
                "“{line}” is not from when to when a cue is seen",
                "write the times like 00:00:01.000 --> 00:00:04.000",
                line=line.strip(),
            )
        start, end = (_milliseconds(found.groups()[i : i + 4]) for i in (0, 4))
        if end <= start:
            raise MediaError(
                _at(path, number),
                "the cue ends before it begins",
                "correct its times in the WebVTT file and upload it again",
            )
        yield start, end


def _at(path: Path, line: int) -> str:
    return f"{path.name}: line {line}"


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _frame_from(milliseconds: int, fps: int) -> int:
    """The first frame that begins at or after the instant."""
    frames = Fraction(milliseconds * fps, 1000)
    return -(-frames.numerator // frames.denominator)


def _plain(raw: str) -> str:
    """Without tags of voice and style, which no wall shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", raw)).strip()
