"""What stands beside a translation while it is written.

The source and what changed in it, its official names, and those that are missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel

from hub.content.changes import ChangedParagraph, find_changes
from hub.content.sources import Source, Words, is_stale, made_from
from hub.lib.languages import language_name
from hub.terms.matching import composed, find_terms
from hub.terms.queries import (
    OfficialName,
    find_official_names,
    problems_among,
)


@dataclass(frozen=True)
class Stretch:
    """Part of a text; with a number where an official name stands."""

    text: str
    number: int | None = None


class SourcePanel(Panel):
    """Shown on translations only; never changes the source."""

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["checked_against"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "hub_content/source_panel.html"

        def is_shown(self) -> bool:
            return self.form is not None and self.form.source is not None

        @property
        def media(self) -> Media:
            return Media(
                css={"all": ["hub_content/translating.css"]},
                js=["hub_content/translating.js"],
            )

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | _told(self.form.source, self.form)


def _told(source: Source, form: Any) -> dict[str, Any]:
    page, language = form.instance, form.instance.locale.language_code
    words = source.to_translate
    text = f"{words.title}\n\n{words.body}"
    names = find_official_names(text, language)
    told = f"{page.title}\n{page.body}"
    stale = is_stale(page, source)
    return {
        "language": language,
        "language_name": language_name(language),
        "title": _marked(words.title, names),
        "paragraphs": [_marked(part, names) for part in _paragraphs(words.body)],
        "is_published": source.published is not None,
        "is_stale": stale,
        "changes": _changes(made_from(page), words) if stale else (),
        "draft_changes": _draft_changes(source),
        "names": names,
        "lacking": problems_among(names, told, language),
        "box": form["checked_against"] if "checked_against" in form.fields else None,
    }


def _draft_changes(source: Source) -> tuple[ChangedParagraph, ...]:
    """What a newer draft of the source will change once it is published."""
    if len(source.versions) == 1:
        return ()
    before, after = source.versions
    return _changes(before, after)


def _changes(before: Words, after: Words) -> tuple[ChangedParagraph, ...]:
    return (
        *find_changes(before.title, after.title),
        *find_changes(before.body, after.body),
    )


def _paragraphs(body: str) -> list[str]:
    parts = body.replace("\r\n", "\n").split("\n\n")
    return [part for part in parts if part.strip()]


def _marked(text: str, names: Iterable[OfficialName]) -> list[Stretch]:
    """The text in stretches, official names apart."""
    numbers = {one.name: number for number, one in enumerate(names, start=1)}
    whole, stretches, at = composed(text), [], 0
    for found in find_terms(text, numbers):
        stretches.append(Stretch(whole[at : found.start]))
        name = whole[found.start : found.end]
        stretches.append(Stretch(name, numbers[found.term]))
        at = found.end
    stretches.append(Stretch(whole[at:]))
    return [stretch for stretch in stretches if stretch.text]
