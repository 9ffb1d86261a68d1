"""How long a slot is in a loop: as written, or about as long as reading takes. Pure.

The renderer decides, and knows nothing of the hub: what is counted here is for drawing
before anything is rendered. A test holds both together.
"""

from collections.abc import Mapping

from hub.content.enums import ItemKind
from hub.content.queries import ItemFacts
from hub.displays.queries import ClusterFacts

CHARACTERS_PER_SECOND: Mapping[str, int] = {"vi": 15, "en": 15, "zh-hans": 6}
OTHER_CHARACTERS_PER_SECOND = 14
SETTLE_SECONDS, SHORTEST_SECONDS, PICTURE_SECONDS = 2.0, 6.0, 5.0


def is_estimate(item: ItemFacts, seconds: int | None) -> bool:
    return seconds is None and item.kind != ItemKind.CLIP


def step_seconds(
    item: ItemFacts, seconds: int | None, cluster: ClusterFacts
) -> tuple[float, ...]:
    """Of one turn: how long each language step of it is shown."""
    steps = max((len(face.languages) for face in cluster.faces), default=1)
    if item.kind == ItemKind.CLIP and item.clip:
        whole = item.clip.duration_ms / 1000
        share = whole / steps if whole / steps >= SHORTEST_SECONDS else whole
        return (min(float(seconds or share), share),) * steps
    if seconds is not None:
        return (float(seconds),) * steps
    return tuple(_reading(item, step, cluster) for step in range(steps))


def languages_of_step(step: int, cluster: ClusterFacts) -> frozenset[str]:
    """What the faces show in it; a face with fewer languages begins again."""
    return frozenset(
        face.languages[step % len(face.languages)]
        for face in cluster.faces
        if face.languages
    )


def _reading(item: ItemFacts, step: int, cluster: ClusterFacts) -> float:
    """As long as the face needs that needs most."""
    languages = languages_of_step(step, cluster)
    needed = [_reading_in(item, language) for language in languages]
    return max([SHORTEST_SECONDS, *needed])


def _reading_in(item: ItemFacts, language: str) -> float:
    speed = CHARACTERS_PER_SECOND.get(language, OTHER_CHARACTERS_PER_SECOND)
    if item.kind == ItemKind.GALLERY:
        captions = [
            next((t.caption for t in picture.texts if t.language == language), "")
            for picture in item.pictures
        ]
        return sum(max(PICTURE_SECONDS, len(text) / speed) for text in captions)
    text = next((text for text in item.texts if text.language == language), None)
    words = text.title + text.body if text else ""
    return len(words) / speed + SETTLE_SECONDS
