"""What people read is Vietnamese: every string of the hub has its translation."""

from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from hub.lib.catalogue import CATALOGUE, HUB, brought_up_to_date, used_strings

CATALOGUES = sorted(HUB.rglob("LC_MESSAGES/*.po"))


def test_every_string_of_the_hub_is_in_the_catalogue_and_no_other() -> None:
    written = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}

    assert written == set(used_strings()), "run `python -m hub.lib.catalogue`"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(HUB)))
def test_every_string_is_translated(path: Path) -> None:
    missing = [entry.msgid for entry in polib.pofile(str(path)).untranslated_entries()]

    assert missing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(HUB)))
def test_the_compiled_catalogue_is_of_today(path: Path) -> None:
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    translated = polib.pofile(str(path)).translated_entries()

    assert _words(compiled) == _words(translated)


def test_strings_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    (hub / "a.py").write_text('name = _("In code")\nother = gettext(name)\n')
    (hub / "b.html").write_text(
        '{% load i18n %}{% trans "In a template" %}'
        "{% blocktranslate %}In {{ many }} words{% endblocktranslate %}"
    )

    used = used_strings(hub)

    assert used == {
        "In code": ["hub/a.py"],
        "In a template": ["hub/b.html"],
        "In %(many)s words": ["hub/b.html"],
    }


def test_a_new_string_comes_in_untranslated_and_an_old_one_goes() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="kept", msgstr="giữ"))
    catalogue.append(polib.POEntry(msgid="gone", msgstr="bỏ"))

    fresh = brought_up_to_date(catalogue, {"kept": ["a.py"], "new": ["b.py"]})

    assert {entry.msgid: entry.msgstr for entry in fresh} == {"kept": "giữ", "new": ""}


def _words(entries: Iterable[polib.POEntry]) -> set[tuple[str, str, str]]:
    return {(one.msgctxt or "", one.msgid, one.msgstr) for one in entries}
