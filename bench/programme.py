"""The programme that is measured: 20 slots on a 1920×1080 face and on three of 960×600.

Eight slides, six galleries and six clips, made of the demo province's own items.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from renderer.hub_client import SavedProgramme
from renderer.programme import (
    Canvas,
    Face,
    Item,
    ItemKind,
    Programme,
    Slot,
    parse_programme,
)
from renderer.store import Store

PROGRAMMES = Path(__file__).parents[1] / "fixtures/programmes"

THEME = "lao-cai"

# Kinds as they follow each other; a third of them has about the same shares.
THIRD = ("slide", "gallery", "clip", "slide", "clip", "slide", "gallery")
HALF = (*THIRD, "slide", "clip", "gallery")
WHOLE = HALF * 2


@dataclass(frozen=True)
class Source:
    """Where the items come from, and where their files lie."""

    saved: tuple[SavedProgramme, ...]

    def items(self) -> dict[str, Item]:
        """Every item of the demo's programmes, once."""
        programmes = [parse_programme(one.read()) for one in self.saved]
        return {
            slot.item.key: slot.item
            for programme in programmes
            for slot in programme.slots
        }


def benchmark_programme(
    store: Store, *, kinds: tuple[str, ...] = WHOLE, seconds: int | None = None
) -> Programme:
    """The programme, its pictures and clips in the store.

    Without `seconds` a slot is as long as its item asks for: what there is to read, the
    pictures of a gallery, a clip's own length.
    """
    source = Source(tuple(SavedProgramme(p) for p in sorted(PROGRAMMES.glob("*.json"))))
    programme = parse_programme(source.saved[0].read())
    items = _items_of_kinds(source.items(), kinds)
    slots = tuple(
        Slot(id=str(number), seconds=seconds, item=item)
        for number, item in enumerate(items, start=1)
    )
    cluster = programme.cluster.model_copy(update={"canvases": (full_hd(), three())})
    programme = programme.model_copy(
        update={"cluster": cluster, "slots": slots, "theme": THEME}
    )
    for file in programme.media_files:
        source.saved[0].fetch_media(file, store)
    return programme


def only(programme: Programme, canvas: Canvas) -> Programme:
    """The programme on one of its canvases."""
    cluster = programme.cluster.model_copy(update={"canvases": (canvas,)})
    return programme.model_copy(update={"cluster": cluster})


def full_hd() -> Canvas:
    face = _face("mat", x_px=0, size=(1920, 1080), language="vi")
    return Canvas(code="full-hd", width_px=1920, height_px=1080, faces=(face,))


def three() -> Canvas:
    faces = tuple(
        _face(f"mat-{number}", x_px=960 * number, size=(960, 600), language=language)
        for number, language in enumerate(("vi", "en", "zh-hans"))
    )
    return Canvas(code="three", width_px=2880, height_px=600, faces=faces)


def _face(code: str, *, x_px: int, size: tuple[int, int], language: str) -> Face:
    return Face(
        code=code,
        names=(),
        x_px=x_px,
        y_px=0,
        width_px=size[0],
        height_px=size[1],
        rotation_deg=0,
        pitch_mm=8,
        languages=(language,),
    )


def _items_of_kinds(items: dict[str, Item], kinds: tuple[str, ...]) -> Iterator[Item]:
    """Items of the wanted kinds; one that comes again says so in its title."""
    supply = {
        "slide": cycle(_of(items, ItemKind.STORY, ItemKind.NOTICE)),
        "gallery": cycle(_of(items, ItemKind.GALLERY)),
        "clip": cycle(_of(items, ItemKind.CLIP)),
    }
    for number, kind in enumerate(kinds, start=1):
        (item,) = islice(supply[kind], 1)
        yield retitled(item, f"{number}")


def retitled(item: Item, ending: str) -> Item:
    """The item with another title, so that no pixel of it is found made already."""
    texts = tuple(
        text.model_copy(update={"title": f"{text.title} {ending}"})
        for text in item.texts
    )
    return item.model_copy(update={"texts": texts})


def _of(items: dict[str, Item], *kinds: ItemKind) -> list[Item]:
    return [items[key] for key in sorted(items) if items[key].kind in kinds]
