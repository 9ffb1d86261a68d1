"""From what is verified to what is in force, and which files that takes. Pure.

A release comes into force when every file of it is here, on all canvases at one instant;
until then the old one plays. An urgent document does at once, since it may recall; the
ladder leaves out what it has no file for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from release.format import File, Release, Urgent
from release.trust import Trusted


@dataclass(frozen=True)
class InForce:
    release: Release | None = None
    urgent: Urgent | None = None

    @property
    def files(self) -> tuple[File, ...]:
        return _once([*_files(self.urgent), *_files(self.release)])


def next_in_force(current: InForce, trusted: Trusted, held: frozenset[str]) -> InForce:
    """What `current` becomes; itself when nothing does. A `seq` never falls."""
    release, urgent = current.release, current.urgent
    newer = trusted.release
    is_newer = newer is not None and newer.seq > _seq(release)
    if newer and is_newer and {file.sha256 for file in newer.files} <= held:
        release = newer
    if trusted.urgent and _seq(trusted.urgent) > _seq(urgent):
        urgent = trusted.urgent
    if release is current.release and urgent is current.urgent:
        return current
    return InForce(release, urgent)


def urgent_files(current: InForce, trusted: Trusted) -> tuple[File, ...]:
    """Fetched before all others, which give way."""
    newest = max((current.urgent, trusted.urgent), key=_seq)
    return _once(_files(newest))


def wanted_files(current: InForce, trusted: Trusted) -> tuple[File, ...]:
    """In the order in which they are missed: urgent, on the wall, of the next release."""
    newest = max((current.release, trusted.release), key=_seq)
    return _once(
        [
            *urgent_files(current, trusted),
            *_files(current.release),
            *_files(newest),
        ]
    )


def _seq(document: Release | Urgent | None) -> int:
    return document.seq if document else 0


def _files(document: Release | Urgent | None) -> tuple[File, ...]:
    return document.files if document else ()


def _once(files: Iterable[File]) -> tuple[File, ...]:
    return tuple({file.sha256: file for file in files}.values())
