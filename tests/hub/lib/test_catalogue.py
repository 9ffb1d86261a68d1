"""What people read is Vietnamese: every string of the hub has its translation."""

import re
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from hub.lib.catalogue import CATALOGUE, HUB, brought_up_to_date, used_strings

# Data; the settings, which name the languages and the site; and what is generated.
# And where Vietnamese is no words of a screen: the sheet of an import and the record of
# hand-over are papers, a terminal knows no reader's language, and letters are compared.
ELSEWHERE = re.compile(
    r"/(demo|migrations|locale|commands)/|hub/settings\.py$"
    r"|importing/(columns|workbooks|checking)\.py$|hub_accounts/sheet\.html$"
    r"|terms/matching\.py$|contributions/(views|deadlines|reminders)\.py$"
    r"|lib/folding\.py$|accounts/(devices|validators)\.py$|graphql/types\.py$"
    r"|programmes/languages\.py$"
)
# Names, clauses of the regulation, and two examples in comments.
KEPT = re.compile(r"Lào Cai|Đ\d|Tiếng Việt|Bản sắc|ban ngày, ban đêm|Tết|Quốc khánh")
VIETNAMESE = re.compile(
    r"\w*[ăâđêôơưĂÂĐÊÔƠƯ\u00e0-\u00f6\u00f8-\u00fd\u1ea0-\u1ef9]\w*"
)
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


def test_no_vietnamese_is_written_into_code_or_templates() -> None:
    found = [
        f"{path.relative_to(HUB)}: {text}"
        for path in sorted(
            [*HUB.rglob("*.py"), *HUB.rglob("*.html"), *HUB.rglob("*.js")]
        )
        if not ELSEWHERE.search(path.as_posix())
        for text in _vietnamese_in(path.read_text())
    ]

    assert found == []


def test_vietnamese_in_code_is_found_but_names_and_clauses_are_not() -> None:
    assert _vietnamese_in("label = 'Lưu nháp'") == ["Lưu", "nháp"]
    assert _vietnamese_in("Lào Cai (Đ9.2), “Tiếng Việt”") == []


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


def _vietnamese_in(text: str) -> list[str]:
    return [
        word for word in VIETNAMESE.findall(KEPT.sub("", text)) if not word.isascii()
    ]


def _words(entries: Iterable[polib.POEntry]) -> set[tuple[str, str, str]]:
    return {(one.msgctxt or "", one.msgid, one.msgstr) for one in entries}
