"""When what is shown in a cluster's loops, in whole frames. Pure.

All canvases of a cluster have the same scenes at the same frames, so that they can be
seen together and change together.
A scene owns its `frame_count` frames of the loop and goes on for FADE_FRAMES more
beneath the first frames of the next one. The last scene runs on into the first: a
loop has no seam.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from renderer.programme import (
    Canvas,
    Clip,
    Cluster,
    Face,
    Item,
    ItemKind,
    LocalText,
    Programme,
    Slot,
)
from renderer.turns import arranged

FPS = 25
# 8 frames at 25 fps are 15 whole AAC packets of 1,024 samples at 48 kHz, so sound can
# be cut wherever the picture is cut.
GRAIN_FRAMES = 8
FADE_FRAMES = 24


# On a lower face a running line would leave no room for what it runs below.
TICKER_LEAST_HEIGHT_PX = 240
# A line that runs is read at half the pace of one that stands.
_RUNNING_SHARE = Fraction(1, 2)
# More in a frame than this part of a letter, and its strokes are seen twice.
_MOST_EM_IN_A_FRAME = Fraction(1, 6)
# How wide a character is on average, in font sizes; between two texts there is a gap.
_LATIN_EM, _CHINESE_EM, _GAP_EM = Fraction(11, 20), Fraction(1), 3


@dataclass(frozen=True)
class Pace:
    """How long people need. Characters a second by language; the rest in seconds."""

    characters_per_second: Mapping[str, int]
    other_characters_per_second: int = 14
    settle_seconds: int = 2
    shortest_seconds: int = 6
    picture_seconds: int = 5
    filler_seconds: int = 10

    def speed_in(self, language: str) -> int:
        return self.characters_per_second.get(
            language, self.other_characters_per_second
        )

    def reading_seconds(self, text: str, language: str) -> Fraction:
        return Fraction(len(text), self.speed_in(language))


# Subtitling practice for grown-up readers, slowed a little for people passing by.
DEFAULT_PACE = Pace(characters_per_second={"vi": 15, "en": 15, "zh-hans": 6})


@dataclass(frozen=True)
class Scene:
    """One slot in one language step; without a slot, the filler."""

    slot: Slot | None
    step: int
    frame_count: int
    clip_start_frame: int = 0


@dataclass(frozen=True)
class Timeline:
    """The scenes of one canvas's loop, in order. Never empty."""

    canvas: Canvas
    scenes: tuple[Scene, ...]
    ticker: tuple[LocalText, ...] = ()  # runs on below all of them
    pace: Pace = DEFAULT_PACE

    @property
    def frame_count(self) -> int:
        return sum(scene.frame_count for scene in self.scenes)

    @property
    def starts(self) -> tuple[int, ...]:
        """The loop's frame in which each scene begins to appear."""
        lengths = [scene.frame_count for scene in self.scenes]
        return tuple(sum(lengths[:index]) for index in range(len(lengths)))


