"""An urgent message as the programme of a cluster: one slot, shown again and again. Pure.

Each face shows it in the languages that it has. One in which the message is not written
is left out where the face has another; where it has none, Vietnamese stands in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from renderer.programme import (
    Agency,
    Cluster,
    Item,
    ItemKind,
    ItemText,
    Programme,
    Slot,
    UrgentLevel,
    UrgentManner,
)

FIRST_LANGUAGE = "vi"


@dataclass(frozen=True)
class UrgentText:
    """What is said in one language."""

    title: str
    body: str


@dataclass(frozen=True)
class UrgentMessage:
    """What is said, and how; always in Vietnamese, in other languages where written."""

    level: UrgentLevel
    texts: Mapping[str, UrgentText]
    is_drill: bool = False


def urgent_programme(
    stage: Programme, message: UrgentMessage, chime: str | None
) -> Programme:
    """`stage` with the message alone; with a chime if one is named by its digest.

    It is heard in quiet hours too: who sends it decides that, not the hour.
    """
    manner = UrgentManner(level=message.level, is_drill=message.is_drill, chime=chime)
    item = Item(
        key="",
        kind=ItemKind.URGENT,
        topic="",
        agency=Agency(code="", names=()),
        texts=_texts(stage.cluster, message),
        pictures=(),
        clip=None,
        urgent=manner,
    )
    left_out = _left_out(stage.cluster, set(message.texts))
    slot = Slot(id="urgent", seconds=None, left_out=left_out, item=item)
    return stage.model_copy(update={"slots": (slot,), "is_quiet": chime is None})


def _texts(cluster: Cluster, message: UrgentMessage) -> tuple[ItemText, ...]:
    wanted = dict.fromkeys(code for face in cluster.faces for code in face.languages)
    codes = dict.fromkeys([FIRST_LANGUAGE, *wanted])
    return tuple(_text(code, message) for code in codes)


def _text(code: str, message: UrgentMessage) -> ItemText:
    said = message.texts.get(code)
    written_in = None if said else FIRST_LANGUAGE
    said = said or message.texts[FIRST_LANGUAGE]
    return ItemText(
        language=code,
        title=said.title,
        body=said.body,
        revision="",
        written_in=written_in,
    )


def _left_out(cluster: Cluster, written: set[str]) -> tuple[str, ...]:
    """What is not written, where no face depends on it."""
    wanted = {code for face in cluster.faces for code in face.languages}
    needed = {
        code
        for face in cluster.faces
        if not written & set(face.languages)
        for code in face.languages
    }
    return tuple(sorted(wanted - written - needed))
