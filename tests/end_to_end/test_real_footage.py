"""Real footage on the whole road: uploaded, programmed, rendered, fetched, decoded."""

import subprocess
import sys
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import requests
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageOps

from hub.media.models import HubImage, HubMedia
from hub.programmes.actions import add_programme
from release.format import Loop, Scene, parse_timetable
from renderer.layouts import Rect, Size
from renderer.themes import read_theme
from tests.hub.builders import (
    make_clip_item,
    make_cluster,
    make_face,
    make_gallery,
)

ROOT = Path(__file__).parents[2]
FACE = Size(480, 240)
CLIPS = {
    "big_buck_bunny_0_30.webm": True,  # VP8 at 24 frames a second, with sound
    "bikes.mp4": False,  # H.264, no sound
    "smpte-2997.mp4": True,  # H.264 at 1080 lines, with sound
}
TITLES = {
    "big_buck_bunny_0_30.webm": "Chú thỏ",
    "bikes.mp4": "Xe đạp",
    "smpte-2997.mp4": "Vạch màu",
}
PHOTOGRAPH, SOUND = "vacation_2017.jpg", "rain.mp3"
SECONDS = 6


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_real_footage_plays_where_the_programme_says(
    live_server: Any, settings: Any, real_media: Path, tmp_path: Path
):
    uploader = Client()
    uploader.force_login(get_user_model().objects.create_superuser("quan-tri"))
    clips = {name: _upload_video(uploader, real_media / name) for name in CLIPS}
    _upload_photograph(uploader, real_media / PHOTOGRAPH)
    _upload_sound(uploader, real_media / SOUND)
    _programme(clips)

    _render(live_server.url, settings.LOOPS_DIR, tmp_path / "store")
    loop = _timetable_loop(live_server.url)
    path = _fetched(live_server.url, loop, tmp_path / "loop.mp4")

    frames = _faces(path)
    assert len(frames) == loop.frame_count
    _check_nothing_is_black(frames)
    _check_each_clip_is_in_its_window(loop, frames, real_media)
    _check_faces_show_other_words(loop, frames)
    _check_sound_is_where_clips_have_it(loop, path)


def _upload_video(uploader: Client, path: Path) -> HubMedia:
    _post(uploader, "/cms/media/video/add/", path, "video/mp4")
    clip = HubMedia.objects.get(title=path.name)
    assert clip.is_good, clip.refused_reason
    assert clip.has_audio == CLIPS[path.name]
    return clip


def _upload_photograph(uploader: Client, path: Path) -> None:
    _post(uploader, "/cms/images/add/", path, "image/jpeg")
    image = HubImage.objects.get(title=path.name)
    assert (image.width, image.height) == (2560, 1440)


def _upload_sound(uploader: Client, path: Path) -> None:
    _post(uploader, "/cms/media/audio/add/", path, "audio/mpeg")
    sound = HubMedia.objects.get(title=path.name)
    assert sound.is_good, sound.refused_reason
    assert 59_000 < sound.duration_ms < 61_000


def _post(uploader: Client, address: str, path: Path, kind: str) -> None:
    file = SimpleUploadedFile(path.name, path.read_bytes(), content_type=kind)
    form = {"title": path.name, "rights": "PERMITTED", "collection": "1", "file": file}
    assert uploader.post(address, form).status_code == 302


def _programme(clips: dict[str, HubMedia]) -> None:
    left = make_face("mat-a", width=480, height=240, languages=("vi",))
    right = make_face("mat-b", x=480, width=480, height=240, languages=("en",))
    cluster = make_cluster("thu", width=960, height=240, faces=[left, right])
    items = [make_clip_item(TITLES[name], clip) for name, clip in clips.items()]
    gallery = make_gallery("Ảnh chụp", picture_count=1)
    picture = gallery.pictures.get()
    picture.image = HubImage.objects.get(title=PHOTOGRAPH)
    picture.save()
    slots = [(item, SECONDS) for item in (*items, gallery)]
    add_programme(cluster, "Cảnh quay thật", slots)


