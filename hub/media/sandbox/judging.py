"""From what was measured to what is said of it, and whether a new master is needed.

Pure, but for reading the header of an open file.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from av.container import InputContainer
from av.video.reformatter import ColorRange

from hub.media.sandbox.answers import Finding, FindingCode, Severity, Thresholds
from hub.media.sandbox.inspection import Inspection
from hub.media.sandbox.look import Look
from hub.media.sandbox.writing import RATE, SAMPLE_RATE

# The renderer seeks in masters: at most ten seconds to the key frame before.
LONGEST_GOP = 250
# Words that every encoder writes; a file with others is written anew without them.
HARMLESS_WORDS = {
    "major_brand", "minor_version", "compatible_brands", "encoder", "creation_time",
}  # fmt: skip
SQUARE = Fraction(1)


def judge(found: Inspection, limits: Thresholds) -> tuple[Finding, ...]:
    """Worst first; of a kind, in the order of time."""
    findings = _without_repeats(found.findings)
    if found.look is not None:
        findings += _of_pictures(found, found.look, limits)
    rank = list(Severity)
    return tuple(sorted(findings, key=lambda one: rank.index(one.severity)))


def _without_repeats(findings: tuple[Finding, ...]) -> list[Finding]:
    """What is black stands still too: that is said once."""
    black = [one for one in findings if one.code is FindingCode.BLACK]
    return [
        one
        for one in findings
        if one.code is not FindingCode.FREEZE
        or not any(_lies_within(one, dark) for dark in black)
    ]


def _lies_within(inner: Finding, outer: Finding) -> bool:
    begins_later = (inner.start_ms or 0) >= (outer.start_ms or 0)
    return begins_later and (inner.end_ms or 0) <= (outer.end_ms or 0)


def is_master(container: InputContainer, found: Inspection, limits: Thresholds) -> bool:
    """Whether the wall may get the file as it is."""
    return (
        container.format.name.startswith("mov,mp4")
        and set(container.metadata) <= HARMLESS_WORDS
        and len(container.streams)
        == len(container.streams.video) + len(container.streams.audio)
        and len(container.streams.audio) <= 1
        and all(_is_master_sound(one) for one in container.streams.audio)
        and _has_master_pictures(container, found, limits)
    )


def _has_master_pictures(
    container: InputContainer, found: Inspection, limits: Thresholds
) -> bool:
    if found.look is None:
        return not container.streams.video
    look, context = found.look, container.streams.video[0].codec_context
    return (
        len(container.streams.video) == 1
        and (context.name, context.pix_fmt) == ("h264", "yuv420p")
        and look.is_tagged_709
        and int(context.color_range) == int(ColorRange.MPEG)
        and look.hdr is None
        and (look.turn, look.pixel_aspect) == (0, SQUARE)
        and (look.width, look.height) == look.size_within(limits)
        and not found.is_interlaced
        and found.runs_at_25
        and found.longest_gop <= LONGEST_GOP
    )


def _is_master_sound(stream: Any) -> bool:
    context = stream.codec_context
    return (context.name, context.sample_rate, context.layout.name) == (
        "aac",
        SAMPLE_RATE,
        "stereo",
    )


def _of_pictures(
    found: Inspection, look: Look, limits: Thresholds
) -> Iterator[Finding]:
    width, height = look.upright_size
    if not found.source.has_audio:
        yield _note(FindingCode.NO_SOUND)
    if found.is_interlaced:
        yield _note(FindingCode.INTERLACED)
    if look.pixel_aspect != SQUARE:
        aspect = f"{look.pixel_aspect.numerator}:{look.pixel_aspect.denominator}"
        yield _note(FindingCode.ASPECT, aspect=aspect, width=width, height=height)
    if look.turn:
        yield _note(FindingCode.ROTATED, degrees=(360 - look.turn) % 360)
    if look.hdr:
        yield _note(FindingCode.HDR, curve=look.hdr)
    if not found.is_even:
        yield _note(FindingCode.VARIABLE_RATE, rate=RATE)
    elif not found.runs_at_25:
        rate = round(float(Fraction(found.source.frame_rate)), 3)
        yield _note(FindingCode.OTHER_RATE, found=f"{rate:g}", rate=RATE)
    if min(width, height) < limits.smallest_height:
        yield Finding(
            code=FindingCode.LOW_RESOLUTION,
            severity=Severity.WARN,
            values={"width": width, "height": height, "least": limits.smallest_height},
        )
    if look.size_within(limits) != (width, height):
        new_width, new_height = look.size_within(limits)
        yield _note(FindingCode.SCALED_DOWN, width=new_width, height=new_height)
    if found.inner_part:
        yield _bars(found.inner_part, look.size_within(limits))


def _bars(part: tuple[float, float, float, float], size: tuple[int, int]) -> Finding:
    """With the crop that would take them off, in pixels of the master."""
    left, top, right, bottom = part
    x, y = _even_up(left * size[0]), _even_up(top * size[1])
    return Finding(
        code=FindingCode.BARS,
        severity=Severity.WARN,
        values={
            "x": x,
            "y": y,
            "width": int(right * size[0] - x) // 2 * 2,
            "height": int(bottom * size[1] - y) // 2 * 2,
        },
    )


def _even_up(pixels: float) -> int:
    return -(-round(pixels) // 2) * 2


def _note(code: FindingCode, **values: str | float) -> Finding:
    return Finding(code=code, severity=Severity.NOTE, values=values)
