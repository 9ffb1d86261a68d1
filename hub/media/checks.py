"""Has a file looked at in the sandbox: what was found and made of it, or why not.

What the sandbox wrote lies in a folder of its own that is gone when the block ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.core.files import File

from hub.media.children import run
from hub.media.sandbox.answers import (
    Answer,
    Bounds,
    Edits,
    Job,
    Kind,
    Refusal,
    Report,
    Thresholds,
    Values,
)
from hub.media.words import refusal_words

MIB = 1024 * 1024
PICTURE_BOUNDS = Bounds(
    memory_bytes=1024 * MIB, cpu_seconds=30, file_bytes=256 * MIB, wall_seconds=60
)


SHORTEST_MS = 1000


class FileRefusedError(Exception):
    """The file cannot be used. Its text is for the person who uploaded it."""


@dataclass(frozen=True)
class Checked:
    """`master` is None when the file may go to a wall as it is.

    A film that decodes but must not be shown says why in `refused_reason`; an edit of
    its master may be fit to be shown.
    """

    report: Report
    master: Path | None
    poster: Path | None
    refused_reason: str = ""


@contextmanager
def checked(path: Path, kind: Kind) -> Iterator[Checked]:
    """A clip or a recording. Raises FileRefusedError in the reader's language."""
    with _folder() as folder:
        job = Job(
            kind=kind,
            source=str(path.resolve()),
            folder=str(folder),
            bounds=_clip_bounds(),
            thresholds=_thresholds(),
        )
        found = _checked(run(job), folder)
        yield replace(found, refused_reason=reason_against(found.report))


def reason_against(report: Report) -> str:
    """Why what was seen in the whole must not be shown, in the reader's language."""
    if not report.is_refused:
        return ""
    code = "flashes" if is_mendable(report) else "flashes_throughout"
    return refusal_words(Refusal(code=code, values=_first_refusing(report)))


def is_mendable(report: Report) -> bool:
    """Whether a trim could leave something that may be shown."""
    at, longest = 0, 0
    for found in sorted(report.refusing, key=lambda one: one.start_ms or 0):
        if found.start_ms is None or found.end_ms is None:
            return False  # of the whole: no trim takes it away
        longest = max(longest, found.start_ms - at)
        at = max(at, found.end_ms)
    return max(longest, report.master.duration_ms - at) >= SHORTEST_MS


@contextmanager
def edited(master: Path, edits: Edits) -> Iterator[Checked]:
    """A master after its edits, looked at again. Raises FileRefusedError."""
    with _folder() as folder:
        job = Job(
            kind=Kind.EDIT,
            source=str(master.resolve()),
            folder=str(folder),
            bounds=_clip_bounds(),
            thresholds=_thresholds(),
            edits=edits,
        )
        made = _checked(run(job), folder)
        if made.report.is_refused:
            where = _first_refusing(made.report, clock_ms=edits.start_ms)
            raise FileRefusedError(
                refusal_words(Refusal(code="flashes_left", values=where))
            )
        yield made


@contextmanager
def clean_picture(path: Path) -> Iterator[Path]:
    """The picture as the sandbox wrote it anew. Raises FileRefusedError."""
    with _folder() as folder:
        job = Job(
            kind=Kind.PICTURE,
            source=str(path.resolve()),
            folder=str(folder),
            bounds=PICTURE_BOUNDS,
            largest_picture_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS,
        )
        answer = run(job)
        made = _made(answer.master, folder)
        if answer.refusal or made is None:
            raise FileRefusedError(refusal_words(_refusal(answer)))
        yield made


def cleaned_picture(file: File) -> bytes:
    """The same, of a file that may lie in memory. Raises FileRefusedError."""
    with NamedTemporaryFile(prefix="hub-picture-") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        with clean_picture(Path(copy.name)) as clean:
            return clean.read_bytes()


def _checked(answer: Answer, folder: Path) -> Checked:
    report = answer.report
    if answer.refusal or report is None:
        raise FileRefusedError(refusal_words(_refusal(answer)))
    return Checked(
        report=report,
        master=_made(answer.master, folder),
        poster=_made(answer.poster, folder),
    )


def _refusal(answer: Answer) -> Refusal:
    return answer.refusal or Refusal(code="crashed")


def _first_refusing(report: Report, *, clock_ms: int = 0) -> Values:
    """Where the first finding is for which a file is refused; today only flashes are.

    `clock_ms`: when on its editor's clock the file begins.
    """
    found = report.refusing[0]
    return {
        "start_ms": clock_ms + (found.start_ms or 0),
        "end_ms": clock_ms + (found.end_ms or 0),
    }


def _made(name: str | None, folder: Path) -> Path | None:
    """A plain file of that name, and no link to elsewhere."""
    if name is None:
        return None
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise FileRefusedError(refusal_words(Refusal(code="crashed")))
    return path


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(
        prefix="hub-media-", dir=settings.FILE_UPLOAD_TEMP_DIR
    ) as folder:
        yield Path(folder).resolve()


def _clip_bounds() -> Bounds:
    """Two processors' worth of computing within the time that is allowed."""
    seconds = settings.CLIP_CHECK_MINUTES * 60
    return Bounds(
        memory_bytes=settings.CLIP_CHECK_MEMORY_MB * MIB,
        cpu_seconds=2 * seconds,
        file_bytes=settings.CLIP_MAX_BYTES,
        wall_seconds=seconds,
    )


def _thresholds() -> Thresholds:
    return Thresholds.model_validate(settings.CLIP_THRESHOLDS)
