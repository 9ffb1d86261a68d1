"""The wall's document: what every cluster shows now, for a page to draw.

Pure: facts in, one frozen value out. The page's program reads it as JSON with the very
names of these fields. Texts stay in all their languages: the reader chooses.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hub.displays.queries import CanvasFacts, FaceFacts
from hub.lib.localrows import LocalText
from hub.players.queries import Screen
from hub.programmes.enums import ProblemCode
from hub.programmes.queries import Problem, ResolvedProgramme
from hub.screens.rendered import Published, Work
from release.format import Loop, Scene, Window


class ClusterState(StrEnum):
    PLAYING = "playing"
    HELD = "held"  # the last good loop, because the newest news of it is bad
    RENDERING = "rendering"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class SceneOnWall:
    """`languages` says which face shows which language. The filler has no slot."""

    start_frame: int
    frame_count: int
    slot: str
    item: str
    titles: tuple[LocalText, ...]
    languages: dict[str, str]


@dataclass(frozen=True)
class LoopOnWall:
    sha256: str
    video: str
    poster: str
    fps: int
    frame_count: int
    scenes: tuple[SceneOnWall, ...]


@dataclass(frozen=True)
class ScreenOnWall:
    """What the player at the canvas shows, and why; `picture` is empty before it sent one."""

    picture: str
    rung: str
    heard_at: datetime
    is_down: bool


@dataclass(frozen=True)
class CanvasOnWall:
    code: str
    width_px: int
    height_px: int
    faces: tuple[FaceFacts, ...]
    playlist: str
    loop: LoopOnWall | None
    screen: ScreenOnWall | None = None


@dataclass(frozen=True)
class ClusterOnWall:
    """`agencies` names, for each item of the programme, whose it is."""

    code: str
    names: tuple[LocalText, ...]
    is_test: bool
    state: ClusterState
    note: str
    until: datetime | None
    canvases: tuple[CanvasOnWall, ...]
    agencies: dict[str, tuple[LocalText, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Wall:
    renderer: str
    done: int
    total: int
    seconds_left: int | None
    dashboard: str
    clusters: tuple[ClusterOnWall, ...]


@dataclass(frozen=True)
class Addresses:
    """Where a page fetches files; `playlist` takes cluster and canvas."""

    video: Callable[[str], str]
    poster: Callable[[str], str]
    playlist: Callable[[str, str], str]
    picture: Callable[[Screen], str] = lambda _: ""


@dataclass(frozen=True)
class Facts:
    """All that the wall is made of. `can_play` says whether a loop's files are there."""

    now: datetime
    work: Work
    programmes: Iterable[ResolvedProgramme]
    published: Mapping[str, Published]
    can_play: Callable[[Loop], bool]
    addresses: Addresses
    # In the demo: what its players tell of their canvases.
    screens: Iterable[Screen] = ()


def build_wall(facts: Facts) -> Wall:
    work = facts.work
    clusters = tuple(_cluster(facts, programme) for programme in facts.programmes)
    return Wall(
        renderer=work.state,
        done=work.done,
        total=work.total,
        seconds_left=work.seconds_left,
        dashboard=work.dashboard,
        clusters=clusters,
    )


def _cluster(facts: Facts, programme: ResolvedProgramme) -> ClusterOnWall:
    cluster = programme.cluster
    published = facts.published[cluster.code]
    window = _window_at(published, facts.now)
    canvases = tuple(
        _canvas(facts, cluster.code, canvas, published) for canvas in cluster.canvases
    )
    state, note = _state(facts, cluster.code, canvases, window)
    return ClusterOnWall(
        code=cluster.code,
        names=cluster.names,
        is_test=cluster.status == "TEST",
        state=state,
        note=note,
        until=window.end if window else None,
        canvases=canvases,
        agencies={slot.item.key: slot.item.agency.names for slot in programme.slots},
        problems=(*programme.problems, *_refused(facts.work, cluster.code)),
    )


def _refused(work: Work, code: str) -> tuple[Problem, ...]:
    """What the renderer leaves out, by reasons that only it can know."""
    refused = work.clusters[code].refused if code in work.clusters else ()
    return tuple(
        # The only reason that the renderer itself has.
        Problem(one.slot_id, one.title, ProblemCode.AIRTIME_EXCEEDED, one.message)
        for one in refused
    )


def _window_at(published: Published, now: datetime) -> Window | None:
    """The window that `Timetable.loop_at` plays from."""
    windows = published.timetable.windows if published.timetable else ()
    due = [window for window in windows if window.start <= now]
    return due[-1] if due else next(iter(windows), None)


def _canvas(
    facts: Facts, cluster: str, canvas: CanvasFacts, published: Published
) -> CanvasOnWall:
    timetable = published.timetable
    loop = timetable.loop_at(canvas.code, facts.now) if timetable else None
    playable = loop if loop and facts.can_play(loop) else None
    return CanvasOnWall(
        code=canvas.code,
        width_px=canvas.width_px,
        height_px=canvas.height_px,
        faces=canvas.faces,
        playlist=facts.addresses.playlist(cluster, canvas.code),
        loop=_loop(playable, facts.addresses) if playable else None,
        screen=_screen(facts, cluster, canvas.code),
    )


def _screen(facts: Facts, cluster: str, canvas: str) -> ScreenOnWall | None:
    """Of the player that was heard last."""
    found = [
        one for one in facts.screens if (one.cluster, one.canvas) == (cluster, canvas)
    ]
    if not found:
        return None
    newest = max(found, key=lambda one: one.heard_at)
    return ScreenOnWall(
        picture=facts.addresses.picture(newest) if newest.digest else "",
        rung=newest.rung,
        heard_at=newest.heard_at,
        is_down=newest.is_down,
    )


def _loop(loop: Loop, addresses: Addresses) -> LoopOnWall:
    return LoopOnWall(
        sha256=loop.file.sha256,
        video=addresses.video(loop.file.sha256),
        poster=addresses.poster(loop.poster.sha256),
        fps=loop.fps,
        frame_count=loop.frame_count,
        scenes=tuple(_scene(scene) for scene in loop.scenes),
    )


def _scene(scene: Scene) -> SceneOnWall:
    return SceneOnWall(
        start_frame=scene.start_frame,
        frame_count=scene.frame_count,
        slot=scene.slot_id,
        item=scene.item_key,
        titles=tuple(
            LocalText(language, title) for language, title in scene.titles.items()
        ),
        languages={face.face: face.language for face in scene.faces},
    )


def _state(
    facts: Facts,
    code: str,
    canvases: tuple[CanvasOnWall, ...],
    window: Window | None,
) -> tuple[ClusterState, str]:
    """The state, and in what words the machine itself explains it, if it does."""
    work = facts.work.clusters.get(code)
    fault = facts.published[code].fault
    if work and work.state == "failed":
        fault = work.message
    if canvases and all(canvas.loop for canvas in canvases):
        is_over = window is None or window.end <= facts.now
        held = bool(fault) or is_over
        return (ClusterState.HELD if held else ClusterState.PLAYING), fault
    if fault:
        return ClusterState.FAILED, fault
    if facts.work.state == "rendering":
        return ClusterState.RENDERING, ""
    return ClusterState.WAITING, ""


def without_inner_matters(wall: Wall) -> Wall:
    """For passers-by: what is shown, and nothing of what went wrong behind it."""
    clusters = (replace(one, note="", problems=()) for one in wall.clusters)
    return replace(wall, clusters=tuple(clusters), dashboard="")
