"""What the sandbox found, in the reader's language: what, where, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.media.clock import format_clock
from hub.media.sandbox.answers import Finding, FindingCode, Refusal, Severity, Values

REFUSALS: Mapping[str, Any] = {
    "unreadable": _(
        "The file is damaged or of an unknown format: it cannot be decoded. Export it "
        "again as MP4 (H.264) and upload that."
    ),
    "damaged": _(
        "The file is damaged %(start)s from its beginning. Export or copy it again from "
        "the original and upload that."
    ),
    "no_pictures": _(
        "There is no picture in this file. Upload it as a recording, or export the film "
        "with its picture."
    ),
    "no_sound": _("There is no sound in this file. Choose another file."),
    "nothing_decodes": _(
        "Nothing in this file can be decoded. Export it again as MP4 (H.264)."
    ),
    "still_picture": _("This is a still picture: upload it as a picture."),
    "too_many_pixels": _(
        "The picture is %(width)s×%(height)s pixels; at most %(limit)s fit. Export the "
        "clip smaller."
    ),
    "too_fast": _(
        "The clip has %(rate)s pictures a second; at most %(limit)s can be used. Export "
        "it with 25 or 50."
    ),
    "too_long": _("The clip is longer than %(minutes)s minutes: cut it shorter."),
    "hole": _(
        "A part is missing, from %(start)s to %(end)s: the upload or the export was "
        "broken off in the middle. Upload the whole file again."
    ),
    "cut_off": _(
        "The file says it is %(declared)s seconds long, but %(found)s seconds can be "
        "decoded: the upload or the export was cut off. Upload the whole file again."
    ),
    "size_changes": _(
        "The size of the picture changes at %(start)s. Export the clip in one size."
    ),
    "memory": _(
        "To open this file takes more memory than is allowed for one upload. Export it "
        "with fewer pixels as MP4 (H.264)."
    ),
    "too_much_work": _(
        "To check this file takes more computing than is allowed for one upload. Export "
        "it shorter, or with fewer pixels, as MP4 (H.264)."
    ),
    "too_slow": _(
        "The check was not done after %(minutes)s minutes and was ended. Export the clip "
        "shorter, or with fewer pixels, as MP4 (H.264)."
    ),
    "master_too_large": _(
        "The clip made of this file would be too large. Cut it shorter."
    ),
    "crashed": _(
        "The file made the checking program fail, as damaged or harmful files do. Export "
        "it again as MP4 (H.264), or JPEG for a picture."
    ),
    "flashes": _(
        "The clip flashes more than three times a second, from %(start)s to %(end)s: this "
        "can trigger seizures in people with photosensitive epilepsy, so it must not be "
        "shown. Trim this part off under “Edits”, or slow the flashes down and upload the "
        "clip again."
    ),
    "flashes_throughout": _(
        "The clip flashes more than three times a second, from %(start)s to %(end)s: this "
        "can trigger seizures in people with photosensitive epilepsy, so it must not be "
        "shown. Take these flashes out, or slow them down, and upload the clip again."
    ),
    "flashes_left": _(
        "With these edits the clip flashes more than three times a second, from %(start)s "
        "to %(end)s of the clip as it came: this can trigger seizures. Choose start, end "
        "and crop so that this part is left out."
    ),
    "edit_empty": _("Nothing is left of the clip between start and end."),
    "picture_pixels": _(
        "The picture is %(width)s×%(height)s pixels; at most %(limit)s million fit. Save "
        "it smaller."
    ),
    "picture_moves": _(
        "This is a moving picture. Save a single picture of it, or upload a clip."
    ),
    "picture_unknown": _(
        "This is not a picture that can be used. Save it as JPEG, PNG or WebP."
    ),
    "picture_damaged": _(
        "The picture is damaged or was cut off: it cannot be decoded to its end. Save or "
        "copy it again from the original."
    ),
}
SEVERITIES = {
    Severity.REFUSE: _("Refused"),
    Severity.WARN: _("Please look"),
    Severity.NOTE: _("For information"),
}
WHAT: Mapping[FindingCode, Any] = {
    FindingCode.FLASHES: _("Flashes that can trigger seizures"),
    FindingCode.RED_FLASHES: _("Red flashes that can trigger seizures"),
    FindingCode.BLACK: _("The picture is black"),
    FindingCode.FREEZE: _("The picture stands still"),
    FindingCode.SILENCE: _("There is silence"),
    FindingCode.NO_SOUND: _("The clip has no sound"),
    FindingCode.LOUDNESS: _("Loudness %(lufs)s LUFS (target %(target)s)"),
    FindingCode.VERY_QUIET: _("Very quiet: %(lufs)s LUFS (target %(target)s)"),
    FindingCode.TRUE_PEAK: _("Sound peaks at %(dbtp)s dBTP (limit %(limit)s)"),
    FindingCode.INTERLACED: _("Interlaced picture"),
    FindingCode.ASPECT: _("Pixels are not square (%(aspect)s)"),
    FindingCode.BARS: _("Black bars at the edges"),
    FindingCode.ROTATED: _("The camera was held turned by %(degrees)s°"),
    FindingCode.HDR: _("High dynamic range (HDR, %(curve)s)"),
    FindingCode.VARIABLE_RATE: _("Variable frame rate"),
    FindingCode.OTHER_RATE: _("%(found)s frames a second"),
    FindingCode.LOW_RESOLUTION: _("Low resolution: %(width)s×%(height)s"),
    FindingCode.SCALED_DOWN: _("More pixels than are needed"),
}
TODO: Mapping[FindingCode, Any] = {
    FindingCode.FLASHES: _(
        "Trim this part off, or slow the flashes down and upload again."
    ),
    FindingCode.RED_FLASHES: _(
        "Trim this part off, or slow the flashes down and upload again."
    ),
    FindingCode.BLACK: _("If this is not meant, trim it off or upload a mended clip."),
    FindingCode.FREEZE: _("If this is not meant, trim it off or upload a mended clip."),
    FindingCode.SILENCE: _("If sound is missing here, upload a mended clip."),
    FindingCode.NO_SOUND: _("Nothing to do if that is meant."),
    FindingCode.LOUDNESS: _("Nothing to do: loudness is set when the loop is made."),
    FindingCode.VERY_QUIET: _(
        "Raising it also raises its noise: better export it again, louder."
    ),
    FindingCode.TRUE_PEAK: _(
        "If it sounds distorted, export it again with a lower level."
    ),
    FindingCode.INTERLACED: _("Nothing to do: it was made progressive."),
    FindingCode.ASPECT: _("Nothing to do: it was made %(width)s×%(height)s."),
    FindingCode.BARS: _(
        "To take them off, crop: left %(x)s, top %(y)s, width %(width)s, height %(height)s."
    ),
    FindingCode.ROTATED: _("Nothing to do: it was set upright."),
    FindingCode.HDR: _(
        "Colours were converted to SDR for LED walls. Look whether they please you."
    ),
    FindingCode.VARIABLE_RATE: _(
        "Nothing to do: it was made %(rate)s frames a second."
    ),
    FindingCode.OTHER_RATE: _("Nothing to do: it was made %(rate)s frames a second."),
    FindingCode.LOW_RESOLUTION: _(
        "On a large wall it will look soft. Deliver at least 1280×720 if you can."
    ),
    FindingCode.SCALED_DOWN: _("Nothing to do: it was made %(width)s×%(height)s."),
}


@dataclass(frozen=True)
class FindingWords:
    """A line of the report. `where` is empty when it concerns the whole clip."""

    severity: Severity
    label: str
    what: str
    where: str
    todo: str


def refusal_words(refusal: Refusal) -> str:
    values = _localized(refusal.values)
    for name in ("start", "end"):
        if f"{name}_ms" in values:
            values[name] = format_clock(int(refusal.values[f"{name}_ms"]))
    said = REFUSALS.get(refusal.code, REFUSALS["crashed"])
    return str(said) % values if values else str(said)


def finding_words(finding: Finding) -> FindingWords:
    values = _localized(finding.values)
    return FindingWords(
        severity=finding.severity,
        label=str(SEVERITIES[finding.severity]),
        what=str(WHAT[finding.code]) % values,
        where=_where(finding),
        todo=str(TODO[finding.code]) % values,
    )


def _localized(values: Values) -> dict[str, Any]:
    """Parts of a number behind a comma, where the reader writes them so."""
    return {
        name: localize(value) if isinstance(value, float) else value
        for name, value in values.items()
    }


def _where(finding: Finding) -> str:
    if finding.start_ms is None or finding.end_ms is None:
        return ""
    return gettext("%(start)s to %(end)s") % {
        "start": format_clock(_to_tenths(finding.start_ms)),
        "end": format_clock(_to_tenths(finding.end_ms)),
    }


def _to_tenths(milliseconds: int) -> int:
    """Finer than that nobody looks for a place in a clip."""
    return round(milliseconds / 100) * 100
