"""Makes a screenshot small enough to be sent, by mpv: the player has no picture library."""

import hashlib
import logging
import subprocess
from pathlib import Path

from release.pictures import MOST_PICTURE_PX, is_fit_to_send

SECONDS = 10.0
SCALE = (
    f"lavfi=[scale=w={MOST_PICTURE_PX}:h={MOST_PICTURE_PX}"
    ":force_original_aspect_ratio=decrease]"
)
# An mpv that shows nothing: it reads one picture and writes another, in 0.2 s.
OPTIONS = (
    "--no-config",
    "--load-scripts=no",
    "--ytdl=no",
    "--no-terminal",
    "--ao=null",
    "--frames=1",
    "--demuxer-lavf-o=protocol_whitelist=file",
    "--vo=image",
    "--vo-image-format=jpg",
    f"--vf={SCALE}",
)
# From what is readable on a wall of monitors to what fits whatever is shown.
QUALITIES = (60, 30, 10)
log = logging.getLogger(__name__)


def make_fit(path: Path, program: str) -> None:
    """Leaves `path` as it is, smaller, or not there when it cannot be made fit."""
    if not path.exists():
        return
    try:
        if is_fit_to_send(path.read_bytes()):
            return
        for quality in QUALITIES:
            _rewrite(path, program, quality)
            if is_fit_to_send(path.read_bytes()):
                return
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("%s is too large to be sent: %s", path.name, error)
    path.unlink(missing_ok=True)


def read_picture(path: Path, digest: str) -> bytes | None:
    """The picture, if it is still the one that the heartbeat told of."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _rewrite(path: Path, program: str, quality: int) -> None:
    folder = path.with_suffix(".smaller")
    small = folder / "00000001.jpg"
    small.unlink(missing_ok=True)
    command = [
        program,
        *OPTIONS,
        f"--vo-image-jpeg-quality={quality}",
        f"--vo-image-outdir={folder}",
        str(path),
    ]
    subprocess.run(  # noqa: S603 - the configured program
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=True,
    )
    small.replace(path)
