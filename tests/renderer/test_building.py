"""From a programme to a loop: exact frames, nothing rendered twice, the same bytes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from release.format import Loop
from renderer.building import Builder, Built, StillChoice
from renderer.errors import MediaError, ProgrammeError, ThemeError
from renderer.executors import LocalExecutor
from renderer.hub_client import SavedProgramme
from renderer.programme import Programme, parse_programme
from renderer.store import Store, digest_of_file
from renderer.timeline import DEFAULT_PACE
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

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "themes"
WIDE = (0, 0, 480, 240)
PICTURE = next((ROOT / "fixtures/media").glob("*.jpg"))


def builder_in(folder: Path) -> Builder:
    store = Store(folder)
    return Builder(store, THEMES, LocalExecutor(store.root, THEMES))


def media_file(path: Path) -> dict[str, Any]:
    digest = digest_of_file(path)
    file = a_file(digest.sha256, str(path))
    return {**file, "sizeBytes": digest.size_bytes}


def saved(document: dict[str, Any], builder: Builder, folder: Path) -> Programme:
    path = folder / "programme.json"
    path.write_text(json.dumps(document))
    source = SavedProgramme(path)
    programme = parse_programme(source.read())
    for file in programme.media_files:
        source.fetch_media(file, builder.store)
    return programme


def three_slots(folder: Path, **story: str) -> tuple[dict[str, Any], ...]:
    clip = a_clip(
        media_file(write_video(folder / "clip.mp4", seconds=3, has_sound=True)),
        duration_ms=3000,
        has_audio=True,
    )
    picture = a_picture(media_file(PICTURE), caption="Ruộng bậc thang")
    return (
        a_slot(an_item("s", **story), slot_id="1", seconds=3),
        a_slot(
            an_item("g", kind="GALLERY", pictures=(picture, picture)),
            slot_id="2",
            seconds=3,
        ),
        a_slot(an_item("c", kind="CLIP", clip=clip), slot_id="3"),
    )


def build(builder: Builder, folder: Path, *slots: dict[str, Any]) -> Built:
    return builder.build(saved(a_programme(*slots), builder, folder), lambda _: None)


def loop_path(builder: Builder, built: Built) -> Path:
    (loop,) = built.loops.values()
    return builder.store.path_of(loop.file.sha256)


def only_loop(built: Built) -> Loop:
    (loop,) = built.loops.values()
    return loop


def test_a_loop_has_exactly_the_frames_and_scenes_it_promises(tmp_path: Path):
    builder = builder_in(tmp_path / "store")

    built = build(builder, tmp_path, *three_slots(tmp_path))

    loop = only_loop(built)
    with av.open(str(loop_path(builder, built))) as container:
        frames = list(container.decode(video=0))
    assert len(frames) == loop.frame_count == 80 + 80 + 72
    assert (frames[0].width, frames[0].height) == (320, 160)
    assert [scene.start_frame for scene in loop.scenes] == [0, 80, 160]
    assert [scene.item_key for scene in loop.scenes] == ["s", "g", "c"]


def sound_in(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(blocks, axis=1)


def test_the_clip_is_heard_in_its_own_scene_at_the_level_of_all(tmp_path: Path):
    builder = builder_in(tmp_path / "store")

    built = build(builder, tmp_path, *three_slots(tmp_path))

    sound, second = sound_in(loop_path(builder, built)), 48_000
    assert sound.shape[1] == (80 + 80 + 72) * 1920
    assert np.abs(sound[:, 2 * second : 6 * second]).max() < 0.01
    # A tone of 440 Hz in both channels is at −23 LUFS with an amplitude of 0.072.
    assert np.abs(sound[:, 8 * second : 9 * second]).max() == pytest.approx(
        0.1, abs=0.03
    )


def test_in_quiet_hours_a_loop_has_a_silent_sound(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    programme = saved(a_programme(*three_slots(tmp_path)), builder, tmp_path)
    heard = builder.build(programme, lambda _: None)

    quiet = builder.build(
        programme.model_copy(update={"is_quiet": True}), lambda _: None
    )

    sound = sound_in(loop_path(builder, quiet))
    assert sound.shape[1] == (80 + 80 + 72) * 1920
    assert np.abs(sound).max() == 0
    assert only_loop(quiet).file != only_loop(heard).file
    assert quiet.reused >= 6  # every picture is as it was


def test_a_second_run_renders_nothing(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    first = build(builder, tmp_path, *three_slots(tmp_path))

    second = build(builder, tmp_path, *three_slots(tmp_path))

    assert first.rendered == 9
    assert (second.rendered, second.reused) == (0, 9)
    assert second.loops == first.loops


def test_a_changed_text_renders_its_slot_and_the_fades_beside_it(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    first = build(builder, tmp_path, *three_slots(tmp_path))

    second = build(builder, tmp_path, *three_slots(tmp_path, title="Tên mới"))

    assert (second.rendered, second.reused) == (3, 6)
    assert only_loop(second).file != only_loop(first).file


def test_the_same_programme_gives_the_same_bytes_in_another_store(tmp_path: Path):
    one, other = builder_in(tmp_path / "one"), builder_in(tmp_path / "other")

    first = build(one, tmp_path, *three_slots(tmp_path))
    second = build(other, tmp_path, *three_slots(tmp_path))

    assert first.loops == second.loops


def test_progress_is_told_from_what_is_there_to_all(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    programme = saved(a_programme(*three_slots(tmp_path)), builder, tmp_path)
    told: list[tuple[int, int]] = []

    builder.build(programme, lambda p: told.append((p.done, p.total)))

    assert told == [(done, 9) for done in range(10)]


def test_an_empty_programme_is_the_filler(tmp_path: Path):
    builder = builder_in(tmp_path / "store")

    programme = saved(
        a_programme(canvases=(a_canvas(a_face(place=WIDE), size=WIDE[2:]),)),
        builder,
        tmp_path,
    )

    built = builder.build(programme, lambda _: None)

    assert only_loop(built).scenes[0].slot_id == ""
    with av.open(str(loop_path(builder, built))) as container:
        frame = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert float(frame.std()) > 10  # not black, not blank


def test_a_turned_face_shows_the_upright_picture_turned(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    upright = a_canvas(a_face(place=(0, 0, 240, 480)), size=(240, 480))
    turned = a_canvas(a_face(place=(0, 0, 480, 240), rotation=90), size=(480, 240))
    choice = StillChoice("led", "1")

    stills = [
        builder.still(
            saved(
                a_programme(a_slot(seconds=3), canvases=(canvas,)), builder, tmp_path
            ),
            choice,
        ).picture
        for canvas in (upright, turned)
    ]

    assert np.array_equal(np.rot90(stills[0], k=-1), stills[1])


def test_a_still_is_what_the_loop_shows(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    slots = three_slots(tmp_path)
    built = build(builder, tmp_path, *slots)

    still = builder.still(
        saved(a_programme(*slots), builder, tmp_path), StillChoice("led", "1")
    )

    with av.open(str(loop_path(builder, built))) as container:
        frames = [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]
    difference = np.abs(frames[40].astype(int) - still.picture.astype(int))
    assert difference.mean() < 3


def test_an_unknown_theme_is_named(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    programme = parse_programme(a_programme(a_slot(), theme="khong-co"))

    with pytest.raises(ThemeError, match="khong-co"):
        builder.build(programme, lambda _: None)


def test_a_slower_pace_renders_anew_what_is_read_longer_and_nothing_else(
    tmp_path: Path,
):
    builder = builder_in(tmp_path / "store")
    slow = replace(builder, pace=replace(DEFAULT_PACE, characters_per_second={"vi": 3}))
    first = build(builder, tmp_path, *three_slots(tmp_path))

    second = build(slow, tmp_path, *three_slots(tmp_path))

    # The clip's name stays longer: its body, and the fades beside it.
    assert first.rendered == 9
    assert (second.rendered, second.reused) == (3, 6)


def test_a_file_that_is_not_the_named_one_is_refused(tmp_path: Path):
    file = {**media_file(PICTURE), "sha256": "0" * 64}
    slot = a_slot(an_item(pictures=(a_picture(file),)))
    builder = builder_in(tmp_path / "store")

    with pytest.raises(MediaError, match="not the one"):
        saved(a_programme(slot), builder, tmp_path)

    assert not builder.store.path_of("0" * 64).exists()


def test_a_still_of_a_slot_that_is_not_there_names_those_that_are(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    programme = parse_programme(a_programme(a_slot(slot_id="4")))

    with pytest.raises(ProgrammeError, match="choose one of 4"):
        builder.still(programme, StillChoice("led", "5"))


def test_a_slot_that_cannot_be_set_is_left_out_of_every_canvas(tmp_path: Path):
    builder = builder_in(tmp_path / "store")
    wide = a_canvas(a_face(place=WIDE), size=WIDE[2:], code="wide")
    low = a_canvas(a_face(place=(0, 0, 256, 64)), size=(256, 64), code="low")
    good = a_slot(an_item("good"), slot_id="1", seconds=3)
    bad = a_slot(an_item("bad", title="Vui 🎉"), slot_id="2", seconds=3)
    programme = saved(a_programme(good, bad, canvases=(wide, low)), builder, tmp_path)

    built = builder.build(programme, lambda _: None)

    assert {loop.frame_count for loop in built.loops.values()} == {80}
    for loop in built.loops.values():
        assert [scene.slot_id for scene in loop.scenes] == ["1"]
    assert {problem.where[:6] for problem in built.problems} == {"slot 2"}
