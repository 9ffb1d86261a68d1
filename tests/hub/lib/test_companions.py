"""What Wagtail and the other packages say is Vietnamese too, and in the hub's words."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.trans_real import DjangoTranslation

from hub.lib.catalogue import CATALOGUE
from hub.lib.companions import (
    DOMAINS,
    LOCALE,
    UNMARKED,
    Key,
    brought_up_to_date,
    in_source,
    key_of,
    others,
    sayings,
    shipped,
    untranslated,
    vietnamese_of,
)

APPS = others(settings.INSTALLED_APPS)
FILLED_IN = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}|</?\w[^>]*>")


@pytest.fixture(scope="module")
def said() -> dict[str, dict[Key, str]]:
    return {app: sayings(app) for app in APPS}


@pytest.mark.parametrize("app", APPS)
def test_all_that_a_package_says_has_its_vietnamese(
    app: str, said: dict[str, dict[Key, str]]
) -> None:
    running = DjangoTranslation("vi")

    assert untranslated(said[app], running) == []


@pytest.mark.parametrize(
    ("app", "address"),
    [("wagtail.admin", "/cms/jsi18n/"), ("wagtail_localize", "/cms/localize/jsi18n/")],
)
@pytest.mark.django_db
def test_all_that_the_scripts_say_reaches_the_browser_in_vietnamese(
    app: str, address: str, admin_client: Client
) -> None:
    sent = admin_client.get(address).content.decode()

    asked = sayings(app, "djangojs")
    missing = [text for _, text in asked if f"{_as_json(text)}: " not in sent]
    assert len(asked) > 40
    assert missing == []


def test_a_text_that_nobody_translated_is_found(tmp_path: Path) -> None:
    _compile(tmp_path, polib.POEntry(msgid="Page", msgstr="Trang"))
    running = DjangoTranslation("vi", "djangojs", [str(tmp_path)])
    said: dict[Key, str] = {("", "Page"): "", ("verb", "Page"): "", ("", "1 x"): "x"}

    assert untranslated(said, running) == ["verb: Page", "1 x"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_catalogue_is_in_step_with_the_packages(domain: str) -> None:
    catalogue = polib.pofile(str(LOCALE / f"{domain}.po"))
    said = {app: sayings(app, domain) for app in APPS}

    fresh = brought_up_to_date(catalogue, said, shipped(APPS, domain))

    written = {key_of(entry) for entry in catalogue}
    assert written == {key_of(entry) for entry in fresh}, (
        "run `python -m hub.lib.companions`"
    )


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_filled_in_and_the_marks_are_those_of_the_english(domain: str) -> None:
    ours = polib.pofile(str(LOCALE / f"{domain}.po"))

    assert [entry.msgid for entry in ours if not _keeps_its_form(entry)] == []


def test_a_lost_name_a_lost_tag_and_a_lost_colon_are_found() -> None:
    lost = [
        polib.POEntry(msgid="Copied from %(title)s", msgstr="Đã sao chép"),
        polib.POEntry(msgid="<b>Locked</b>", msgstr="Bị khóa"),
        polib.POEntry(msgid="Status: ", msgstr="Trạng thái"),
    ]

    assert [_keeps_its_form(entry) for entry in lost] == [False, False, False]


def test_a_word_shared_with_a_package_means_the_same_in_both(
    said: dict[str, dict[Key, str]],
) -> None:
    theirs = _vietnamese_of_packages()
    everything = set().union(*said.values())

    other = {
        entry.msgid: (entry.msgstr, theirs.get(key_of(entry)))
        for entry in polib.pofile(str(CATALOGUE))
        if key_of(entry) in everything and theirs.get(key_of(entry)) != entry.msgstr
    }

    assert other == {}, "say it in other English, or translate the package's as well"


def test_texts_are_found_with_context_and_plural(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        '_("One")\nngettext("1 page", "%(n)s pages", n)\npgettext_lazy("month", "May")'
    )
    (tmp_path / "b.html").write_text(
        '{% load i18n %}{% trans "Open" context "state" %}{% blocktrans count n=n %}'
        "{{ n }} row{% plural %}{{ n }} rows{% endblocktrans %}"
    )

    assert dict(in_source(tmp_path)) == {
        ("", "One"): "",
        ("", "1 page"): "%(n)s pages",
        ("month", "May"): "",
        ("state", "Open"): "",
        ("", "%(n)s row"): "%(n)s rows",
    }


def test_what_a_package_translates_is_left_to_it_unless_we_say_it_otherwise() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Edit", msgstr="Sửa"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Bỏ"))
    said: dict[str, dict[Key, str]] = {
        "a": {("", "Edit"): "", ("", "Add"): "", ("", "New"): ""}
    }

    fresh = brought_up_to_date(catalogue, said, {("", "Edit"), ("", "Add")})

    assert {entry.msgid: entry.msgstr for entry in fresh} == {"Edit": "Sửa", "New": ""}


def _compile(folder: Path, entry: polib.POEntry) -> None:
    path = folder / "vi" / "LC_MESSAGES"
    path.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(entry)
    catalogue.save_as_mofile(str(path / "djangojs.mo"))


def _as_json(text: str) -> str:
    return '"' + text.encode("unicode_escape").decode().replace('"', '\\"') + '"'


def _keeps_its_form(entry: polib.POEntry) -> bool:
    vietnamese = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
    english = [text for text in (entry.msgid, entry.msgid_plural) if text]
    filled_in = [_filled_in(text) for text in english]
    return _filled_in(vietnamese) in filled_in and (
        _edges(vietnamese) == _edges(entry.msgid)
    )


def _filled_in(text: str) -> Counter[str]:
    return Counter(FILLED_IN.findall(text))


def _edges(text: str) -> tuple[str, str, str]:
    """Space before and after, and the mark that says that more will follow."""
    bare = text.replace("...", "…").strip()
    mark = bare[-1:] if bare[-1:] in ":…" else ""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], mark


def _vietnamese_of_packages() -> dict[Key, str]:
    files = [vietnamese_of(app) for app in APPS if app != UNMARKED]
    ours = LOCALE / "django.po"
    return {
        key_of(entry): entry.msgstr
        for path in [files[0], *reversed(files[1:]), ours]
        if path.exists()
        for entry in polib.pofile(str(path)).translated_entries()
    }
