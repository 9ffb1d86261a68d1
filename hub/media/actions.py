"""What happens to a file when it comes in, by whatever door: digest, then the check.

The admin's upload screens and programs alike call these.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.tasks import task
from django.utils import timezone, translation
from wagtail.models import Locale

from hub.media.enums import ProbeState
from hub.media.models import HubImage, HubMedia
from hub.media.probe import Facts, ProbeError, probe_audio, probe_video

logger = logging.getLogger(__name__)

# language → (description, caption)
Words = Mapping[str, tuple[str, str]]


def add_image(
    title: str, file: File, texts: Words | None = None, **fields: Any
) -> HubImage:
    image = HubImage(title=title, file=file, **fields)
    receive_image(image)
    _write_texts(image, texts or {})
    return image


def receive_image(image: HubImage) -> None:
    """Saves a picture whose file is new."""
    image._set_image_file_metadata()
    image.save()


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

    Until then it is WAITING: what was measured of an older file no longer holds.
    """
    media.note_new_file()
    media.save()
    transaction.on_commit(partial(probe_media.enqueue, media.pk))


@task()
def probe_media(media_id: int) -> None:
    """Decodes the file to its end and writes down what was found, or why not."""
    media = HubMedia.objects.filter(pk=media_id).first()
    if media is None:  # deleted while it waited
        return
    path = Path(media.file.path)
    try:
        with translation.override("vi"):
            facts = probe_video(path) if media.type == "video" else probe_audio(path)
    except ProbeError as error:
        logger.warning("clip %s refused: %s (%r)", media.pk, error, error.__cause__)
        record_refusal(media, str(error))
    else:
        record_facts(media, facts)


def record_refusal(media: HubMedia, reason: str) -> None:
    media.probe_state = ProbeState.REFUSED
    media.refused_reason = reason
    media.probed_at = timezone.now()
    media.save()


def record_facts(media: HubMedia, facts: Facts) -> None:
    media.probe_state = ProbeState.GOOD
    media.refused_reason = ""
    media.probed_at = timezone.now()
    media.duration_ms = facts.duration_ms
    media.duration = timedelta(milliseconds=facts.duration_ms).total_seconds()
    media.width, media.height = facts.width, facts.height
    media.frame_count = facts.frame_count
    media.frame_rate = str(facts.frame_rate or "")
    media.codec = facts.codec
    media.has_audio = facts.has_audio
    media.save()


def _write_texts(owner: HubImage | HubMedia, texts: Words) -> None:
    for language, (alt, caption) in texts.items():
        locale = Locale.objects.get(language_code=language)
        owner.texts.update_or_create(
            locale=locale, defaults={"alt": alt, "caption": caption}
        )
