"""What languages are called, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# The regulation says plainly Chinese, where the catalogues say Simplified Chinese.
PLAIN_NAMES = {"vi": _("Vietnamese"), "en": _("English"), "zh-hans": _("Chinese")}


def language_name(code: str) -> str:
    """A code that nobody knows is its own name."""
    if code in PLAIN_NAMES:
        return str(PLAIN_NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def language_names(codes: Iterable[str]) -> str:
    return ", ".join(language_name(code) for code in codes)
