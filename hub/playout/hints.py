"""What players may fetch ahead, before anybody signed it: digests and sizes, no authority.

    RELEASES_DIR/hints/<cluster>.json    the newest few, for a day

A player keeps bytes by their digest and shows what is signed alone, so a hint saves the
seconds of fetching and nothing else. Of two who announce at once one may go unheard.
"""

import logging
import os
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from release.format import File

MOST = 20
KEPT = timedelta(hours=24)
logger = logging.getLogger(__name__)


class _Hint(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    file: File
    at: AwareDatetime


_hints = TypeAdapter(tuple[_Hint, ...])


def announce(cluster: str, files: Iterable[File]) -> None:
    """Tells the cluster's players to fetch these; said again, they count as new."""
    now = timezone.now()
    new = {file.sha256: _Hint(file=file, at=now) for file in files}
    if not new:
        return
    old = [one for one in _read(cluster, now) if one.file.sha256 not in new]
    _write(hints_path(cluster), (*old, *new.values())[-MOST:])


def hinted_files(cluster: str, now: datetime) -> tuple[File, ...]:
    """The newest last."""
    return tuple(one.file for one in _read(cluster, now))


def hints_path(cluster: str) -> Path:
    return Path(settings.RELEASES_DIR) / "hints" / f"{cluster}.json"


def _read(cluster: str, now: datetime) -> tuple[_Hint, ...]:
    path = hints_path(cluster)
    try:
        kept = _hints.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        logger.warning("%s: %s", path, error)
        return ()
    return tuple(one for one in kept if now - one.at < KEPT)


def _write(path: Path, hints: tuple[_Hint, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    beside.write_bytes(_hints.dump_json(hints))
    beside.replace(path)
