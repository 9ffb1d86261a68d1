"""Jobs about films and recordings: looked at, judged, and written as masters."""

import importlib
from pathlib import Path

from PIL import Image

from hub.media.sandbox.answers import (
    MOST_FINDINGS,
    Answer,
    Edits,
    FileFacts,
    Finding,
    Job,
    Kind,
    Report,
    Severity,
)
from hub.media.sandbox.inspection import Inspection, inspect_clip, inspect_sound
from hub.media.sandbox.judging import is_master, judge
from hub.media.sandbox.mastering import write_clip_master, write_sound_master
from hub.media.sandbox.opening import opened


def answer(job: Job) -> Answer:
    """Raises RefusedError."""
    source, folder = Path(job.source), Path(job.folder)
    if job.kind is Kind.SOUND:
        return _sound(source, folder, job)
    if job.kind is Kind.EDIT:
        return _edit(source, folder, job)
    return _clip(source, folder, job)


def _clip(source: Path, folder: Path, job: Job) -> Answer:
    found = inspect_clip(source, folder, job.thresholds)
    findings = judge(found, job.thresholds)
    poster = _write_poster(found, folder)
    facts, name = found.source, None
    # Of a refused film too: edits are made of masters, and may cut away what it is
    # refused for. Its upload is never one, whatever it looks like.
    if _is_refused(findings) or not _is_ready(source, found, job):
        assert found.look is not None
        name = "master.mp4"
        facts = write_clip_master(
            source,
            folder / name,
            found.look,
            found.look.size_within(job.thresholds),
            start=found.start,
            seconds=found.seconds,
            is_interlaced=found.is_interlaced,
        )
    return _report(found, facts, findings, master=name, poster=poster)


def _sound(source: Path, folder: Path, job: Job) -> Answer:
    found = inspect_sound(source, job.thresholds)
    findings = judge(found, job.thresholds)
    facts, name = found.source, None
    if not _is_ready(source, found, job):
        name = "master.m4a"
        facts = write_sound_master(
            source, folder / name, start=found.start, seconds=found.seconds
        )
    return _report(found, facts, findings, master=name, poster=None)


def _edit(source: Path, folder: Path, job: Job) -> Answer:
    """What came out is looked at as a new upload would be: a crop can make a flash big."""
    name = "edited.mp4"
    # Only this kind of job needs moviepy, and lets it start a program.
    editing = importlib.import_module("hub.media.sandbox.editing")
    facts = editing.write_edit(source, folder / name, job.edits or Edits())
    found = inspect_clip(folder / name, folder, job.thresholds)
    findings = judge(found, job.thresholds)
    poster = _write_poster(found, folder)
    return _report(found, facts, findings, master=name, poster=poster)


def _is_ready(source: Path, found: Inspection, job: Job) -> bool:
    with opened(source) as container:
        return is_master(container, found, job.thresholds)


def _is_refused(findings: tuple[Finding, ...]) -> bool:
    return any(one.severity is Severity.REFUSE for one in findings)


def _report(
    found: Inspection,
    facts: FileFacts,
    findings: tuple[Finding, ...],
    *,
    master: str | None,
    poster: str | None,
) -> Answer:
    report = Report(
        source=found.source,
        master=facts,
        loudness=found.loudness,
        findings=findings[:MOST_FINDINGS],
    )
    return Answer(fences=(), report=report, master=master, poster=poster)


def _write_poster(found: Inspection, folder: Path) -> str | None:
    if found.poster is None:
        return None
    Image.fromarray(found.poster).save(folder / "poster.jpg", quality=85)
    return "poster.jpg"
