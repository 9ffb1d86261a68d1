"""Which official names a text has, and which of them its translation lacks.

Any number of terms costs two queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from hub.terms.matching import contains, find_terms
from hub.terms.models import Term


@dataclass(frozen=True)
class OfficialName:
    """A name in the first language, and what it officially is in another."""

    name: str
    translated: str
    is_checked: bool = True


@dataclass(frozen=True)
class TermProblem:
    """The source has `name`, and its translation nowhere says `translated`."""

    name: str
    translated: str


def official_names(language: str) -> tuple[OfficialName, ...]:
    """Every name that has one in that language too."""
    rows = [
        ({row.language: row.name for row in term.names.all()}, term.is_checked)
        for term in Term.objects.all()
    ]
    return tuple(
        OfficialName(names[settings.LANGUAGE_CODE], names[language], is_checked)
        for names, is_checked in rows
        if names.get(settings.LANGUAGE_CODE) and names.get(language)
    )


def find_official_names(source_text: str, language: str) -> tuple[OfficialName, ...]:
    """Those that stand in a text of the first language, each once, as they come."""
    return names_in(source_text, official_names(language))


def find_term_problems(
    source_text: str, translated_text: str, language: str
) -> tuple[TermProblem, ...]:
    """The official names that a translation into `language` should have and lacks."""
    found = find_official_names(source_text, language)
    return problems_among(found, translated_text, language)


def names_in(
    source_text: str, names: Iterable[OfficialName]
) -> tuple[OfficialName, ...]:
    by_name = {one.name: one for one in names}
    found = find_terms(source_text, by_name)
    return tuple(by_name[term] for term in dict.fromkeys(one.term for one in found))


def problems_among(
    found: Iterable[OfficialName], translated_text: str, language: str
) -> tuple[TermProblem, ...]:
    return tuple(
        TermProblem(one.name, one.translated)
        for one in found
        if one.is_checked and not contains(translated_text, one.translated, language)
    )
