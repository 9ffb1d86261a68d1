"""Uploading through the admin: what is kept, and what is refused with a word why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hub.media.models import HubImage, HubMedia
from tests.fakes.videos import write_video
from tests.hub.builders import make_clip, make_image, picture_file

pytestmark = pytest.mark.django_db
IMAGE_FORM = {"title": "Ruộng bậc thang", "rights": "OWN", "collection": "1"}


def picture(size: tuple[int, int] = (64, 48)) -> SimpleUploadedFile:
    content = picture_file(size=size).read()
    return SimpleUploadedFile("ruong.png", content, content_type="image/png")


def test_a_picture_is_uploaded_with_words_in_each_language(
    admin_client: Client,
) -> None:
    words = {
        "texts_alt_vi": "Ruộng bậc thang nhìn từ trên cao",
        "texts_alt_en": "Terraced fields from above",
        "texts_caption_vi": "Sa Pa",
    }

    admin_client.post("/cms/images/add/", {**IMAGE_FORM, **words, "file": picture()})

    image = HubImage.objects.get()
    assert len(image.sha256) == 64
    assert {(text.language, text.alt, text.caption) for text in image.texts.all()} == {
        ("vi", "Ruộng bậc thang nhìn từ trên cao", "Sa Pa"),
        ("en", "Terraced fields from above", ""),
    }


def test_emptied_words_are_removed(admin_client: Client) -> None:
    image = make_image(texts=None)
    image.texts.create(locale_id=1, alt="cũ")

    admin_client.post(f"/cms/images/{image.pk}/", {**IMAGE_FORM, "texts_alt_vi": ""})

    assert not image.texts.exists()


def test_a_picture_over_the_pixel_limit_is_refused(
    admin_client: Client, settings: Any
) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    form = {**IMAGE_FORM, "file": picture(size=(1200, 900)), "credit": "Báo Lào Cai"}

    answer = admin_client.post("/cms/images/add/", form)

    page = answer.content.decode()
    assert "Ảnh có 1200×900 điểm ảnh; tối đa 1 triệu. Hãy lưu ảnh nhỏ hơn." in page
    assert "Báo Lào Cai" in page
    assert not HubImage.objects.exists()


def test_a_picture_cut_off_is_refused_at_its_field_and_nothing_is_kept(
    admin_client: Client, settings: Any
) -> None:
    """Its header is whole, so Wagtail's own look at it would let it through."""
    content = picture_file(size=(400, 300)).read()
    file = SimpleUploadedFile("ruong.png", content[: len(content) // 2])

    answer = admin_client.post("/cms/images/add/", {**IMAGE_FORM, "file": file})

    assert "Ảnh bị hỏng hoặc bị cắt ngang" in answer.content.decode()
    assert not HubImage.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_clip_is_uploaded_and_checked(
    admin_client: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    video = write_video(tmp_path / "a.mp4", seconds=1).read_bytes()
    form = {
        "title": "Chợ phiên",
        "rights": "PERMITTED",
        "collection": "1",
        "texts_caption_vi": "Bắc Hà",
        "file": SimpleUploadedFile("a.mp4", video, content_type="video/mp4"),
    }

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post("/cms/media/video/add/", form)

    media = HubMedia.objects.get()
    assert media.is_good
    assert media.texts.get().caption == "Bắc Hà"


def test_a_clip_over_the_size_limit_is_refused(
    admin_client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.CLIP_MAX_BYTES = 100
    form = {
        "title": "Chợ phiên",
        "rights": "OWN",
        "collection": "1",
        "file": SimpleUploadedFile("a.mp4", b"x" * 101, content_type="video/mp4"),
    }

    answer = admin_client.post("/cms/media/video/add/", form)

    assert "Hãy nén nhỏ hoặc cắt ngắn lại" in answer.content.decode()
    assert not HubMedia.objects.exists()


def test_the_list_and_the_form_say_why_a_clip_was_refused(admin_client: Client) -> None:
    media = make_clip("Clip hỏng", is_good=False)

    listed = admin_client.get("/cms/media/").content.decode()
    opened = admin_client.get(f"/cms/media/edit/{media.pk}/").content.decode()

    assert media.refused_reason in listed
    assert media.refused_reason in opened


def test_only_checked_clips_are_offered_for_choosing(admin_client: Client) -> None:
    make_clip("Clip hỏng", is_good=False)
    make_clip("Clip tốt")

    offered = admin_client.get("/cms/media/chooser/video/").json()["html"]

    assert "Clip tốt" in offered
    assert "Clip hỏng" not in offered


@pytest.mark.parametrize("count", [1, 3])
def test_one_clip_or_three_in_the_list_cost_the_same_queries(
    admin_client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_clip(f"Clip {number}")
    admin_client.get("/cms/media/")

    with django_assert_num_queries(11):
        admin_client.get("/cms/media/")
