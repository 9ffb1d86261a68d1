"""Takes files in piece by piece, and sends them off as a submission that stays as it is."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import UnreadablePostError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale

from hub.agencies.models import Agency
from hub.content.models import Topic
from hub.contributions import vault
from hub.contributions.intake import take_in
from hub.contributions.models import Submission, SubmittedFile, Upload
from hub.contributions.names import ENDINGS, ending_of, safe_name
from hub.contributions.protocol import CHECKSUM_MISMATCH, Checksum, ProtocolError
from hub.contributions.queries import agencies_of, minimum_of, promised_bytes
from hub.displays.models import Cluster
from hub.lib.localrows import name_of

# Longer than copying the largest files takes.
LONGEST_INTAKE = timedelta(hours=2)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entries:
    """What was written on the page."""

    agency: Agency
    month: date
    kind: str
    topic: Topic
    title: str
    body: str = ""
    shown_where: str = ""
    shown_on: date | None = None
    language: str = "vi"
    clusters: Sequence[Cluster] = field(default_factory=tuple)
    wished_from: date | None = None
    wished_until: date | None = None
    replaces: Submission | None = None


def begin_upload(
    user: Any, name: str, size_bytes: int, metadata: dict[str, str] | None = None
) -> Upload:
    """Raises ProtocolError, in the reader's language, when it cannot be taken."""
    name = safe_name(name)
    _check_file(name, size_bytes)
    now = timezone.now()
    upload = Upload.objects.create(
        owner=user,
        name=name,
        size_bytes=size_bytes,
        metadata=metadata or {},
        created_at=now,
        expires_at=now + timedelta(days=settings.UPLOAD_KEEP_DAYS),
    )
    vault.upload_path(upload.file_name).touch(mode=0o640)
    return upload


def take_piece(
    upload: Upload,
    offset: int,
    read: Callable[[int], bytes],
    size_bytes: int,
    checksum: Checksum | None = None,
) -> int:
    """Adds a piece at `offset`; answers how far the upload is. Raises ProtocolError.

    When the connection breaks, what came is kept: unless it cannot be proved right.
    """
    path = vault.upload_path(upload.file_name)
    try:
        with vault.writing(path) as file:
            _check_piece(upload, vault.size_of(path), offset, size_bytes)
            witness = checksum.begin() if checksum else None
            try:
                also = [witness] if witness else []
                vault.append(file, read, upload.size_bytes - offset, *also)
            except UnreadablePostError:
                logger.info("upload %s broke off", upload.pk)
            if checksum and witness and witness.digest() != checksum.digest:
                vault.cut(file, offset)
                raise ProtocolError(CHECKSUM_MISMATCH, "Upload-Checksum: mismatch.")
            size = vault.size_of(path)
            if size == upload.size_bytes:
                _finish(upload, vault.finish(file))
    except vault.BusyError as error:
        raise ProtocolError(423, "Another request writes to this upload.") from error
    return size


def keep_file(user: Any, file: UploadedFile) -> Upload:
    """A small file that came with the form, where no program of ours runs."""
    upload = begin_upload(user, file.name or "", file.size or 0)
    take_piece(upload, 0, file.read, upload.size_bytes)
    return upload


def remove_upload(upload: Upload) -> None:
    try:
        with vault.writing(vault.upload_path(upload.file_name)):
            name = upload.file_name
            upload.delete()
            vault.remove_upload(name)
    except vault.BusyError as error:
        raise ProtocolError(423, "Another request writes to this upload.") from error


@transaction.atomic
def submit(user: Any, entries: Entries, uploads: Sequence[Upload]) -> Submission:
    """Seals what was entered, with the files; afterwards nothing of it changes."""
    if entries.agency.pk not in agencies_of(user):
        raise PermissionDenied
    submission = Submission.objects.create(
        agency=entries.agency,
        agency_name=name_of(entries.agency, settings.LANGUAGE_CODE),
        person=user,
        person_name=user.get_full_name() or user.get_username(),
        received_at=timezone.now(),
        month=entries.month,
        is_owed=minimum_of(entries.agency.pk, entries.month) > 0,
        kind=entries.kind,
        topic=entries.topic,
        title=entries.title,
        body=entries.body,
        shown_where=entries.shown_where,
        shown_on=entries.shown_on,
        locale=Locale.objects.get(language_code=entries.language),
        wished_from=entries.wished_from,
        wished_until=entries.wished_until,
        replaces=entries.replaces,
    )
    submission.clusters.set(entries.clusters)
    for upload in uploads:
        _seal(submission, upload)
    transaction.on_commit(partial(take_in.enqueue, submission.pk))
    return submission


def drop_expired_uploads() -> int:
    """What nobody finished or sent in time; answers how many."""
    dropped = 0
    for upload in Upload.objects.filter(expires_at__lte=timezone.now()):
        try:
            remove_upload(upload)
            dropped += 1
        except ProtocolError:  # being written to right now
            continue
    return dropped


def take_up_again(now: datetime) -> int:
    """Asks once more for what a worker left undone when it was killed."""
    left = Submission.objects.filter(
        intake__isnull=True, received_at__lt=now - LONGEST_INTAKE
    )
    for submission in left:
        take_in.enqueue(submission.pk)
    return len(left)


def _seal(submission: Submission, upload: Upload) -> None:
    name = upload.file_name
    vault.keep_original(name, name)
    SubmittedFile.objects.create(
        submission=submission,
        name=upload.name,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        stored_as=name,
    )
    upload.delete()
    # Until then both names are there: whatever fails, the upload is as it was.
    transaction.on_commit(partial(vault.remove_upload, name))


def _finish(upload: Upload, sha256: str) -> None:
    upload.sha256 = sha256
    upload.save(update_fields=["sha256"])


def _check_piece(upload: Upload, size: int, offset: int, piece_bytes: int) -> None:
    if offset != size:
        raise ProtocolError(409, f"The upload is at {size}.")
    if offset + piece_bytes > upload.size_bytes:
        raise ProtocolError(413, f"The upload has {upload.size_bytes} bytes.")


def _check_file(name: str, size_bytes: int) -> None:
    if size_bytes == 0:
        message = gettext("“%(name)s” is empty. Choose the file again.")
        raise ProtocolError(400, message % {"name": name})
    if size_bytes > settings.UPLOAD_MAX_BYTES:
        message = gettext(
            "“%(name)s” has %(size)s; at most %(limit)s can be handed in. Make it "
            "smaller, or shorter."
        )
        words = {
            "name": name,
            "size": filesizeformat(size_bytes),
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
        }
        raise ProtocolError(413, message % words)
    if ending_of(name) not in ENDINGS:
        message = gettext(
            "“%(name)s” is of no kind that is taken in. Hand in a film, a sound, a "
            "picture or a document: %(endings)s."
        )
        words = {"name": name, "endings": ", ".join(sorted(ENDINGS))}
        raise ProtocolError(400, message % words)
    room = vault.free_bytes() - promised_bytes() - settings.UPLOAD_SPARE_BYTES
    if size_bytes > room:
        message = gettext(
            "The server has no room for “%(name)s” now. Nothing was lost; tell the "
            "lead department, and try again later."
        )
        raise ProtocolError(507, message % {"name": name})
