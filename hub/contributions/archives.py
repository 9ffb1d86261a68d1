"""An agency's archive of a period: all originals in one ZIP, with a list of digests."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from hub.contributions import vault
from hub.contributions.models import Submission
from hub.lib.zipping import StreamedZip, pieces_of

DIGESTS = "SHA256SUMS"


def stream_archive(submissions: Iterable[Submission]) -> Iterator[bytes]:
    """Films are packed already: they are stored as they are."""
    archive, digests = StreamedZip(is_packed=True), []
    for submission in submissions:
        for number, file in enumerate(submission.files.all(), start=1):
            path = f"{submission.number}/{number:02}-{file.name}"
            digests.append(f"{file.sha256}  {path}\n")
            content = pieces_of(vault.original_path(file.stored_as))
            yield from archive.add(path, content, submission.received_at)
    yield from archive.add(DIGESTS, ["".join(digests).encode()], timezone.now())
    yield from archive.end()
