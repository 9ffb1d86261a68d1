"""A cluster of the hub with what the renderer made of it, people, and their keys."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from hub.displays.models import Cluster
from hub.playout.actions import look_for_candidates
from hub.playout.models import Candidate
from release.demo import found_demo
from release.format import (
    FaceScene,
    File,
    Loop,
    Scene,
    Timetable,
    Window,
    write_timetable,
)
from release.mandates import Mandate
from release.places import Places
from tests.hub.builders import make_agency, make_cluster
from tests.hub.rights.people import make_holder

CODE = "ck-lao-cai"
SIZE = (768, 384)


def make_scene(item: str, start: int = 0, frames: int = 250, **more: Any) -> Scene:
    languages = more.pop("languages", {"mat-a": "vi"})
    return Scene(
        start_frame=start,
        frame_count=frames,
        slot_id=f"slot-{item}",
        item_key=item,
        titles={"vi": f"Mục {item}"},
        faces=tuple(FaceScene(face=f, language=o) for f, o in languages.items()),
    )


def make_loop(pixels: bytes, *scenes: Scene, size: tuple[int, int] = SIZE) -> Loop:
    """Its file lies where the renderer would have put it."""
    sha256 = hashlib.sha256(pixels).hexdigest()
    folder = Path(settings.LOOPS_DIR) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{sha256}.mp4").write_bytes(pixels)
    file = File(sha256=sha256, size_bytes=len(pixels))
    shown = scenes or (make_scene("cho-phien"),)
    return Loop(
        file=file,
        poster=file,
        width_px=size[0],
        height_px=size[1],
        fps=25,
        frame_count=sum(one.frame_count for one in shown),
        scenes=shown,
    )


def make_timetable(
    loop: Loop, *, since: datetime | None = None, days: float = 8
) -> Timetable:
    start = since or timezone.now() - timedelta(minutes=10)
    window = Window(
        start=start,
        end=start + timedelta(days=days),
        loops={"khung-1": loop.file.sha256},
    )
    return Timetable(
        cluster=CODE, created=start, windows=(window,), loops={loop.file.sha256: loop}
    )


def render(
    pixels: bytes = b"loop 1", *, name: str = "timetable.json", **more: Any
) -> Timetable:
    """As the renderer leaves it."""
    timetable = make_timetable(make_loop(pixels), **more)
    folder = Path(settings.LOOPS_DIR) / CODE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(write_timetable(timetable))
    return timetable


def make_wall() -> Cluster:
    return make_cluster(CODE)


def make_people(count: int = 2) -> list[User]:
    """Approvers of the province, with names that keys can have."""
    agency = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    names = ("lan", "minh", "thu")
    return [make_holder("approver", agency, name) for name in names[:count]]


def found_keys(owners: Sequence[str], *, due: int = 1) -> None:
    places = Places(Path(settings.RELEASES_DIR))
    roles = {Mandate.APPROVE: owners, Mandate.URGENT: ["truong-phong"]}
    found_demo(places, [CODE], roles, due=due)


def find_candidate() -> Candidate:
    """What the hub makes of what is rendered now."""
    (candidate,) = look_for_candidates(timezone.now())
    return candidate
