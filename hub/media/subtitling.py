"""Keeps a clip's subtitles, and brings what is played in step with its edits."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale

from hub.lib.digests import sha256_of
from hub.lib.languages import language_name
from hub.media.clock import format_clock
from hub.media.models import HubMedia, Subtitles
from hub.media.subtitles import (
    Cue,
    hurried_cues,
    played_cues,
    read_subtitles,
    write_cues,
)


def save_subtitles(media: HubMedia, locale: Locale, content: bytes) -> Subtitles:
    """In place of what was there. `content` was read and found good."""
    remove_subtitles(media, locale)
    row = Subtitles(media=media, locale=locale)
    row.source.save(f"{locale.language_code}.vtt", ContentFile(content), save=False)
    _write_played(row, content)
    row.save()
    return row


def remove_subtitles(media: HubMedia, locale: Locale) -> None:
    for row in media.subtitles.filter(locale=locale):
        names = (str(row.source.name), str(row.file.name))
        row.delete()
        _delete_later(row.file.storage, names)


def refresh_subtitles(media: HubMedia) -> None:
    """After another trim: the same words, at the times of what is played now."""
    for row in media.subtitles.all():
        old = str(row.file.name)
        with row.source.open() as source:
            content = source.read()
        _write_played(row, content)
        row.save()
        _delete_later(row.file.storage, (old,))


def hurried_lines(media: HubMedia) -> list[str]:
    """What is gone before it can be read: no reason to refuse, but to say so."""
    return [
        gettext(
            "The subtitle at %(at)s in %(language)s is gone before it can be read: show "
            "it longer, or shorten it."
        )
        % {"at": format_clock(cue.start_ms), "language": language_name(row.language)}
        for row in media.subtitles.all()
        for cue in hurried_cues(_cues_of(row), row.language)
    ]


def _cues_of(row: Subtitles) -> tuple[Cue, ...]:
    with row.source.open() as source:
        return read_subtitles(source.read(), None)


def _write_played(row: Subtitles, content: bytes) -> None:
    edits = row.media.edits
    has_edited = bool(row.media.edited)
    cues = played_cues(
        read_subtitles(content, None),
        edits.start_ms if has_edited else 0,
        edits.end_ms if has_edited else None,
    )
    written = ContentFile(write_cues(cues))
    row.size_bytes, row.sha256 = written.size, sha256_of(written)
    name = f"{row.sha256[:20]}-{row.locale.language_code}.vtt"
    row.file.save(name, written, save=False)


def _delete_later(storage: Any, names: tuple[str, ...]) -> None:
    def delete() -> None:
        for name in names:
            storage.delete(name)

    transaction.on_commit(delete)
