"""Words as they are compared when something is looked for.

People type "ha noi" for Hà Nội, and Chinese is written without spaces. The same folding
is used for what is kept and for what is asked; who keeps and who asks: `search`.
"""

import re
import unicodedata

# Chinese characters, and the two marks that stand for one (repetition, zero).
CHINESE = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U000323af"
RUN = re.compile(f"[{CHINESE}]+|(?:(?![{CHINESE}])[^\\W_])+")
IS_CHINESE = re.compile(f"[{CHINESE}]")
# Đ has no accent that could be taken off. Ð and Ɖ look the same and are typed for it.
STROKES = str.maketrans("đðɖ", "ddd")
# Accents, and what is not seen at all (soft hyphens, joiners).
LEFT_OUT = {"Mn", "Cf"}


def fold(text: str) -> str:
    """Without accents, case and full-width forms; however the letters were composed."""
    # Small letters may bring accents along (İ), so they are taken apart once more.
    small = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", small)
    bare = "".join(one for one in apart if unicodedata.category(one) not in LEFT_OUT)
    return unicodedata.normalize("NFC", bare.translate(STROKES))


def query_words(text: str) -> list[str]:
    """What is looked for: words, and of Chinese every pair of neighbours."""
    return [word for run in RUN.findall(fold(text)) for word in _words(run)]


def index_words(text: str) -> list[str]:
    """What is kept: the same, and then each Chinese character by itself.

    Those come last, so that what stands side by side in the text does so here too.
    """
    runs = RUN.findall(fold(text))
    words = [word for run in runs for word in _words(run)]
    return words + [one for run in runs if len(run) > 1 for one in _characters(run)]


def is_found(query: str, text: str) -> bool:
    """Whether every word is there; the last may be the beginning of one.

    Nothing to look for is found nowhere.
    """
    return _is_found(query_words(query), set(index_words(text)))


def _is_found(wanted: list[str], there: set[str]) -> bool:
    if not wanted:
        return False
    *whole, last = wanted
    return there.issuperset(whole) and any(one.startswith(last) for one in there)


def _words(run: str) -> list[str]:
    if len(run) == 1 or not IS_CHINESE.match(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _characters(run: str) -> str:
    return run if IS_CHINESE.match(run) else ""
