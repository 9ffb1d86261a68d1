"""Every word on the screens is there in Vietnamese and in Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOM = Path(__file__).parents[3] / "hub/screens"
LANGUAGES = ["vi", "zh_Hans"]


def catalogue(language: str) -> Path:
    return ROOM / "locale" / language / "LC_MESSAGES" / "django.po"


def words_of_programs() -> Iterator[str]:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                yield ast.literal_eval(node.args[0])


def words_of_templates() -> Iterator[str]:
    for path in (ROOM / "templates").rglob("*.html"):
        for _, words in re.findall(r"{% translate (['\"])(.+?)\1", path.read_text()):
            yield words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_translated_and_nothing_else_is(language: str):
    said = {*words_of_programs(), *words_of_templates()}

    translated = {entry.msgid for entry in polib.pofile(catalogue(language))}

    assert said == translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_loses_a_value(language: str):
    values = re.compile(r"\{\w+\}")

    for entry in polib.pofile(catalogue(language)):
        assert entry.msgstr
        assert sorted(values.findall(entry.msgid)) == sorted(
            values.findall(entry.msgstr)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_the_written_ones(language: str):
    written = catalogue(language)

    compiled = polib.mofile(written.with_suffix(".mo"))

    assert {entry.msgid: entry.msgstr for entry in compiled} == {
        entry.msgid: entry.msgstr for entry in polib.pofile(written)
    }
