"""An item for everybody: what a passer-by reads after scanning the code on the wall.

Only what is published; in the language asked for, else the reader's own, else the first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from hub.content.queries import ItemText, published_item
from hub.lib.localrows import text_in
from hub.media.queries import ClipFacts, PictureFacts, web_pictures

OTHERWISE = "vi"


@dataclass(frozen=True)
class ShownPicture:
    """Two widths for the browser to choose from."""

    small: str
    large: str
    width_px: int
    height_px: int
    alt: str
    caption: str


@dataclass(frozen=True)
class ShownSubtitles:
    """`is_default`: those of the language in which the page is read."""

    url: str
    language: str
    name: str
    is_default: bool


@dataclass(frozen=True)
class ShownItem:
    language: str
    offered: dict[str, str]
    title: str
    paragraphs: tuple[str, ...]
    agency: str
    pictures: tuple[ShownPicture, ...]
    clip: ClipFacts | None
    subtitles: tuple[ShownSubtitles, ...]


@require_safe
def item_page(request: HttpRequest, key: UUID) -> HttpResponse:
    item = _find(request, key, timezone.now())
    language = item.language if item else _wanted(request, dict(settings.LANGUAGES))
    with translation.override(language):
        response = (
            render(request, "screens/item.html", {"item": item})
            if item
            else render(request, "screens/item_gone.html", status=404)
        )
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    # What is withdrawn is gone at once.
    response["Cache-Control"] = "no-cache"
    return response


def _find(request: HttpRequest, key: UUID, now: datetime) -> ShownItem | None:
    record = published_item(key, now)
    if record is None:
        return None
    facts = record.facts
    texts = {text.language: text for text in facts.texts}
    names = dict(settings.LANGUAGES)
    offered = {code: names.get(code, code) for code in _in_order(texts)}
    language = _wanted(request, offered)
    return ShownItem(
        language=language,
        offered=offered,
        title=texts[language].title,
        paragraphs=_paragraphs(texts[language]),
        agency=text_in(facts.agency.names, language, fallback=""),
        pictures=_pictures(facts.pictures, language),
        clip=facts.clip,
        subtitles=_subtitles(facts.clip, language) if facts.clip else (),
    )


def _in_order(codes: Collection[str]) -> list[str]:
    known = [code for code, _ in settings.LANGUAGES if code in codes]
    return [*known, *(code for code in codes if code not in known)]


def _wanted(request: HttpRequest, offered: dict[str, str]) -> str:
    asked = request.GET.get("lang", "")
    if asked in offered:
        return asked
    header = request.headers.get("Accept-Language", "")
    for wanted, _ in parse_accept_lang_header(header):
        if (code := _supported(wanted)) in offered:
            return code
    return OTHERWISE if OTHERWISE in offered else next(iter(offered))


def _supported(wanted: str) -> str:
    """Of `zh-CN` or `en-GB`, the language that this hub writes in."""
    try:
        return get_supported_language_variant(wanted)
    except LookupError:
        return ""


def _paragraphs(text: ItemText) -> tuple[str, ...]:
    parts = text.body.replace("\r\n", "\n").split("\n\n")
    return tuple(part.strip() for part in parts if part.strip())


def _subtitles(clip: ClipFacts, language: str) -> tuple[ShownSubtitles, ...]:
    """Each called in its own language, in the order of the page's languages."""
    names = dict(settings.LANGUAGES)
    files = {one.language: one.file for one in clip.subtitles}
    return tuple(
        ShownSubtitles(
            url=files[code].url,
            language=code,
            name=names.get(code, code),
            is_default=code == language,
        )
        for code in _in_order(files)
    )


def _pictures(
    pictures: tuple[PictureFacts, ...], language: str
) -> tuple[ShownPicture, ...]:
    """In their order; one whose file is gone is left out."""
    for_web = web_pictures([picture.file for picture in pictures])
    shown = []
    for picture in pictures:
        web = for_web.get(picture.file.url)
        if web:
            text = next((t for t in picture.texts if t.language == language), None)
            shown.append(
                ShownPicture(
                    small=web.small,
                    large=web.large,
                    width_px=picture.width_px,
                    height_px=picture.height_px,
                    alt=text.alt if text else "",
                    caption=text.caption if text else "",
                )
            )
    return tuple(shown)
