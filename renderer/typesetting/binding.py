"""What must not be parted at the end of a line: a number and its unit, a short name.

Spaces become no-break spaces and word joiners are put in; both are invisible. Two joiners
hold loosely: they are let go first when a line is too short for the whole.
"""

import re

from renderer.typesetting.lexicon import PARTING, any_chinese_word, chinese_words

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
LOOSE_JOINER = WORD_JOINER * 2

_UNITS = (
    "km|m|ha|mm|cm|kg|tấn|tỷ|triệu|nghìn|mét|ngày|giờ|phút|năm|"
    "metres|meters|million|billion|percent|"
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December|%|°C"
)
_BEFORE_NUMBER = (
    "năm|tháng|ngày|số|lúc|khoảng|quốc lộ|"
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December|No\\.|Road|about|late|early|level|cấp|gọi|call"
)
_NUMBER_THEN_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?:\W|$))", re.IGNORECASE)
_WORD_THEN_NUMBER = re.compile(rf"(?i:(?<=\b)({_BEFORE_NUMBER})) (?=[\dIVX])")
# "Y Tý": a name's single capital does not end a line.
_LONE_CAPITAL = re.compile(r"(?<!\S)([A-ZĐ]) (?=[A-ZĐ])")
# "Lào Cai", "Hoàng Liên Sơn": a short name is read at one glance.
_LONGEST_NAME = 15
_CAPITAL = "[A-Z\u00c0-\u00dd\u0102\u0110\u0128\u0168\u01a0\u01af\u1ea0-\u1ef9]"
_NAME = re.compile(rf"(?<!\S)[“(]?{_CAPITAL}\w+(?: {_CAPITAL}\w+)+")
# A dash belongs to what goes before it.
_BEFORE_DASH = re.compile(r" (?=[–—] )")

_HAN = "\u3005-\u3007\u3400-\u9fff"
_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_LATIN_NAME_SPACE = re.compile(rf"(?<=[{_LATIN}\d]) (?=[{_LATIN}\d])")
# After a number comes what is counted, but for the words that lead on. Many authors set a
# space between them.
_CHINESE_COUNTED = rf"(?=[{_HAN}])(?![和与及至到或在于的是为从由以])"
_CHINESE_UNIT = re.compile(rf"(?<=\d){_CHINESE_COUNTED}")
_CHINESE_SPACED_UNIT = re.compile(rf"(?<=\d) {_CHINESE_COUNTED}")
_CHINESE_NUMBERED = re.compile(r"(?<=第)(?=\d)")
_CHINESE_LONG_UNIT = re.compile(
    r"(?:(?<=\d\u2060)|(?<=\d\u00a0\u2060))"
    r"(平方公里|公里|公顷|公斤|千米|毫米|厘米|美元|分钟|小时|年代|多种|多年)"
)
# The last three characters of a sentence stay together: no line of one character.
_CHINESE_SENTENCE_END = re.compile(
    rf"([{_HAN}])\u2060*([{_HAN}])\u2060*([{_HAN}])(?=[。！？])"
)
_CHINESE_DAY = re.compile(r"(?<=月)(?=\d{1,2}\u2060?[日号])")
_CHINESE_MONTH = re.compile(r"(?<=年)(?=\d{1,2}\u2060?月)")
_CHINESE_MINUTE = re.compile(r"(?<=[时点])(?=\d{1,2}\u2060?分)")
# "老街—河内": the two characters on either side of a dash are a name.
_CHINESE_BEFORE_DASH = re.compile(rf"([{_HAN}])\u2060*([{_HAN}])—(?!—)")
_CHINESE_AFTER_DASH = re.compile(rf"(?<!—)—([{_HAN}])\u2060*([{_HAN}])")
# What the author put in title marks or quotes is a name, if it is short.
_CHINESE_QUOTED = re.compile(r"《[^《》\n]{2,8}》|“[^“”\n]{2,6}”")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])(?=[{_HAN}])")
_BLANK_BEFORE_CLOSING = re.compile(r" +(?=[，。！？；：、”’）》」』】…])")
_BLANK_AFTER_OPENING = re.compile(r"(?<=[（《「『【]) +")
# "Xin chào !": a mark that stands apart still ends its line with its word.
_BEFORE_MARK = re.compile(r" (?=[.,;:!?…)\]”»]+(?:\s|$))")


def bind(text: str, tag: str) -> str:
    """The text with what belongs together held together; `tag` as in the theme."""
    return _bind_chinese(text) if tag == "zh" else _bind_latin(text)


def loosened(text: str) -> str:
    """The text with all that `bind` put in taken out again."""
    return text.replace(NO_BREAK_SPACE, " ").replace(WORD_JOINER, "")


def _bind_name(found: re.Match[str]) -> str:
    name = found[0]
    return name.replace(" ", NO_BREAK_SPACE) if len(name) <= _LONGEST_NAME else name


def _bind_latin(text: str) -> str:
    text = _NUMBER_THEN_UNIT.sub(NO_BREAK_SPACE, text)
    text = _WORD_THEN_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", text)
    text = _NAME.sub(_bind_name, text)
    text = _LONE_CAPITAL.sub(rf"\1{NO_BREAK_SPACE}", text)
    text = _BEFORE_MARK.sub(NO_BREAK_SPACE, text)
    return _BEFORE_DASH.sub(NO_BREAK_SPACE, text)


def _bind_chinese(text: str) -> str:
    text = _BLANK_BEFORE_CLOSING.sub("", text)
    text = _BLANK_AFTER_OPENING.sub("", text)
    text = _CHINESE_QUOTED.sub(_bind_quoted, text)
    text = any_chinese_word().sub(_bind_word, text)
    text = _LATIN_NAME_SPACE.sub(NO_BREAK_SPACE, text)
    text = _CHINESE_UNIT.sub(WORD_JOINER, text)
    text = _CHINESE_SPACED_UNIT.sub(NO_BREAK_SPACE + WORD_JOINER, text)
    text = _CHINESE_NUMBERED.sub(WORD_JOINER, text)
    text = _CHINESE_DAY.sub(WORD_JOINER, text)
    text = _CHINESE_MINUTE.sub(WORD_JOINER, text)
    text = _CHINESE_MONTH.sub(LOOSE_JOINER, text)
    text = _CHINESE_BEFORE_DASH.sub(rf"\1{WORD_JOINER}\2—", text)
    text = _CHINESE_AFTER_DASH.sub(rf"—\1{WORD_JOINER}\2", text)
    text = _CHINESE_SENTENCE_END.sub(rf"\1{WORD_JOINER}\2{WORD_JOINER}\3", text)
    return _CHINESE_LONG_UNIT.sub(lambda found: WORD_JOINER.join(found[1]), text)


def _bind_word(found: re.Match[str]) -> str:
    parts = chinese_words()[found[0]].split(PARTING)
    return LOOSE_JOINER.join(WORD_JOINER.join(part) for part in parts)


def _bind_quoted(found: re.Match[str]) -> str:
    return _BETWEEN_HAN.sub(LOOSE_JOINER, found[0])
