"""Every refusal says in Vietnamese what it says in English."""

import re
import string
from pathlib import Path

import pytest

import release
from release.words import WORDS

SOURCES = [
    path.read_text() for path in Path(str(release.__file__)).parent.rglob("*.py")
]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_say_the_same_values(code: str) -> None:
    english, vietnamese = WORDS[code]

    assert fields(vietnamese) == fields(english)
    assert re.search(
        "[ăâđêôơưạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùý]", vietnamese
    )


def test_every_code_that_is_raised_has_words_and_every_word_is_used() -> None:
    raised = {
        code
        for source in SOURCES
        for code in re.findall(r'Error\(\s*"([a-z_]+)"', source)
    }

    assert raised == set(WORDS)
