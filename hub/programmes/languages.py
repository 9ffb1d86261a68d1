"""In which languages a cluster shows an item that lacks some. Pure.

A translation that is out of date counts as missing: what a wall says in one language and
what it says in another must be the same. The cluster's rule says what is done then. The
renderer knows no rules: it is told which words to show, and where to leave a slot out.
"""

from dataclasses import dataclass, replace

from django.conf import settings

from hub.content.queries import ItemFacts, ItemText
from hub.displays.enums import MissingLanguage
from hub.displays.queries import ClusterFacts

# Said to whoever reads the face, so in the face's language.
_NOTES = {"en": "(in Vietnamese)", "zh-hans": "（越南语）"}
_OTHER_NOTE = "(tiếng Việt)"


@dataclass(frozen=True)
class Shown:
    """The item with the words that are shown, and the languages in which it is not."""

    item: ItemFacts
    left_out: tuple[str, ...] = ()


def lacking_languages(item: ItemFacts, cluster: ClusterFacts) -> list[str]:
    """Those that some face shows and that are missing or out of date."""
    good = item.languages - item.stale_languages
    return [code for code in cluster.languages if code not in good]


def languages_holding_back(item: ItemFacts, cluster: ClusterFacts) -> list[str]:
    """Those for the lack of which the cluster must not show the item at all."""
    lacking = lacking_languages(item, cluster)
    match cluster.missing_language:
        case MissingLanguage.FALLBACK:
            return []
        case MissingLanguage.SKIP:
            return lacking if set(lacking) >= set(cluster.languages) else []
        case _:
            return lacking


def as_shown(item: ItemFacts, cluster: ClusterFacts) -> Shown:
    """What goes over the wire of an item that the cluster may show."""
    lacking = lacking_languages(item, cluster)
    texts = tuple(text for text in item.texts if text.language not in lacking)
    if cluster.missing_language == MissingLanguage.FALLBACK:
        standing_in = [_standing_in(item, code) for code in lacking]
        both = sorted((*texts, *standing_in), key=lambda text: text.language)
        return Shown(replace(item, texts=tuple(both)))
    return Shown(replace(item, texts=texts), left_out=tuple(lacking))


def step_count(item: ItemFacts, cluster: ClusterFacts) -> int:
    """Language steps in which the cluster shows the item."""
    left_out = as_shown(item, cluster).left_out
    return max(
        len([code for code in face.languages if code not in left_out])
        for face in cluster.faces
    )


def _standing_in(item: ItemFacts, language: str) -> ItemText:
    first = settings.LANGUAGE_CODE
    source = next(text for text in item.texts if text.language == first)
    note = _NOTES.get(language, _OTHER_NOTE)
    return replace(source, language=language, written_in=first, note=note)
