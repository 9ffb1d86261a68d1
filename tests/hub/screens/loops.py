"""A renderer's folder of finished files, made without a renderer."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from release.format import (
    FaceScene,
    File,
    Loop,
    Scene,
    Timetable,
    Window,
    write_timetable,
)
from tests.fakes.videos import write_video

FPS = 25


def a_scene(
    slot: str, start: int, frames: int, *, face: str = "mat-a", language: str = "vi"
) -> Scene:
    return Scene(
        start_frame=start,
        frame_count=frames,
        slot_id=slot,
        item_key=f"key-{slot}",
        titles={
            "vi": f"Mục {slot}",
            "en": f"Item {slot}",
            "zh-hans": f"第{slot}条",
        },
        faces=(FaceScene(face=face, language=language),),
    )


def write_loop(
    folder: Path,
    *,
    seconds: int = 4,
    size: tuple[int, int] = (768, 384),
    scenes: tuple[Scene, ...] = (),
    colour: str = "seagreen",
) -> Loop:
    """A real H.264 loop with its poster, under the names of their digests."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    write_video(files / "new.mp4", seconds=seconds, fps=FPS, size=size)
    Image.new("RGB", size, colour).save(files / "new.jpg")
    frame_count = seconds * FPS
    return Loop(
        file=_name_by_digest(files / "new.mp4"),
        poster=_name_by_digest(files / "new.jpg"),
        width_px=size[0],
        height_px=size[1],
        fps=FPS,
        frame_count=frame_count,
        scenes=scenes or (a_scene("1", 0, frame_count),),
    )


def publish(
    folder: Path,
    cluster: str,
    loop: Loop,
    *,
    canvas: str = "khung-1",
    since: datetime | None = None,
    hours: float = 2,
) -> Timetable:
    """The cluster's timetable: one window, which began an hour ago unless said."""
    start = since or datetime.now(UTC) - timedelta(hours=1)
    sha256 = loop.file.sha256
    window = Window(
        start=start, end=start + timedelta(hours=hours), loops={canvas: sha256}
    )
    timetable = Timetable(
        cluster=cluster, created=start, windows=(window,), loops={sha256: loop}
    )
    (folder / cluster).mkdir(parents=True, exist_ok=True)
    (folder / cluster / "timetable.json").write_bytes(write_timetable(timetable))
    return timetable


def _name_by_digest(path: Path) -> File:
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    path.rename(path.with_stem(sha256))
    return File(sha256=sha256, size_bytes=len(content))
