"""Chinese names and words that are not parted, from chinese.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("chinese.toml")
PARTING = "|"


@cache
def chinese_words() -> Mapping[str, str]:
    """Each as it stands in a text, and with the places where it may be parted."""
    lists = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        word.replace(PARTING, ""): word for words in lists.values() for word in words
    }


@cache
def any_chinese_word() -> re.Pattern[str]:
    """Finds the longest word at each place."""
    words = sorted(chinese_words(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
