"""Having a file looked at in a test: the report, or the reason, in English."""

from pathlib import Path

import av
from django.utils import translation

from hub.media.checks import FileRefusedError, checked
from hub.media.sandbox.answers import Finding, FindingCode, Kind, Report


def report_of(path: Path, kind: Kind = Kind.CLIP) -> Report:
    with translation.override("en"), checked(path, kind) as found:
        if found.refused_reason:
            raise FileRefusedError(found.refused_reason)
        return found.report


def reason_against(path: Path, kind: Kind = Kind.CLIP) -> str:
    """Fails where the file is taken."""
    try:
        report = report_of(path, kind)
    except FileRefusedError as error:
        return str(error)
    raise AssertionError(f"was taken: {report}")


def findings_of(path: Path, code: FindingCode) -> list[Finding]:
    return [one for one in report_of(path).findings if one.code is code]


def codes_of(path: Path) -> set[FindingCode]:
    return {one.code for one in report_of(path).findings}


def first_frame(path: Path) -> av.VideoFrame:
    with av.open(str(path)) as container:
        return next(container.decode(video=0))
