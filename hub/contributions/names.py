"""Names of files as people gave them, made safe to show and to write into an archive.

Nothing is ever stored under such a name. What its ending is says what it may be.
"""

import re
import unicodedata

from django.conf import settings

PICTURES = frozenset(settings.WAGTAILIMAGES_EXTENSIONS)
FILMS = frozenset(settings.WAGTAILMEDIA["VIDEO_EXTENSIONS"])
SOUNDS = frozenset(settings.WAGTAILMEDIA["AUDIO_EXTENSIONS"])
# Kept with the submission; no wall shows them.
DOCUMENTS = frozenset({"doc", "docx", "odt", "pdf", "rtf", "srt", "txt", "vtt"})
ENDINGS = PICTURES | FILMS | SOUNDS | DOCUMENTS
LONGEST = 150
OTHERWISE = "tep"
# Not in a name on any system; nor what turns writing round or hides in it.
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]'
)


def safe_name(given: str) -> str:
    """The last part of it, without what could lead elsewhere or deceive the eye."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    composed = unicodedata.normalize("NFC", _FORBIDDEN.sub("", last)).strip(" .")
    stem, dot, ending = composed.rpartition(".")
    if not dot:
        return composed[:LONGEST] or OTHERWISE
    ending = ending[:10]
    return f"{stem[: LONGEST - len(ending) - 1] or OTHERWISE}.{ending}"


def ending_of(name: str) -> str:
    """As in "mp4"; empty where there is none."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""
