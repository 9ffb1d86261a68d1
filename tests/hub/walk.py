"""A walk through the CMS along its own links, and the words that are met on the way."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import polib
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from hub.lib.catalogue import CATALOGUE
from hub.lib.companions import LOCALE, UNMARKED, others, sayings, vietnamese_of

ADDRESS = re.compile(r"/cms/[\w/.\-%]*(?:\?[\w=&.\-%]*)?")
WORD = re.compile(r"[a-z]{3,}")
SAID_IN = ("placeholder", "title", "aria-label", "alt", "aria-description")
SILENT = {"script", "style", "template", "svg", "noscript", "code"}
# Leaves, locks out, answers with data, or is no page of the CMS's own.
LEFT_OUT = re.compile(r"/cms/(logout|api|jsi18n|sprite|failwhale|test404|localize/jsi)")


@dataclass
class Walk:
    """What was seen: the texts of each address, and which kinds of page were met."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    routes: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def walk(client: Client, starts: list[str], *, each: int, most: int = 1000) -> Walk:
    """Open `starts` and what they lead to: `each` of one kind of page, `most` in all."""
    seen = Walk()
    waiting = list(starts)
    met: dict[str, int] = {}
    known = set(waiting)
    while waiting and len(seen.texts) < most:
        address = waiting.pop(0)
        route = _route(address)
        if route is None or (address not in starts and met.get(route, 0) >= each):
            continue
        met[route] = met.get(route, 0) + 1
        seen.routes.add(route)
        content = _read(client, address, seen)
        seen.texts[address] = list(texts_of(content)) if "<" in content else []
        for link in _links(content):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return seen


def texts_of(content: str) -> Iterator[str]:
    """What a person reads or hears on a page."""
    reader = _Reader()
    reader.feed(content)
    return (text for text in reader.texts if text)


def english_words() -> set[str]:
    """Words of the English texts that are in no Vietnamese one."""
    apps = others(settings.INSTALLED_APPS)
    english = " ".join(text for app in apps for _, text in sayings(app))
    ours = [polib.pofile(str(path)) for path in (CATALOGUE, LOCALE / "django.po")]
    shipped = [
        polib.pofile(str(path))
        for app in apps
        if app != UNMARKED and (path := vietnamese_of(app)).exists()
    ]
    english += " ".join(entry.msgid for entry in ours[0])
    vietnamese = " ".join(
        " ".join([entry.msgstr, *entry.msgstr_plural.values()])
        for catalogue in [*ours, *shipped]
        for entry in catalogue
    )
    return _words(english) - _words(vietnamese)


def in_english(texts: Iterable[str], english: set[str]) -> list[str]:
    return [text for text in texts if _words(text) & english]


def _words(text: str) -> set[str]:
    """Plain words; not parts of accented ones, nor of names filled in."""
    bare = re.sub(r"%\(\w+\)\w|\{\w*\}|<[^>]*>|https?:\S+|[\w.-]+@[\w.]+", " ", text)
    return {word for word in re.findall(r"\w+", bare.lower()) if WORD.fullmatch(word)}


def _read(client: Client, address: str, seen: Walk) -> str:
    answer = client.get(address)
    if answer.status_code >= 500:
        seen.broken.append(address)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code == 404:
        return ""
    if answer.streaming or not re.match(r"text/html|application/json", kind):
        return answer.headers.get("Location", "")
    content = answer.content.decode()
    if "json" not in kind:
        return content
    markup = [
        text for text in _strings(json.loads(content)) if "<" in text or "/cms/" in text
    ]
    return "\n".join(markup)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else ():
        yield from _strings(part)
    for part in value if isinstance(value, list) else ():
        yield from _strings(part)


def _links(content: str) -> list[str]:
    plain = html.unescape(content).replace("\\u002D", "-").replace("\\u0026", "&")
    return [link for link in ADDRESS.findall(plain) if not LEFT_OUT.match(link)]


def _route(address: str) -> str | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return match.route


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []
        self._language: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        said = dict(attrs)
        is_button = tag == "input" and said.get("type") == "submit"
        names = [*SAID_IN, *(["value"] if is_button else [])]
        self.texts += [_tidy(said[name] or "") for name in names if name in said]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(_tidy(data))


def _tidy(text: str) -> str:
    return " ".join(text.split())
