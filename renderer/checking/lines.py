"""What runs below all slots: a language that cannot be read runs nowhere in the cluster.

The other languages run on. A face too small for a legible line has none, and no other
face is the worse for it. All canvases keep the same loop either way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from renderer.errors import TypesettingError
from renderer.planning import FaceShot, TickerLine, TickerShot, plan_scenes
from renderer.programme import Canvas, Programme
from renderer.scenes.ticker import check_ticker, languages_of, ticker_look
from renderer.scenes.typeset import content_of
from renderer.themes import Theme
from renderer.timeline import Pace, build_timeline


@dataclass(frozen=True)
class CheckedLines:
    """A programme with the lines that can run, and what became of the others."""

    programme: Programme
    left_out: frozenset[str]  # languages
    problems: tuple[TypesettingError, ...]


def check_lines(programme: Programme, theme: Theme, pace: Pace) -> CheckedLines:
    """Sets the lines on every face they run on, without drawing them.

    Each language is told of once: with the first face that cannot show it.
    """
    left_out: dict[str, TypesettingError] = {}
    while True:
        faces = tuple(_running_faces(programme, theme, pace))
        bad = next((found for face in faces if (found := _bad_line(face, theme))), None)
        if bad is None:
            break
        language, left_out[language] = bad
        programme = without_lines(programme, frozenset((language,)))
    crowded = (_crowded(face, theme) for face in faces if not face.has_room)
    return CheckedLines(programme, frozenset(left_out), (*left_out.values(), *crowded))


def without_lines(programme: Programme, languages: frozenset[str]) -> Programme:
    cluster = programme.cluster
    kept = tuple(line for line in cluster.ticker if line.language not in languages)
    return programme.model_copy(
        update={"cluster": cluster.model_copy(update={"ticker": kept})}
    )


@dataclass(frozen=True)
class _RunningFace:
    """A face below which lines are to run, and how people call it."""

    place: str
    shot: FaceShot
    ticker: TickerShot
    has_room: bool


def _running_faces(
    programme: Programme, theme: Theme, pace: Pace
) -> Iterator[_RunningFace]:
    if programme.cluster.ticker:
        for canvas in programme.cluster.canvases:
            yield from _faces_of(canvas, programme, theme, pace)


def _faces_of(
    canvas: Canvas, programme: Programme, theme: Theme, pace: Pace
) -> Iterator[_RunningFace]:
    timeline = build_timeline(programme, canvas, pace)
    (scene, *_) = plan_scenes(timeline, theme="", variant="", theme_digest=theme.digest)
    for face, shot in zip(canvas.faces, scene.faces, strict=True):
        if shot.ticker:
            has_room = content_of(shot, theme).size != shot.upright_size
            place = f"face {face.code} of {canvas.code}"
            yield _RunningFace(place, shot, shot.ticker, has_room)


def _bad_line(face: _RunningFace, theme: Theme) -> tuple[str, TypesettingError] | None:
    """The language of a line that cannot run there, and why."""
    lines = face.ticker.lines
    together = _error_of(lines, face, theme) if face.has_room else None
    if together is None:
        return None
    for line in lines:
        error = _error_of((line,), face, theme)
        if error:
            return line.language, error.within(face.place)
    longest = max(lines, key=lambda line: len(line.text))
    return longest.language, together.within(face.place)


def _error_of(
    lines: tuple[TickerLine, ...], face: _RunningFace, theme: Theme
) -> TypesettingError | None:
    ticker = replace(face.ticker, lines=lines)
    try:
        check_ticker(ticker, theme, face.shot.upright_size, face.shot.letters)
    except TypesettingError as error:
        return error
    return None


def _crowded(face: _RunningFace, theme: Theme) -> TypesettingError:
    size = face.shot.upright_size
    look = ticker_look(theme, size, languages_of(face.ticker), face.shot.letters)
    return TypesettingError(
        f"ticker, {face.place}",
        "a running line in letters of {least} px leaves too little room on"
        " {width}×{height}, so none runs there",
        "correct the face's viewing distance and pitch, or add a layout for it to the"
        " theme",
        least=look.size_px,
        width=size.width,
        height=size.height,
    )
