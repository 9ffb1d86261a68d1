"""What is published of an item, in which words, and what stands in its way."""

from datetime import date
from typing import Any

import pytest

from hub.content.models import ItemPage
from hub.content.queries import (
    ItemRecord,
    item_records,
    published_items,
    published_languages,
)
from hub.media.models import HubMedia
from tests.hub.builders import (
    make_agency,
    make_clip,
    make_clip_item,
    make_gallery,
    make_image,
    make_story,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


def record_of(item: ItemPage) -> ItemRecord:
    return item_records([item.pk], on=TODAY)[item.pk]


def test_a_story_comes_with_its_published_words_picture_and_agency() -> None:
    story = make_story(picture=make_image())

    facts = record_of(story).facts

    assert facts.key == str(story.translation_key)
    assert (facts.kind, facts.topic) == ("STORY", "culture")
    assert facts.agency.code == "so-du-lich"
    assert [(text.language, text.title) for text in facts.texts] == [
        ("en", "Chợ phiên Bắc Hà (en)"),
        ("vi", "Chợ phiên Bắc Hà"),
        ("zh-hans", "Chợ phiên Bắc Hà (zh-hans)"),
    ]
    (picture,) = facts.pictures
    assert (picture.width_px, picture.height_px) == (64, 48)
    assert (picture.focus_x, picture.focus_y) == (0.5, 0.5)
    assert facts.clip is None


def test_a_marked_middle_of_a_picture_is_given_as_parts_of_it() -> None:
    image = make_image(
        focal_point_x=16, focal_point_y=36, focal_point_width=8, focal_point_height=8
    )

    (picture,) = record_of(make_story(picture=image)).facts.pictures

    assert (picture.focus_x, picture.focus_y) == (0.25, 0.75)


def test_a_gallery_comes_with_its_pictures_in_order() -> None:
    facts = record_of(make_gallery(picture_count=3)).facts

    assert facts.kind == "GALLERY"
    assert len(facts.pictures) == 3


def test_a_clip_comes_with_what_was_measured() -> None:
    clip = record_of(make_clip_item()).facts.clip

    assert clip is not None
    assert (clip.width_px, clip.height_px, clip.duration_ms) == (320, 180, 2000)
    assert not clip.has_audio
    assert len(clip.file.sha256) == 64


def test_a_draft_on_top_of_published_words_does_not_change_them() -> None:
    story = make_story()
    before = record_of(story).facts.texts

    story.title = "Chưa duyệt"
    story.save_revision()

    assert record_of(story).facts.texts == before


def test_new_published_words_have_another_revision() -> None:
    story = make_story(languages=("vi",))
    (before,) = record_of(story).facts.texts

    story.title = "Tên mới"
    story.save_revision().publish(skip_permission_checks=True)

    (after,) = record_of(story).facts.texts
    assert after.title == "Tên mới"
    assert after.revision != before.revision


def test_words_that_are_not_published_are_not_given() -> None:
    story = make_story()
    story.get_translations().get(locale__language_code="en").unpublish()

    assert record_of(story).facts.languages == {"vi", "zh-hans"}


def test_the_agency_is_the_one_in_force_on_the_day() -> None:
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    gone = make_agency(valid_until=date(2025, 3, 31), successor=heir)
    story = make_story(agency=gone)

    old = item_records([story.pk], on=date(2025, 3, 31))[story.pk]
    new = item_records([story.pk], on=date(2025, 4, 1))[story.pk]

    assert old.facts.agency.code == "so-du-lich"
    assert new.facts.agency.code == "so-vhttdl"


def test_a_picture_whose_file_is_gone_is_a_trouble() -> None:
    image = make_image("Ruộng bậc thang")
    story = make_story(picture=image)
    image.file.storage.delete(image.file.name)

    (trouble,) = record_of(story).troubles

    assert (trouble.title, trouble.is_refused) == ("Ruộng bậc thang", False)


def test_a_refused_clip_is_a_trouble_with_its_reason() -> None:
    item = make_clip_item(clip=make_clip(is_good=False))

    record = record_of(item)

    assert record.facts.clip is None
    (trouble,) = record.troubles
    assert trouble.is_refused
    assert "không giải mã được" in trouble.reason


def test_a_clip_still_waiting_to_be_checked_is_a_trouble() -> None:
    clip = make_clip()
    item = make_clip_item(clip=clip)
    HubMedia.objects.update(probe_state="WAITING")

    (trouble,) = record_of(item).troubles

    assert not trouble.is_refused


def test_items_published_in_all_asked_languages_are_found() -> None:
    whole = make_story("Đủ ba thứ tiếng")
    make_story("Thiếu tiếng Trung", languages=("vi", "en"))
    draft = make_story("Đã gỡ")
    draft.unpublish()

    found = published_items(["vi", "en", "zh-hans"])

    assert [item.pk for item in found] == [whole.pk]


def test_published_languages_of_many_items_cost_one_query(
    django_assert_num_queries: Any,
) -> None:
    whole, part = make_story("A"), make_story("B", languages=("vi", "en"))

    with django_assert_num_queries(1):
        languages = published_languages([whole, part])

    assert languages == {whole.pk: {"vi", "en", "zh-hans"}, part.pk: {"vi", "en"}}
