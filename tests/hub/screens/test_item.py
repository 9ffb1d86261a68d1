"""What a passer-by reads: only what is published, in a language of their own."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from hub.content.models import ItemPage
from hub.media.subtitling import save_subtitles
from tests.hub.builders import (
    locale,
    make_clip,
    make_clip_item,
    make_gallery,
    make_image,
    make_story,
)

pytestmark = pytest.mark.django_db


def read(client: Client, item: ItemPage, language: str = "", **headers: str) -> Any:
    address = f"/tin/{item.translation_key}/"
    return client.get(address, {"lang": language} if language else {}, headers=headers)


def test_an_item_is_read_with_its_words_agency_and_picture(client: Client):
    item = make_story(
        "Chợ phiên Bắc Hà", picture=make_image(texts={"vi": ("Ảnh", "Sáng sớm")})
    )

    answer = read(client, item)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Chợ phiên Bắc Hà</h1>" in page
    assert "Chợ họp vào sáng Chủ nhật hằng tuần." in page
    assert "Sở Du lịch" in page
    assert 'alt="Ảnh"' in page
    assert "<figcaption>Sáng sớm</figcaption>" in page


def test_a_picture_is_sent_in_sizes_for_telephones(client: Client):
    answer = read(client, make_story(picture=make_image()))

    (picture,) = answer.context["item"].pictures
    sent = client.get(picture.small)
    assert sent["Content-Type"] == "image/webp"
    assert b"".join(sent).startswith(b"RIFF")
    sent.close()


@pytest.mark.parametrize(
    ("asked", "spoken", "language"),
    [
        ("", "", "vi"),
        ("en", "", "en"),
        ("en", "zh-CN", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("", "fr,en-GB;q=0.8", "en"),
        ("xx", "fr", "vi"),
    ],
)
def test_the_language_asked_for_comes_before_the_readers_own(
    client: Client, asked: str, spoken: str, language: str
):
    answer = read(client, make_story(), asked, accept_language=spoken)

    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.content.decode()


def test_only_languages_that_are_published_are_offered(client: Client):
    item = make_story(languages=("vi", "en"))

    answer = read(client, item, "zh-hans")

    assert list(answer.context["item"].offered) == ["vi", "en"]
    assert answer["Content-Language"] == "vi"


def test_a_clip_can_be_played(client: Client):
    page = read(client, make_clip_item()).content.decode()

    assert "<video controls playsinline" in page


def clip_with_subtitles(*languages: str) -> ItemPage:
    clip = make_clip()
    for language in languages:
        words = f"WEBVTT\n\n00:00.000 --> 00:01.900\nChợ phiên ({language})\n"
        save_subtitles(clip, locale(language), words.encode())
    return make_clip_item(clip=clip)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_clip_has_its_subtitles_and_shows_those_of_the_pages_language(
    client: Client, language: str
):
    item = clip_with_subtitles("en", "vi")

    answer = read(client, item, language)

    shown = answer.context["item"].subtitles
    assert [(one.language, one.name, one.is_default) for one in shown] == [
        ("vi", "Tiếng Việt", language == "vi"),
        ("en", "English", language == "en"),
    ]
    page = answer.content.decode()
    for one in shown:
        default = " default" if one.is_default else ""
        assert (
            f'<track kind="subtitles" src="{one.url}" srclang="{one.language}"'
            f' label="{one.name}"{default}>'
        ) in page


def test_without_subtitles_in_the_pages_language_none_are_shown_unasked(
    client: Client,
):
    item = clip_with_subtitles("en")

    page = read(client, item, "zh-hans").content.decode()

    assert 'label="English">' in page


def test_subtitles_are_sent_as_webvtt(client: Client):
    (subtitles,) = read(client, clip_with_subtitles("vi")).context["item"].subtitles

    sent = client.get(subtitles.url)

    assert sent["Content-Type"] == "text/vtt"
    words = b"".join(sent).decode()
    sent.close()
    assert words.startswith("WEBVTT")
    assert "Chợ phiên (vi)" in words


@pytest.mark.parametrize("languages", [("vi",), ("vi", "en", "zh-hans")])
def test_subtitles_in_one_language_or_three_cost_the_same_queries(
    client: Client, languages: tuple[str, ...], django_assert_num_queries: Any
):
    item = clip_with_subtitles(*languages)

    with django_assert_num_queries(8):
        read(client, item)


def test_what_is_not_published_any_more_is_gone(client: Client):
    item = make_story("Bí mật")
    item.unpublish()

    answer = read(client, item)

    assert answer.status_code == 404
    assert "Bí mật" not in answer.content.decode()
    assert "Nội dung không còn hiển thị" in answer.content.decode()


def test_what_has_expired_is_gone(client: Client):
    item = make_story("Hết hạn")
    ItemPage.objects.filter(pk=item.pk).update(expire_at=timezone.now())

    assert read(client, item).status_code == 404


def test_unpublished_changes_are_not_read(client: Client):
    item = make_story("Đã duyệt")
    item.title = "Chưa duyệt"
    item.save_revision()

    page = read(client, item).content.decode()

    assert "Đã duyệt" in page
    assert "Chưa duyệt" not in page


def test_an_unknown_key_is_gone_too(client: Client):
    assert client.get(f"/tin/{uuid4()}/").status_code == 404


def test_reading_needs_no_cookie_and_is_never_kept_too_long(client: Client):
    answer = read(client, make_story())

    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("count", [1, 3])
def test_one_picture_or_three_cost_the_same_queries(
    client: Client, count: int, django_assert_num_queries: Any
):
    gallery = make_gallery(picture_count=count)
    read(client, gallery)  # makes the smaller copies

    with django_assert_num_queries(11):
        read(client, gallery)
