"""A release as whoever approves sees it: every loop beside what is on air.

Gathers in a fixed number of queries; what it comes to is decided in `changes` and `proof`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from hub.displays.queries import CanvasFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.languages import language_name
from hub.playout import queries
from hub.playout.changes import (
    LoopChange,
    SceneChange,
    airtime_of,
    languages_lacking,
    loops_changed,
)
from hub.playout.enums import Change
from hub.playout.models import Candidate
from hub.playout.validators import Case, find_stop
from release.format import Loop


@dataclass(frozen=True)
class SceneShown:
    change: str
    label: str
    title: str
    begins: str
    faces: str


@dataclass(frozen=True)
class ShareShown:
    title: str
    seconds: str
    percent: int


@dataclass(frozen=True)
class LoopShown:
    """`was` is empty when nothing plays there now."""

    first_shown: datetime
    video: str
    poster: str
    was: str
    is_same: bool
    is_same_by_name: bool
    scenes: tuple[SceneShown, ...]
    shares: tuple[ShareShown, ...]
    lacking: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CanvasShown:
    code: str
    size: str
    loops: tuple[LoopShown, ...]


@dataclass(frozen=True)
class ReleaseShown:
    candidate: Candidate
    canvases: tuple[CanvasShown, ...]
    case: Case
    stop: str | None
    faults: tuple[Any, ...]
    may_withdraw: bool


def show_release(candidate: Candidate, person: Any, now: datetime) -> ReleaseShown:
    before = queries.before(candidate)
    facts = find_cluster(candidate.cluster.code)
    canvases = {one.code: one for one in facts.canvases} if facts else {}
    found: dict[str, list[LoopShown]] = {}
    for change in loops_changed(candidate.release, before.release if before else None):
        canvas = canvases.get(change.canvas)
        shown = _loop_shown(candidate.cluster.code, change, canvas)
        found.setdefault(change.canvas, []).append(shown)
    case = queries.find_case(candidate, person, now)
    return ReleaseShown(
        candidate=candidate,
        canvases=tuple(
            CanvasShown(code, _size(canvases.get(code)), tuple(loops))
            for code, loops in found.items()
        ),
        case=case,
        stop=find_stop(case),
        faults=queries.faults_of(candidate, now),
        may_withdraw=person.pk in case.approvers and case.is_waiting,
    )


def _size(canvas: CanvasFacts | None) -> str:
    return f"{canvas.width_px}×{canvas.height_px}" if canvas else ""


def _loop_shown(
    cluster: str, change: LoopChange, canvas: CanvasFacts | None
) -> LoopShown:
    loop, faces = change.loop, canvas.faces if canvas else ()
    names = {face.code: face.name(get_language() or "vi") for face in faces}
    languages = {face.code: face.languages for face in faces}
    kinds = {one.change for one in change.scenes}
    return LoopShown(
        first_shown=change.first_shown,
        video=_address(cluster, loop),
        poster=reverse("devices:loop_file", args=[f"files/{loop.poster.sha256}.jpg"]),
        was=_address(cluster, change.on_air) if change.on_air else "",
        is_same=change.is_same,
        is_same_by_name=not change.is_same and kinds <= {Change.SAME},
        scenes=tuple(_scene_shown(one, loop.fps, names) for one in change.scenes),
        shares=tuple(
            ShareShown(
                title=_title(one.titles),
                seconds=_seconds(one.frame_count, one.fps),
                percent=round(one.share * 100),
            )
            for one in airtime_of(loop)
        ),
        lacking=tuple(
            (
                names.get(one.face, one.face),
                _title(one.titles),
                ", ".join(language_name(code) for code in one.languages),
            )
            for one in languages_lacking(loop, languages)
        ),
    )


def _address(cluster: str, loop: Loop) -> str:
    path = f"{cluster}/files/{loop.file.sha256}.mp4"
    return reverse("devices:release_file", args=[path])


def _scene_shown(one: SceneChange, fps: int, names: Mapping[str, str]) -> SceneShown:
    scene = one.scene
    return SceneShown(
        change=one.change.value,
        label=str(one.change.label),
        title=_title(scene.titles),
        begins=_seconds(scene.start_frame, fps),
        faces="; ".join(
            f"{names.get(face.face, face.face)}: {language_name(face.language)}"
            for face in scene.faces
        ),
    )


def _title(titles: Mapping[str, str]) -> str:
    """In the reader's language, else in Vietnamese; the filler has none."""
    wanted = titles.get(get_language() or "vi") or titles.get("vi")
    return wanted or next(iter(titles.values()), "") or gettext("The filler")


def _seconds(frames: int, fps: int) -> str:
    """Tenths, as they are written here."""
    tenths = round(frames * 10 / fps)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)