def build_timeline(
    programme: Programme, canvas: Canvas, pace: Pace = DEFAULT_PACE
) -> Timeline:
    """What the canvas shows, as long as every other canvas of the cluster.

    All of it again and again, until the line that runs below has run past once.
    """
    scenes = cluster_scenes(programme, pace)
    ticker = ticker_of(programme.cluster)
    if ticker and programme.slots:
        length = sum(scene.frame_count for scene in scenes)
        scenes *= -(-_ticker_frames(ticker, pace) // length)
    return Timeline(canvas, scenes, ticker, pace)


def cluster_scenes(
    programme: Programme, pace: Pace = DEFAULT_PACE
) -> tuple[Scene, ...]:
    """Each slot as often as promised, in each language step; the filler without slots."""
    if not programme.slots:
        return _filler_scenes(programme.cluster, pace)
    of_slot = [_scenes_of(programme, slot, pace) for slot in programme.slots]
    turns = arranged([slot.frequency for slot in programme.slots])
    return tuple(scene for number in turns for scene in of_slot[number])


def _filler_scenes(cluster: Cluster, pace: Pace) -> tuple[Scene, ...]:
    frame_count = whole_grains(Fraction(pace.filler_seconds))
    return tuple(
        Scene(slot=None, step=step, frame_count=frame_count)
        for step in range(cluster.step_count)
    )


def has_ticker(face: Face) -> bool:
    """Whether a line may run below what the face shows."""
    height = face.rect.size.turned(face.rotation_deg).height
    return height >= TICKER_LEAST_HEIGHT_PX


def ticker_of(cluster: Cluster) -> tuple[LocalText, ...]:
    faces = (face for canvas in cluster.canvases for face in canvas.faces)
    return cluster.ticker if any(has_ticker(face) for face in faces) else ()


def _ticker_frames(lines: Sequence[LocalText], pace: Pace) -> int:
    """How long a loop lasts at least for its line to run past once: a generous guess.

    Letters may be half as wide again. The speed is a whole number of pixels, so up to a
    third less.
    """
    length = sum(
        Fraction(3, 2) * len(line.text) * _em_of(line.language) + _GAP_EM
        for line in lines
    )
    speed = running_em_per_second(
        (line.language, pace.speed_in(line.language)) for line in lines
    )
    return int(length / speed * Fraction(3, 2) * FPS)


def running_em_per_second(paces: Iterable[tuple[str, int]]) -> Fraction:
    """The fastest at which a line can be read, by (language, characters a second).

    In font sizes; the slowest of its languages counts for all.
    """
    slowest = min(_em_of(language) * speed for language, speed in paces)
    return min(slowest * _RUNNING_SHARE, _MOST_EM_IN_A_FRAME * FPS)


def _em_of(language: str) -> Fraction:
    return _CHINESE_EM if language.startswith("zh") else _LATIN_EM


def whole_grains(seconds: Fraction) -> int:
    """Frames for at least so many seconds, rounded up to the grain."""
    return _at_least_its_fades(-(-seconds * FPS // GRAIN_FRAMES))


def _grains_within(seconds: Fraction) -> int:
    """Frames for at most so many seconds, rounded down to the grain."""
    return _at_least_its_fades(seconds * FPS // GRAIN_FRAMES)


def _at_least_its_fades(grains: int) -> int:
    # A scene shorter than its two fades would have no picture of its own.
    return max(grains, 2 * FADE_FRAMES // GRAIN_FRAMES + 1) * GRAIN_FRAMES


def _scenes_of(programme: Programme, slot: Slot, pace: Pace) -> list[Scene]:
    """Of one turn of the slot."""
    steps = range(programme.cluster.step_count_of(slot))
    if slot.item.clip and slot.item.kind is ItemKind.CLIP:
        return _clip_scenes(slot, slot.item.clip, len(steps), pace)
    return [
        Scene(slot, step, _frames_of(programme, slot, step, pace)) for step in steps
    ]


def _clip_scenes(slot: Slot, clip: Clip, steps: int, pace: Pace) -> list[Scene]:
    """A clip plays through once while the languages around it change.

    Where that leaves too little time to read a title, it plays once for each language.
    A slot's seconds hold for each step here too. A clip is never stretched.
    """
    whole = Fraction(clip.duration_ms, 1000)
    is_shared = whole / steps >= pace.shortest_seconds
    share = whole / steps if is_shared else whole
    asked = Fraction(slot.seconds) if slot.seconds else share
    frame_count = _grains_within(min(asked, share))
    return [
        Scene(slot, step, frame_count, step * frame_count if is_shared else 0)
        for step in range(steps)
    ]


def _frames_of(programme: Programme, slot: Slot, step: int, pace: Pace) -> int:
    """As long as the face of the cluster that needs most of it."""
    if slot.seconds is not None:
        # Rounded up, three times 15 s would not fit in the 45 s that were agreed.
        is_agreed = programme.agreement_on(slot) is not None
        round_off = _grains_within if is_agreed else whole_grains
        return round_off(Fraction(slot.seconds))
    turns = (face.language_of(slot, step) for face in programme.cluster.faces)
    languages = {code for code in turns if code}
    needed = max(_reading_time(slot.item, language, pace) for language in languages)
    return whole_grains(max(needed, Fraction(pace.shortest_seconds)))


def _reading_time(item: Item, language: str, pace: Pace) -> Fraction:
    text = item.text_in(language)
    language = text.words_language
    if item.kind is ItemKind.GALLERY:
        captions = [picture.caption_in(language) for picture in item.pictures]
        return sum(
            (
                max(
                    Fraction(pace.picture_seconds), pace.reading_seconds(text, language)
                )
                for text in captions
            ),
            Fraction(0),
        )
    words = pace.reading_seconds(text.title + text.body, language)
    return words + pace.settle_seconds
