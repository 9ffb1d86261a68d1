"""Which names are served, as what, and for how long they may be kept.

Pure: a name that is not known here does not exist for a device, whatever lies on disk.
Half-written files (a leading dot, or `.part`) are never known.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

IMMUTABLE = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

_CODE = r"[a-z0-9][a-z0-9_-]*"
_LOOP_NAMES = {
    re.compile(r"files/[0-9a-f]{64}\.mp4"): ("video/mp4", IMMUTABLE),
    re.compile(r"files/[0-9a-f]{64}\.jpg"): ("image/jpeg", IMMUTABLE),
    re.compile(rf"{_CODE}/{_CODE}/loop\.m3u"): ("audio/x-mpegurl", ASK_AGAIN),
    re.compile(rf"{_CODE}/timetable\.json"): ("application/json", ASK_AGAIN),
    re.compile(r"status\.json"): ("application/json", ASK_AGAIN),
}

_ROLES = "root|targets|approve|urgent|snapshot"
_DOCUMENTS = "timetable|urgent"
# A cluster's code has capitals and underscores too (`release.mandates`).
_CLUSTER = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
# Below a cluster's repository; the loops are those of all clusters.
_RELEASE_NAMES = {
    re.compile(r"metadata/timestamp\.json"): ASK_AGAIN,
    re.compile(rf"metadata/[1-9][0-9]*\.({_ROLES})\.json"): IMMUTABLE,
    re.compile(rf"targets/{_CLUSTER}/[0-9a-f]{{64}}\.({_DOCUMENTS})\.json"): IMMUTABLE,
}
_RELEASE_FILE = re.compile(r"files/[0-9a-f]{64}\.mp4")
_DIGEST = re.compile(r"[0-9a-f]{64}")

# No SVG and no HTML: what a stranger uploads must not run in a reader's browser.
_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".aac": "audio/aac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".m4v": "video/mp4",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
}
_MEDIA_SEGMENT = re.compile(r"\w[\w.+-]*")


@dataclass(frozen=True)
class KnownName:
    """A path below one of our folders, safe to open there."""

    path: str
    content_type: str
    cache_control: str

    @property
    def sha256(self) -> str | None:
        """The digest of the content, when the name is made of it."""
        stem = PurePosixPath(self.path).name.partition(".")[0]
        is_digest = self.cache_control == IMMUTABLE and _DIGEST.fullmatch(stem)
        return stem if is_digest else None


def parse_loop_name(path: str) -> KnownName | None:
    """A finished file of the renderer."""
    for pattern, (content_type, cache_control) in _LOOP_NAMES.items():
        if pattern.fullmatch(path):
            return KnownName(path, content_type, cache_control)
    return None


def parse_release_name(path: str) -> KnownName | None:
    """Metadata or a document of some cluster's repository."""
    cluster, _, inside = path.partition("/")
    if not re.fullmatch(_CLUSTER, cluster):
        return None
    for pattern, cache_control in _RELEASE_NAMES.items():
        if pattern.fullmatch(inside):
            return KnownName(path, "application/json", cache_control)
    return None


def parse_release_file(path: str) -> KnownName | None:
    """A loop that a release names, as it lies beside all others."""
    cluster, _, inside = path.partition("/")
    if re.fullmatch(_CLUSTER, cluster) and _RELEASE_FILE.fullmatch(inside):
        return KnownName(inside, "video/mp4", IMMUTABLE)
    return None


def parse_media_name(path: str) -> KnownName | None:
    """A picture, clip, sound or subtitles: uploaded, or made from an upload."""
    segments = path.split("/")
    content_type = _MEDIA_TYPES.get(PurePosixPath(segments[-1]).suffix.lower())
    if content_type and all(_MEDIA_SEGMENT.fullmatch(segment) for segment in segments):
        return KnownName(path, content_type, ASK_AGAIN)
    return None
