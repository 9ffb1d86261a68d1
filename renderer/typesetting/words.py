"""What is to be said on a face, cleaned for setting.

One form of each letter, no control characters, one space where the author typed several.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

# Shown as nothing, and able to hide or turn round what is shown: joiners, direction
# marks, variation selectors, soft hyphens.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPH_END = re.compile(r"\s*\n\s*\n\s*")
_LINE_END = re.compile(r" *\n *")


@dataclass(frozen=True)
class SlideWords:
    """The words of one item in one language. A gallery has a caption per picture."""

    language: str
    title: str = ""
    body: str = ""
    agency: str = ""
    captions: tuple[str, ...] = ()
    note: str = (
        ""  # stands before the agency, or after the title where that is not said
    )


def clean_words(words: SlideWords) -> SlideWords:
    """The same words as they are set: titles and agencies are one line."""
    return replace(
        words,
        title=_one_line(words.title),
        body=clean_text(words.body),
        agency=_one_line(words.agency),
        note=_one_line(words.note),
        captions=tuple(_one_line(caption) for caption in words.captions),
    )


def clean_text(text: str) -> str:
    """NFC, so that Vietnamese typed as letter and mark finds its one glyph.

    An empty line parts paragraphs; a single line end stays a line end.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    shown = _INVISIBLE.sub("", composed)
    spaced = _BLANKS.sub(" ", shown).strip()
    return _LINE_END.sub("\n", _PARAGRAPH_END.sub("\n\n", spaced))


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n\n", " ").replace("\n", " ")
