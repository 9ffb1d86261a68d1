"""What happens to a file when it comes in."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image
from pytest_django import Settings

from hub.media.actions import add_image, add_media, probe_media, receive_media
from hub.media.checks import FileRefusedError
from hub.media.enums import ProbeState
from hub.media.models import HubImage, HubMedia
from tests.fakes.videos import write_video
from tests.hub.builders import make_clip, picture_file

pytestmark = pytest.mark.django_db


def test_a_picture_gets_its_digest_and_its_words() -> None:
    file = picture_file()

    image = add_image("Ruộng", file, texts={"vi": ("Ruộng bậc thang", "Sa Pa, 2024")})

    kept = Path(image.file.path).read_bytes()
    assert image.sha256 == hashlib.sha256(kept).hexdigest()
    assert image.file_size == len(kept)
    (text,) = image.texts.all()
    assert (text.language, text.alt, text.caption) == (
        "vi",
        "Ruộng bậc thang",
        "Sa Pa, 2024",
    )


def test_a_picture_that_a_program_brings_is_written_anew_too() -> None:
    """Words and places that a camera wrote into it are gone."""
    buffer = io.BytesIO()
    told = Image.Exif()
    told[0x010E] = "nha rieng"
    Image.new("RGB", (64, 48), "seagreen").save(buffer, "JPEG", exif=told)
    assert b"nha rieng" in buffer.getvalue()

    image = add_image("Ruộng", ContentFile(buffer.getvalue(), name="ruong.jpg"))

    kept = Path(image.file.path).read_bytes()
    assert b"nha rieng" not in kept
    assert (image.width, image.height) == (64, 48)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải là ảnh"),
        (picture_file(size=(640, 480)).read()[:400], "hỏng hoặc bị cắt"),
    ],
)
def test_a_bad_picture_that_a_program_brings_is_refused_and_not_kept(
    content: bytes, reason: str, settings: Settings
) -> None:
    with (
        translation.override("vi"),
        pytest.raises(FileRefusedError, match=reason),
    ):
        add_image("Ruộng", ContentFile(content, name="ruong.png"))

    assert not HubImage.objects.exists()
    assert not [*Path(settings.MEDIA_ROOT).rglob("*.png")]


def test_a_clip_waits_until_it_is_checked_and_then_is_good(
    tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    video = write_video(tmp_path / "a.mp4", seconds=2).read_bytes()

    with django_capture_on_commit_callbacks() as checks:
        media = add_media("Chợ", ContentFile(video, name="a.mp4"))
    assert media.probe_state == ProbeState.WAITING
    for check in checks:
        check()

    media.refresh_from_db()
    assert media.is_good
    assert media.sha256 == hashlib.sha256(video).hexdigest()
    assert media.size_bytes == len(video)
    assert (media.width, media.height) == (320, 180)
    assert (media.duration_ms, media.frame_count, media.frame_rate) == (2000, 50, "25")
    assert media.length == "0:02"


def test_a_clip_that_does_not_decode_is_refused_in_vietnamese() -> None:
    media = make_clip(is_good=False)

    assert media.probe_state == ProbeState.REFUSED
    assert "không giải mã được" in media.refused_reason
    assert media.duration_ms is None


def test_a_new_file_is_checked_anew(
    tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    media = make_clip(is_good=False)
    video = write_video(tmp_path / "b.mp4", seconds=1).read_bytes()
    media.file = ContentFile(video, name="b.mp4")

    with django_capture_on_commit_callbacks(execute=True):
        receive_media(media)

    media.refresh_from_db()
    assert media.is_good
    assert media.refused_reason == ""


def test_a_clip_deleted_while_it_waited_is_passed_over() -> None:
    media = make_clip()
    gone = media.pk
    media.delete()

    probe_media.call(gone)

    assert not HubMedia.objects.exists()
