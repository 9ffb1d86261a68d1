"""The list of Chinese that is not parted."""

from renderer.typesetting.breaks import is_han
from renderer.typesetting.lexicon import any_chinese_word, chinese_words


def test_every_word_is_chinese_of_two_to_eight_characters():
    for word, parts in chinese_words().items():
        assert 2 <= len(word) <= 8
        assert all(is_han(letter) for letter in word)
        assert all(len(part) <= 5 for part in parts.split("|"))


def test_the_longest_word_wins():
    found = any_chinese_word().findall("番西邦峰在老街省的国家公园")

    assert found == ["番西邦峰", "老街省", "国家公园"]