def _render(hub: str, out: Path, store: Path) -> None:
    command = f"-m renderer watch --once --quiet --hub {hub} --cluster thu"
    folders = ["--out", str(out), "--store", str(store)]
    subprocess.run([sys.executable, *command.split(), *folders], check=True, cwd=ROOT)


def _timetable_loop(hub: str) -> Loop:
    answer = requests.get(f"{hub}/loops/thu/timetable.json", timeout=10)
    (loop,) = parse_timetable(answer.content).loops.values()
    return loop


def _fetched(hub: str, loop: Loop, path: Path) -> Path:
    address = f"{hub}/loops/files/{loop.file.sha256}.mp4"
    path.write_bytes(requests.get(address, timeout=30).content)
    return path


def _faces(path: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Left and right face of every frame."""
    with av.open(str(path)) as container:
        shown = [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]
    return [(frame[:, :480], frame[:, 480:]) for frame in shown]


def _check_nothing_is_black(frames: list[tuple[np.ndarray, np.ndarray]]) -> None:
    for number, faces in enumerate(frames):
        for face in faces:
            assert face.mean() > 20, f"frame {number} is dark"
            assert face.std() > 10, f"frame {number} is blank"


def _check_each_clip_is_in_its_window(
    loop: Loop, frames: list[tuple[np.ndarray, np.ndarray]], footage: Path
) -> None:
    region = read_theme(ROOT / "themes/lao-cai").region("clip", FACE, "media")
    for scene, name in zip(loop.scenes, CLIPS, strict=False):
        assert scene.titles["vi"] == TITLES[name]
        middle = scene.frame_count // 2
        for face in frames[scene.start_frame + middle]:
            shown = face[region.y : region.bottom, region.x : region.right]
            distances = {
                other: _distance(shown, footage / other, middle, region)
                for other in CLIPS
            }
            assert min(distances, key=lambda other: distances[other]) == name
            assert distances[name] < 16, distances


def _distance(shown: np.ndarray, clip: Path, frame: int, region: Rect) -> float:
    """How far the region is from what the clip shows then, small and soft."""
    source = _at(clip, Fraction(frame, 25))
    filled = ImageOps.fit(source, (region.width, region.height)).resize((24, 16))
    whole = ImageOps.contain(source, (region.width, region.height)).resize((24, 16))
    seen = np.asarray(Image.fromarray(shown).resize((24, 16)), int)
    return min(
        float(np.abs(seen - np.asarray(expected, int)).mean())
        for expected in (filled, whole)
    )


def _at(clip: Path, instant: Fraction) -> Image.Image:
    with av.open(str(clip)) as container:
        rate = container.streams.video[0].average_rate
        due = int(instant * rate)
        frame = next(islice(container.decode(video=0), due, None))
        return frame.to_image()


def _check_faces_show_other_words(
    loop: Loop, frames: list[tuple[np.ndarray, np.ndarray]]
) -> None:
    """The agency's name is another on each face; the picture is the same."""
    for scene in loop.scenes[:-1]:
        assert [face.language for face in scene.faces] == ["vi", "en"]
        left, right = frames[_middle(scene)]
        assert np.abs(left.astype(int) - right.astype(int)).max() > 60


def _check_sound_is_where_clips_have_it(loop: Loop, path: Path) -> None:
    with av.open(str(path)) as container:
        sound = np.concatenate(
            [frame.to_ndarray() for frame in container.decode(audio=0)], axis=1
        )
    for scene, has_sound in zip(loop.scenes, (*CLIPS.values(), False), strict=True):
        middle = _middle(scene) * 1920
        heard = float(np.abs(sound[:, middle - 24_000 : middle + 24_000]).max())
        assert (heard > 0.01) == has_sound, (scene.titles, heard)


def _middle(scene: Scene) -> int:
    return scene.start_frame + scene.frame_count // 2
