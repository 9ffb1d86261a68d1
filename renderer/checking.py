"""Leaves out the slots whose words cannot be set legibly, and says why.

One bad title must not keep a cluster's new loop from coming: the others are shown, on all
canvases alike, so that their loops stay equally long.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from renderer.digests import digest_of_value
from renderer.errors import TypesettingError
from renderer.planning import FaceShot, SceneShot, plan_scenes
from renderer.planning.actions import ENGINE
from renderer.programme import Canvas, Cluster, Programme, Slot
from renderer.scenes.typeset import content_of, has_picture, slide_words
from renderer.store import Store
from renderer.themes import Theme
from renderer.timeline import Scene, Timeline, ticker_of
from renderer.typesetting import set_words

_TITLE_LENGTH = 40


@dataclass(frozen=True)
class Checked:
    """What of a programme can be shown, and what its editors should mend.

    A problem names slot, face and language. Not each leaves its slot out: a long name
    of an agency is only cut short.
    """

    programme: Programme
    problems: tuple[TypesettingError, ...]


@dataclass(frozen=True)
class _Showing:
    """A slot on one face in one language, and how people call that place."""

    place: str
    shot: FaceShot


def check_programme(programme: Programme, theme: Theme, store: Store) -> Checked:
    """Sets every slot on every face without drawing it.

    A slot found good is noted in the store and not looked at again.
    """
    kept, problems = [], []
    for slot in programme.slots:
        showings = tuple(_showings(slot, programme.cluster, theme))
        key = _key(showings, theme)
        if store.result_of(key):
            kept.append(slot)
            continue
        found = list(_problems(showings, theme))
        problems += [problem for problem, _ in found]
        if not found:
            store.record(key, store.keep_bytes(b""))
        if not any(is_fatal for _, is_fatal in found):
            kept.append(slot)
    shown = programme.model_copy(update={"slots": tuple(kept)})
    return Checked(shown, tuple(problems))


def _problems(
    showings: tuple[_Showing, ...], theme: Theme
) -> Iterator[tuple[TypesettingError, bool]]:
    """Each problem, and whether its slot cannot be shown for it."""
    for showing in showings:
        shot = showing.shot
        try:
            is_whole = set_words(
                theme,
                shot.template,
                content_of(shot, theme).size,
                slide_words(shot),
                shot.letters,
                has_picture=has_picture(shot),
            ).is_whole
        except TypesettingError as error:
            yield error.within(showing.place), True
            continue
        if not is_whole:
            yield _cut_short(showing), False


def _cut_short(showing: _Showing) -> TypesettingError:
    words = showing.shot.words
    return TypesettingError(
        f"{showing.place}: agency ({words.language})",
        "“{name}” ({count} characters) is cut short there",
        "give the agency a shorter name",
        name=words.agency,
        count=len(words.agency),
    )


def _showings(slot: Slot, cluster: Cluster, theme: Theme) -> Iterator[_Showing]:
    """Each face in each of its languages, once."""
    seen: set[tuple[str, str, str]] = set()
    for canvas in cluster.canvases:
        for scene in _scenes(slot, canvas, cluster, theme):
            for face, shot in zip(canvas.faces, scene.faces, strict=True):
                name = (canvas.code, face.code, shot.words.language)
                if name not in seen:
                    seen.add(name)
                    place = (
                        f"slot {slot.id} “{_shortened(shot.words.title)}”,"
                        f" face {face.code} of {canvas.code}"
                    )
                    yield _Showing(place, shot)


def _scenes(
    slot: Slot, canvas: Canvas, cluster: Cluster, theme: Theme
) -> tuple[SceneShot, ...]:
    """The slot in every language step, over the line that runs below it."""
    steps = tuple(Scene(slot, step, frame_count=0) for step in range(canvas.step_count))
    timeline = Timeline(canvas, steps, ticker_of(cluster))
    return plan_scenes(timeline, theme="", variant="", theme_digest=theme.digest)


def _shortened(title: str) -> str:
    """Enough of it to know which is meant."""
    return title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…"


def _key(showings: tuple[_Showing, ...], theme: Theme) -> str:
    return digest_of_value(
        {
            "engine": ENGINE,
            "kind": "check",
            "theme": theme.digest,
            "shots": [asdict(showing.shot) for showing in showings],
        }
    )
