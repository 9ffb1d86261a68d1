"""What happens to a file when it comes in, by whatever door: digest, then the check.

The admin's upload screens and programs alike call these. A check takes long, and people
go on writing meanwhile: it saves only what is its own, and only if the file is still the
one that was checked.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.tasks import task
from django.utils import timezone, translation
from wagtail.models import Locale

from hub.lib.digests import sha256_of
from hub.lib.search.renewing import renew
from hub.media.checks import (
    Checked,
    FileRefusedError,
    checked,
    cleaned_picture,
    edited,
    reason_against,
)
from hub.media.enums import EditState, ProbeState
from hub.media.leases import (
    begin_work,
    end_work,
    has_failed_too_often,
    is_abandoned,
)
from hub.media.models import HubImage, HubMedia
from hub.media.sandbox.answers import Edits, FileFacts, Kind, Refusal, Report
from hub.media.subtitling import refresh_subtitles
from hub.media.words import refusal_words

logger = logging.getLogger(__name__)

# language → (description, caption)
Words = Mapping[str, tuple[str, str]]
# What is kept of a check is read by people in the language of the house.
HOUSE_LANGUAGE = "vi"
MASTER_FIELDS = ("master", "master_sha256", "master_size_bytes")
EDITED_FIELDS = ("edited", "edited_sha256", "edited_size_bytes", "edit_state",
                 "edit_refused_reason", "probe_state", "refused_reason")  # fmt: skip
PLAYED_FIELDS = ("duration_ms", "duration", "width", "height", "frame_count",
                 "frame_rate", "codec", "has_audio", "thumbnail")  # fmt: skip
CHECK_FIELDS = ("probe_state", "refused_reason", "probed_at", "report")


def add_image(
    title: str, file: File, texts: Words | None = None, **fields: Any
) -> HubImage:
    """Keeps what the sandbox wrote anew of the file, as the form does.

    Raises FileRefusedError in the reader's language; then nothing is kept.
    """
    clean = ContentFile(cleaned_picture(file), name=file.name)
    return keep_clean_image(title, clean, texts, **fields)


def keep_clean_image(
    title: str, clean: File, texts: Words | None = None, **fields: Any
) -> HubImage:
    """A picture that the sandbox wrote (`checks.clean_picture`); nothing else."""
    image = HubImage(title=title, file=clean, **fields)
    image._set_image_file_metadata()
    image.save()
    _write_texts(image, texts or {})
    return image


def add_media(
    title: str,
    file: File,
    *,
    type: str = "video",  # noqa: A002 - wagtailmedia's own name for it
    texts: Words | None = None,
    **fields: Any,
) -> HubMedia:
    media = HubMedia(title=title, file=file, type=type, **fields)
    receive_media(media)
    _write_texts(media, texts or {})
    return media


def receive_media(media: HubMedia) -> None:
    """Saves a clip or recording whose file is new, and has it checked after the commit.

    Until then it is WAITING: what was found of an older file no longer holds.
    """
    _delete_later(media, *media.made_names)
    media.note_new_file()
    media.save()
    transaction.on_commit(partial(_ask_for, probe_media, media.pk))


def request_edits(media: HubMedia) -> None:
    """Saves what an editor asked for and has it made; until then the old one is played."""
    if media.has_edits:
        media.edit_state, media.edit_refused_reason = EditState.WAITING, ""
        media.note_asked()
        media.save()
        transaction.on_commit(partial(_ask_for, edit_media, media.pk))
    else:
        _play_unedited(media)


@task()
def probe_media(media_id: int) -> None:
    """Decodes the file to its end and writes down what was found, or why not."""
    media = HubMedia.objects.filter(pk=media_id).first()
    # Deleted while it waited, asked for twice, or in other hands.
    if media is None or media.is_checked or not begin_work(media):
        return
    with _at_work(media):
        try:
            _check(media)
        except FileRefusedError as error:
            logger.warning("clip %s refused: %s", media.pk, error)
            _note_check(media, ProbeState.REFUSED, str(error), None)
            _save_if_same_file(media, *CHECK_FIELDS)


@task()
def edit_media(media_id: int) -> None:
    """Makes the edited version; if it cannot be made, the one before goes on."""
    media = HubMedia.objects.filter(pk=media_id).first()
    if media is None or not media.can_be_edited or not media.has_edits:
        return
    if not begin_work(media):
        return
    asked = media.edits
    with _at_work(media):
        try:
            _refuse_after_many_attempts(media)
            with edited(Path(media.unedited.file.path), asked) as made:
                _record_edited(media, asked, made)
        except FileRefusedError as error:
            logger.warning("edits of clip %s refused: %s", media.pk, error)
            _record_refused_edits(media, asked, str(error))


@task()
def tend_media(media_id: int) -> None:
    """Has the work on a clip begun again when its worker was killed; looks on until done."""
    media = HubMedia.objects.filter(pk=media_id).first()
    work = _unfinished_work(media) if media else None
    if media is None or work is None:
        return
    if is_abandoned(media, timezone.now()):
        logger.warning("clip %s was left by its worker: taken up again", media_id)
        work.enqueue(media_id)
    _tend_later(media_id)


def _ask_for(work: Any, media_id: int) -> None:
    work.enqueue(media_id)
    _tend_later(media_id)


def _tend_later(media_id: int) -> None:
    """Where tasks are done at once, nobody can be killed between asking and doing."""
    if tend_media.get_backend().supports_defer:
        at = timezone.now() + timedelta(seconds=settings.CLIP_TEND_SECONDS)
        tend_media.using(run_after=at).enqueue(media_id)


def _unfinished_work(media: HubMedia) -> Any:
    if media.probe_state == ProbeState.WAITING:
        return probe_media
    is_waiting = media.edit_state == EditState.WAITING
    return edit_media if is_waiting and media.can_be_edited else None


@contextmanager
def _at_work(media: HubMedia) -> Iterator[None]:
    """In the language of the house; the next may begin when this one failed."""
    is_done = False
    try:
        with translation.override(HOUSE_LANGUAGE):
            yield
        is_done = True
    finally:
        end_work(media, is_done=is_done)


def _check(media: HubMedia) -> None:
    _refuse_after_many_attempts(media)
    kind = Kind.CLIP if media.type == "video" else Kind.SOUND
    with checked(Path(media.file.path), kind) as found:
        _record_found(media, found)


def _refuse_after_many_attempts(media: HubMedia) -> None:
    if has_failed_too_often(media):
        raise FileRefusedError(refusal_words(Refusal(code="crashed")))


def _record_found(media: HubMedia, found: Checked) -> None:
    """Also of what must not be shown: an editor may cut that away from its master."""
    _note_check(
        media, _state_of(found.refused_reason), found.refused_reason, found.report
    )
    if found.master:
        media.master_size_bytes, media.master_sha256 = _store(
            media.master, found.master
        )
    _store_poster(media, found)
    _note_played(media, found.report.master)
    if _save_if_same_file(media, *CHECK_FIELDS, *MASTER_FIELDS, *PLAYED_FIELDS):
        refresh_subtitles(media)
    else:
        _delete(media, *media.made_names)


def _state_of(refused_reason: str) -> ProbeState:
    return ProbeState.REFUSED if refused_reason else ProbeState.GOOD


def _record_edited(media: HubMedia, asked: Edits, made: Checked) -> None:
    assert made.master is not None
    before = _names(media.edited, media.thumbnail)
    media.edit_state, media.edit_refused_reason = EditState.DONE, ""
    # It was looked at as an upload is: what the whole was refused for is gone.
    media.probe_state, media.refused_reason = ProbeState.GOOD, ""
    media.edited_size_bytes, media.edited_sha256 = _store(media.edited, made.master)
    _store_poster(media, made)
    _note_played(media, made.report.master)
    if _save_if_same_edits(media, asked, *EDITED_FIELDS, *PLAYED_FIELDS):
        _delete(media, *before)
        refresh_subtitles(media)
    else:
        _delete(media, *_names(media.edited, media.thumbnail))


def _record_refused_edits(media: HubMedia, asked: Edits, reason: str) -> None:
    media.edit_state, media.edit_refused_reason = EditState.REFUSED, reason
    _save_if_same_edits(media, asked, "edit_state", "edit_refused_reason")


def _play_unedited(media: HubMedia) -> None:
    _delete_later(media, *_names(media.edited))
    media.edited, media.edited_sha256, media.edited_size_bytes = "", "", 0
    media.edit_state, media.edit_refused_reason = EditState.NONE, ""
    if media.found:
        _note_played(media, media.found.master)
        with translation.override(HOUSE_LANGUAGE):
            media.refused_reason = reason_against(media.found)
        media.probe_state = _state_of(media.refused_reason)
    media.save()
    refresh_subtitles(media)


def _note_check(
    media: HubMedia, state: ProbeState, reason: str, report: Report | None
) -> None:
    media.probe_state = state
    media.refused_reason = reason
    media.probed_at = timezone.now()
    media.report = report.model_dump(mode="json") if report else None


def _note_played(media: HubMedia, facts: FileFacts) -> None:
    media.duration_ms = facts.duration_ms
    media.duration = timedelta(milliseconds=facts.duration_ms).total_seconds()
    media.width, media.height = facts.width, facts.height
    media.frame_count, media.frame_rate = facts.frame_count, facts.frame_rate
    media.codec, media.has_audio = facts.codec, facts.has_audio


def _store(field: Any, path: Path) -> tuple[int, str]:
    """Under the name of its digest; answers size and digest."""
    with path.open("rb") as content:
        digest = sha256_of(content)
        field.save(f"{digest[:20]}{path.suffix}", File(content), save=False)
    return path.stat().st_size, digest


def _store_poster(media: HubMedia, found: Checked) -> None:
    if found.poster:
        with found.poster.open("rb") as content:
            poster: Any = media.thumbnail
            poster.save(f"{media.sha256[:20]}.jpg", File(content), save=False)


def _save_if_same_file(media: HubMedia, *fields: str) -> bool:
    with transaction.atomic():
        now = HubMedia.objects.select_for_update().filter(pk=media.pk).first()
        if (
            now is None
            or now.sha256 != media.sha256
            or now.file.name != media.file.name
        ):
            return False
        media.save(update_fields=fields)
    return True


def _save_if_same_edits(media: HubMedia, asked: Edits, *fields: str) -> bool:
    with transaction.atomic():
        now = HubMedia.objects.select_for_update().filter(pk=media.pk).first()
        if now is None or now.sha256 != media.sha256 or now.edits != asked:
            return False
        media.save(update_fields=fields)
    return True


def _names(*fields: Any) -> list[str]:
    return [str(field.name) for field in fields if field]


def _delete_later(media: HubMedia, *names: str) -> None:
    transaction.on_commit(partial(_delete, media, *names))


def _delete(media: HubMedia, *names: str) -> None:
    for name in names:
        media.file.storage.delete(name)


def _write_texts(owner: HubImage | HubMedia, texts: Words) -> None:
    for language, (alt, caption) in texts.items():
        locale = Locale.objects.get(language_code=language)
        owner.texts.update_or_create(
            locale=locale, defaults={"alt": alt, "caption": caption}
        )
    if texts:
        renew(owner)
