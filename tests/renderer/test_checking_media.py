"""A picture or clip that cannot be read leaves out its slot, and no other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from renderer.building import Builder, Built
from renderer.checking import Checked, check_programme
from renderer.errors import MediaError
from renderer.executors import LocalExecutor, Urgency
from renderer.executors.api import OnDone
from renderer.messages import told_in
from renderer.planning import Action
from renderer.programme import Programme, parse_programme
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import DEFAULT_PACE
from renderer.video.pictures import read_picture, write_jpeg
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_file,
    a_picture,
    a_programme,
    a_slot,
    an_item,
)
from tests.fakes.videos import write_video
from tests.renderer.themes_on_disk import HOUSE_THEME

THEMES = HOUSE_THEME.parent
PHOTO = next((Path(__file__).parents[2] / "fixtures/media").glob("*.jpg"))
FACE = (0, 0, 480, 240)
GOOD = a_slot(an_item("good"), slot_id="1", seconds=3)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def kept(store: Store, content: bytes) -> dict[str, Any]:
    file = store.keep_bytes(content)
    return {**a_file(file.sha256), "sizeBytes": file.size_bytes}


def a_photo() -> bytes:
    return write_jpeg(read_picture(PHOTO)[:400, :640])


def a_video(folder: Path, *, seconds: int = 3, has_sound: bool = False) -> bytes:
    path = folder / "video.mp4"
    write_video(path, seconds=seconds, has_sound=has_sound)
    return path.read_bytes()


def with_picture(file: dict[str, Any], kind: str = "STORY") -> dict[str, Any]:
    pictures = (a_picture(file),)
    return a_slot(an_item("bad", kind=kind, pictures=pictures), slot_id="2", seconds=3)


def with_clip(file: dict[str, Any], **more: Any) -> dict[str, Any]:
    clip = a_clip(file, duration_ms=3000, **more)
    return a_slot(an_item("bad", kind="CLIP", clip=clip), slot_id="2")


def programme_of(*slots: dict[str, Any], **more: Any) -> Programme:
    canvas = a_canvas(a_face(place=FACE), size=FACE[2:])
    return parse_programme(a_programme(*slots, canvases=(canvas,), **more))


def checked(store: Store, *slots: dict[str, Any]) -> Checked:
    theme = read_theme(HOUSE_THEME)
    return check_programme(programme_of(*slots), theme, store, DEFAULT_PACE)


def build(store: Store, *slots: dict[str, Any], executor: Any = None) -> Built:
    executor = executor or LocalExecutor(store.address, THEMES)
    builder = Builder(store, THEMES, executor)
    return builder.build(programme_of(*slots), lambda _: None)


def slots_in(built: Built) -> list[str]:
    (loop,) = built.loops.values()
    return [scene.slot_id for scene in loop.scenes]


@pytest.mark.parametrize("kind", ["STORY", "GALLERY"])
def test_a_picture_cut_short_leaves_out_its_slot_and_is_told(store: Store, kind: str):
    photo = a_photo()
    bad = kept(store, photo[: len(photo) // 2])

    built = build(store, GOOD, with_picture(bad, kind))

    assert slots_in(built) == ["1"]
    (problem,) = built.problems
    assert problem.where == f"slot 2 “Đỉnh Fansipan”: {bad['sha256']}"
    assert "cannot be read as a picture" in str(problem)
    assert "upload it again as JPEG or PNG" in str(problem)
    assert "không đọc được tệp ảnh" in str(told_in("vi", problem))


def test_a_clip_that_is_no_video_leaves_out_its_slot_and_is_told(store: Store):
    bad = kept(store, b"not a video" * 100)

    built = build(store, with_clip(bad), GOOD)

    assert slots_in(built) == ["1"]
    (problem,) = built.problems
    assert problem.where == f"slot 2 “Đỉnh Fansipan”: {bad['sha256']}"
    assert "export the clip again as H.264 MP4 and upload it" in str(problem)


def test_a_clip_whose_promised_sound_is_not_there_leaves_out_its_slot(
    store: Store, tmp_path: Path
):
    mute = kept(store, a_video(tmp_path))

    result = checked(store, GOOD, with_clip(mute, has_audio=True))

    assert [slot.id for slot in result.programme.slots] == ["1"]
    assert "its sound cannot be decoded" in str(result.problems[0])


def test_a_file_that_never_came_leaves_out_its_slot_and_is_told(store: Store):
    gone = {**a_file("9" * 64), "sizeBytes": 9}

    result = checked(store, with_picture(gone), GOOD)

    assert [slot.id for slot in result.programme.slots] == ["1"]
    (problem,) = result.problems
    assert "its file has not come as the programme names it" in str(problem)
    assert "upload it again in the hub" in str(problem)


def test_a_file_that_was_good_and_is_gone_is_noticed(store: Store):
    photo = kept(store, a_photo())
    assert checked(store, with_picture(photo)).problems == ()

    store.path_of(photo["sha256"]).unlink()

    assert "has not come" in str(checked(store, with_picture(photo)).problems[0])


def test_a_good_file_is_decoded_once_however_its_words_change(store: Store):
    photo = kept(store, a_photo())
    assert checked(store, with_picture(photo)).problems == ()
    # Bytes that no decoder takes, of the same size: only a second look would notice.
    store.path_of(photo["sha256"]).write_bytes(bytes(photo["sizeBytes"]))
    item = an_item("bad", title="Tên khác", pictures=(a_picture(photo),))

    assert checked(store, a_slot(item, slot_id="2")).problems == ()


def test_when_every_slot_is_bad_the_filler_is_shown(store: Store):
    built = build(store, with_clip(kept(store, b"no video")))

    assert slots_in(built) == [""]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no subtitles", "export the subtitles as WebVTT"),
        (None, "it cannot be read (No such file or directory)"),
    ],
    ids=["broken", "missing"],
)
def test_a_bad_subtitle_file_takes_nothing_but_itself_away(
    store: Store, tmp_path: Path, content: bytes | None, told: str
):
    clip = kept(store, a_video(tmp_path))
    words = kept(store, content) if content else a_file("9" * 64)

    result = checked(store, with_clip(clip, subtitles={"vi": words}))

    assert [slot.id for slot in result.programme.slots] == ["2"]
    (problem,) = result.problems
    assert problem.where.startswith(
        "slot 2 “Đỉnh Fansipan”, face east of led: subtitles"
    )
    assert told in str(problem)


@dataclass
class Losing:
    """An executor under whose hands a file is lost before the first action."""

    store: Store
    sha256: str
    dashboard: str = ""
    tries: list[int] = field(default_factory=list)

    def execute(
        self,
        actions: Sequence[Action],
        on_done: OnDone,
        *,
        urgency: Urgency = Urgency.LATER,
    ) -> None:
        self.store.path_of(self.sha256).unlink(missing_ok=True)
        self.tries.append(len(actions))
        LocalExecutor(self.store.address, THEMES).execute(
            actions, on_done, urgency=urgency
        )

    def rest(self) -> None:
        """Nothing is kept."""


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_that_fails_while_rendering_costs_its_slot_and_the_loop_comes(
    store: Store, tmp_path: Path, order: tuple[int, int]
):
    clip = kept(store, a_video(tmp_path))
    losing = Losing(store, clip["sha256"])
    slots = (GOOD, with_clip(clip))

    built = build(store, *(slots[n] for n in order), executor=losing)

    assert slots_in(built) == ["1"]
    assert len(losing.tries) == 2
    (problem,) = built.problems
    # Its own slot is named, not the one that it fades into.
    assert problem.where == f"slot 2 “Đỉnh Fansipan”: {clip['sha256']}"
    assert "export the clip again as H.264 MP4 and upload it" in str(problem)


def test_a_failure_that_no_slot_has_to_do_with_goes_up(store: Store):
    class Failing(Losing):
        def execute(self, *_: object, **__: object) -> None:
            raise MediaError("another.mp4", "it has no frames", "export the clip again")

    with pytest.raises(MediaError, match=r"another\.mp4"):
        build(store, GOOD, executor=Failing(store, "0" * 64))
