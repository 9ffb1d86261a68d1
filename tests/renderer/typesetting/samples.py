"""The 14 sample items in three languages, as the golden programmes say them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from renderer.layouts import Size
from renderer.programme import Item, parse_programme
from renderer.typesetting import SlideWords

PROGRAMMES = Path(__file__).parents[3] / "fixtures" / "programmes"
LANGUAGES = ("vi", "en", "zh-hans")
# The faces of the demo province and of its two test clusters.
FACES = (
    Size(768, 384),
    Size(960, 480),
    Size(960, 600),
    Size(480, 960),
    Size(1024, 128),
)


@dataclass(frozen=True)
class Sample:
    """One item in one language."""

    item: Item
    words: SlideWords

    @property
    def template(self) -> str:
        return self.item.kind.lower()

    @property
    def name(self) -> str:
        return f"{self.item.key}-{self.words.language}"


@cache
def samples() -> tuple[Sample, ...]:
    items: dict[str, Item] = {}
    for path in sorted(PROGRAMMES.glob("*.json")):
        programme = parse_programme(json.loads(path.read_text("utf-8")))
        items |= {slot.item.key: slot.item for slot in programme.slots}
    return tuple(sample for item in items.values() for sample in _samples_of(item))


def _samples_of(item: Item) -> Iterator[Sample]:
    for language in LANGUAGES:
        text = item.text_in(language)
        captions = [picture.caption_in(language) for picture in item.pictures]
        yield Sample(
            item,
            SlideWords(
                language,
                title=text.title,
                body=text.body,
                agency=item.agency.name_in(language),
                captions=tuple(captions) if item.kind == "GALLERY" else (),
            ),
        )
