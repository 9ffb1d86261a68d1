"""Leaves out the slots that cannot be shown, and says why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from renderer.checking.lines import check_lines, without_lines
from renderer.checking.media import is_there, media_problems, name_of
from renderer.digests import digest_of_value
from renderer.errors import RendererError, TypesettingError
from renderer.planning import (
    ENGINE,
    FILLER_TEMPLATE,
    ClipShot,
    FaceShot,
    plan_scenes,
)
from renderer.programme import Canvas, Programme, Slot
from renderer.scenes.fitting import fit_clip
from renderer.scenes.plates import words_over_clip
from renderer.scenes.typeset import content_of, has_picture, slide_words
from renderer.store import Store
from renderer.themes import Theme
from renderer.timeline import Pace, Timeline, cluster_scenes, ticker_of
from renderer.typesetting import SetWords, set_words
from renderer.typesetting.faces import Face
from renderer.video.clips import clip_size


@dataclass(frozen=True)
class Checked:
    """What of a programme can be shown, and what its editors should mend.

    A problem names slot, face and language. Not each leaves its slot out: a long name
    of an agency is only cut short, a subtitle is only left out of its clip.
    """

    programme: Programme
    problems: tuple[RendererError, ...]


@dataclass(frozen=True)
class _Showing:
    """A slot on one face in one language, and how people call that place."""

    place: str
    shot: FaceShot
    frame_count: int


@dataclass(frozen=True)
class _Problem:
    """`is_fatal` when its slot cannot be shown for it."""

    error: RendererError
    is_fatal: bool


def check_programme(
    programme: Programme, theme: Theme, store: Store, pace: Pace
) -> Checked:
    """Sets every slot on every face without drawing it, and tries its files.

    A slot found good is noted in the store and not looked at again.
    """
    kept, problems = [], []
    for slot in programme.slots:
        found = _problems_of(slot, programme, theme, store, pace)
        problems += [problem.error for problem in found]
        if not any(problem.is_fatal for problem in found):
            kept.append(slot)
    shown = programme.model_copy(update={"slots": tuple(kept)})
    lines = check_lines(shown, theme, pace)
    if not lines.left_out:
        return Checked(shown, (*problems, *lines.problems))
    # Without the line a face has more room, and perhaps another layout.
    again = check_programme(
        without_lines(programme, lines.left_out), theme, store, pace
    )
    of_lines = lines.problems[: len(lines.left_out)]
    return Checked(again.programme, (*of_lines, *again.problems))


def _problems_of(
    slot: Slot, programme: Programme, theme: Theme, store: Store, pace: Pace
) -> tuple[_Problem, ...]:
    alone = programme.model_copy(update={"slots": (slot,)})
    showings = tuple(_showings(slot, alone, theme, pace))
    key = _key(showings, theme, is_heard=not programme.is_quiet)
    if store.result_of(key) and all(is_there(f, store) for f in alone.media_files):
        return ()
    found = tuple(_problems(slot, showings, alone, theme, store))
    if not found:
        store.record(key, store.keep_bytes(b""))
    return found


def _problems(
    slot: Slot,
    showings: tuple[_Showing, ...],
    alone: Programme,
    theme: Theme,
    store: Store,
) -> Iterator[_Problem]:
    shots = [showing.shot for showing in showings]
    is_bad = False
    for error in media_problems(slot, shots, store, is_heard=not alone.is_quiet):
        is_bad = True
        yield _Problem(error, is_fatal=True)
    for showing in showings:
        try:
            words = _set(showing.shot, theme)
        except TypesettingError as error:
            yield _Problem(error.within(showing.place), is_fatal=True)
            continue
        if not words.is_whole:
            yield _Problem(_cut_short(showing), is_fatal=False)
        if showing.shot.clip and not is_bad:
            yield from _over_clip(showing, showing.shot.clip, words, theme, store)


def _set(shot: FaceShot, theme: Theme) -> SetWords:
    return set_words(
        theme,
        shot.template,
        content_of(shot, theme).size,
        slide_words(shot),
        shot.letters,
        has_picture=has_picture(shot),
    )


def _over_clip(
    showing: _Showing, clip: ClipShot, words: SetWords, theme: Theme, store: Store
) -> Iterator[_Problem]:
    """What is not said over the clip, though the clip is shown."""
    shot, region = showing.shot, words.face.region("media")
    if region is None:
        return  # the theme's fault, which is told by whoever makes the scene
    _, place = fit_clip(clip_size(store.path_of(clip.sha256)), region)
    size, language = content_of(shot, theme).size, shot.words.language
    over = words_over_clip(
        shot,
        clip,
        Face(theme, shot.template, size, language, shot.letters),
        region=region,
        place=place,
        frame_count=showing.frame_count,
        subtitles=store.path_of(shot.subtitles) if shot.subtitles else None,
    )
    for error in over.problems:
        yield _Problem(error.within(showing.place), is_fatal=False)
    if not all(placed.plate.is_whole for placed in over.plates):
        yield _Problem(_cut_short(showing), is_fatal=False)


def _cut_short(showing: _Showing) -> TypesettingError:
    words = showing.shot.words
    return TypesettingError(
        f"{showing.place}: agency ({words.language})",
        "“{name}” ({count} characters) is cut short there",
        "give the agency a shorter name",
        name=words.agency,
        count=len(words.agency),
    )


def _showings(
    slot: Slot, alone: Programme, theme: Theme, pace: Pace
) -> Iterator[_Showing]:
    """Each face in each of its languages, once; of a clip each part that is shown."""
    seen: set[tuple[str, str, str, ClipShot | None]] = set()
    for canvas in alone.cluster.canvases:
        timeline = _timeline(alone, canvas, pace)
        scenes = plan_scenes(timeline, theme="", variant="", theme_digest=theme.digest)
        for scene in scenes:
            for face, shot in zip(canvas.faces, scene.faces, strict=True):
                if shot.template == FILLER_TEMPLATE:
                    continue  # left out there
                name = (canvas.code, face.code, shot.words.language, shot.clip)
                if name not in seen:
                    seen.add(name)
                    slot_name = name_of(slot, shot.words.title)
                    place = f"{slot_name}, face {face.code} of {canvas.code}"
                    yield _Showing(place, shot, scene.frame_count)


def _timeline(alone: Programme, canvas: Canvas, pace: Pace) -> Timeline:
    """The slot in every language step, over the line that runs below it."""
    scenes = cluster_scenes(alone, pace)
    return Timeline(canvas, scenes, ticker_of(alone.cluster), pace)


def _key(showings: tuple[_Showing, ...], theme: Theme, *, is_heard: bool) -> str:
    return digest_of_value(
        {
            "engine": ENGINE,
            "kind": "check",
            "theme": theme.digest,
            "shots": [asdict(showing.shot) for showing in showings],
            "frames": [showing.frame_count for showing in showings],
            "is_heard": is_heard,
        }
    )
