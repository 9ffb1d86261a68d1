"""What a candidate changes on a wall, scene by scene, and what it gives to whom. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from fractions import Fraction

from hub.playout.enums import Change
from release.format import Loop, Release, Scene, Timetable

# What is on air is renewed when it covers less than this: some days to find an approver.
LEAST_AHEAD = timedelta(days=3)

type _Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class SceneChange:
    """`scene` as it will be, or as it was when it is gone."""

    change: Change
    scene: Scene


@dataclass(frozen=True)
class LoopChange:
    """A loop of a canvas, when it is first shown, and what plays there on air then."""

    canvas: str
    first_shown: datetime
    loop: Loop
    on_air: Loop | None
    scenes: tuple[SceneChange, ...]

    @property
    def is_same(self) -> bool:
        """The very same pixels."""
        return self.on_air is not None and self.on_air.file == self.loop.file


@dataclass(frozen=True)
class Airtime:
    """What an item has of one loop; the filler has no item."""

    item_key: str
    titles: Mapping[str, str]
    frame_count: int
    fps: int
    share: Fraction

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.frame_count, self.fps)


@dataclass(frozen=True)
class Lacking:
    """Languages that a face shows in general and does not show an item in."""

    face: str
    item_key: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]


def is_due(on_air: Release, new: Release, now: datetime) -> bool:
    """Whether the wall would show something else, or what is on air runs out soon."""
    until = covered_until(on_air.timetable)
    is_ending = until - now < LEAST_AHEAD and covered_until(new.timetable) > until
    return is_ending or not plays_the_same(on_air, new, now)


def plays_the_same(one: Release, other: Release, since: datetime) -> bool:
    """On every canvas, at every instant that both cover; the fallbacks too."""
    if (one.filler, one.slate) != (other.filler, other.slate):
        return False
    first, second = one.timetable, other.timetable
    until = min(covered_until(first), covered_until(second))
    edges = {since} | {window.start for window in (*first.windows, *second.windows)}
    return all(
        _shown_at(first, at) == _shown_at(second, at)
        for at in edges
        if since <= at < until
    )


def covered_until(timetable: Timetable) -> datetime:
    """The end of its last window; without windows, when it was made."""
    return max((one.end for one in timetable.windows), default=timetable.created)


def loops_changed(new: Release, on_air: Release | None) -> tuple[LoopChange, ...]:
    """Each canvas's loops in the order in which they are first shown."""
    found: dict[tuple[str, str], LoopChange] = {}
    for window in new.timetable.windows:
        for canvas, sha256 in sorted(window.loops.items()):
            if (canvas, sha256) in found:
                continue
            loop = new.timetable.loops[sha256]
            was = on_air.timetable.loop_at(canvas, window.start) if on_air else None
            found[canvas, sha256] = LoopChange(
                canvas, window.start, loop, was, compare_scenes(was, loop)
            )
    return tuple(sorted(found.values(), key=lambda one: (one.canvas, one.first_shown)))


def compare_scenes(was: Loop | None, now: Loop) -> tuple[SceneChange, ...]:
    """In the new order; what is gone stands where it was."""
    old = was.scenes if was else ()
    pairs = list(_in_line(old, now.scenes))
    gone = [one.scene for one in pairs if one.change is Change.GONE]
    left = Counter(_key(scene) for scene in gone)
    came = Counter(_key(one.scene) for one in pairs if one.change is Change.ADDED)
    moved = left & came
    return tuple(_with_moves(pairs, moved))


def airtime_of(loop: Loop) -> tuple[Airtime, ...]:
    """The longest first."""
    frames: Counter[str] = Counter()
    titles: dict[str, Mapping[str, str]] = {}
    for scene in loop.scenes:
        frames[scene.item_key] += scene.frame_count
        titles.setdefault(scene.item_key, scene.titles)
    return tuple(
        Airtime(key, titles[key], count, loop.fps, Fraction(count, loop.frame_count))
        for key, count in frames.most_common()
    )


def languages_lacking(
    loop: Loop, languages: Mapping[str, Sequence[str]]
) -> tuple[Lacking, ...]:
    """`languages` are those of each face that lies on the loop's canvas."""
    shown: dict[str, set[tuple[str, str]]] = {}
    titles: dict[str, Mapping[str, str]] = {}
    for scene in loop.scenes:
        if scene.item_key:
            titles.setdefault(scene.item_key, scene.titles)
            places = {(one.face, one.language) for one in scene.faces}
            shown.setdefault(scene.item_key, set()).update(places)
    found = []
    for face, wanted in languages.items():
        for key, places in shown.items():
            missing = tuple(one for one in wanted if (face, one) not in places)
            if missing:
                found.append(Lacking(face, key, titles[key], missing))
    return tuple(found)


def _shown_at(timetable: Timetable, at: datetime) -> Mapping[str, str]:
    """The last window that has begun; before the first, the first."""
    due = [window for window in timetable.windows if window.start <= at]
    chosen = due[-1] if due else next(iter(timetable.windows), None)
    return chosen.loops if chosen else {}


def _key(scene: Scene) -> _Key:
    faces = sorted((one.face, one.language) for one in scene.faces)
    return scene.item_key, tuple(faces)


def _in_line(old: Sequence[Scene], new: Sequence[Scene]) -> Iterator[SceneChange]:
    """What stays in its order is the same; all else is gone or new."""
    matcher = SequenceMatcher(
        None, [_key(one) for one in old], [_key(one) for one in new], autojunk=False
    )
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            for was, scene in zip(old[first:last], new[start:end], strict=True):
                yield SceneChange(_kept_or_changed(was, scene), scene)
        else:
            yield from (SceneChange(Change.GONE, one) for one in old[first:last])
            yield from (SceneChange(Change.ADDED, one) for one in new[start:end])


def _kept_or_changed(was: Scene, scene: Scene) -> Change:
    """Where it begins follows from what is before it and is no change of its own."""
    is_same = _without_start(was) == _without_start(scene)
    return Change.SAME if is_same else Change.CHANGED


def _without_start(scene: Scene) -> Scene:
    return scene.model_copy(update={"start_frame": 0})


def _with_moves(
    pairs: Sequence[SceneChange], moved: Counter[_Key]
) -> Iterator[SceneChange]:
    """Something gone here and new there has moved, and is said once: where it is now."""
    to_drop, to_mark = Counter(moved), Counter(moved)
    for one in pairs:
        key = _key(one.scene)
        if one.change is Change.GONE and to_drop[key]:
            to_drop[key] -= 1
        elif one.change is Change.ADDED and to_mark[key]:
            to_mark[key] -= 1
            yield replace(one, change=Change.MOVED)
        else:
            yield one
