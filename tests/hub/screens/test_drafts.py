"""What the picture of a draft is made of."""

from typing import Any

import pytest
from django.test import Client

from hub.content.models import ClipPage, GalleryPage, NoticePage, StoryPage
from hub.media.enums import ProbeState
from hub.media.models import HubMedia
from hub.screens.drafts import DraftIncompleteError, build_draft
from tests.hub.builders import (
    make_agency,
    make_gallery,
    make_image,
    make_item,
    make_story,
)

pytestmark = pytest.mark.django_db


def titles_of(page: Any) -> dict[str, str]:
    return {text.language: text.title for text in build_draft(page).item.texts}


def in_language(item: Any, language: str) -> Any:
    return item.get_translations().get(locale__language_code=language).specific


def test_unsaved_words_are_the_draft_and_the_translations_stand_beside():
    item = make_story("Chợ phiên Bắc Hà")
    item.title = "Chợ phiên Bắc Hà, sáng Chủ nhật"

    draft = build_draft(item)

    assert draft.language == "vi"
    assert titles_of(item) == {
        "vi": "Chợ phiên Bắc Hà, sáng Chủ nhật",
        "en": "Chợ phiên Bắc Hà (en)",
        "zh-hans": "Chợ phiên Bắc Hà (zh-hans)",
    }
    assert StoryPage.objects.get(pk=item.pk).title == "Chợ phiên Bắc Hà"


def test_of_a_translation_the_newest_saved_draft_counts():
    item = make_story("Chợ phiên Bắc Hà")
    english = in_language(item, "en")
    english.title = "Bắc Hà Sunday market"
    english.save_revision()

    assert titles_of(item)["en"] == "Bắc Hà Sunday market"


def test_while_a_translation_is_edited_its_own_unsaved_words_count():
    item = make_story("Chợ phiên Bắc Hà", picture=make_image())
    english = in_language(item, "en")
    english.title = "Bắc Hà Sunday market"

    draft = build_draft(english)

    assert draft.language == "en"
    assert titles_of(english)["en"] == "Bắc Hà Sunday market"
    assert titles_of(english)["vi"] == "Chợ phiên Bắc Hà"
    assert len(draft.item.pictures) == 1  # the source-language page's


def test_a_language_without_a_page_is_not_in_the_draft():
    item = make_story("Chợ phiên Bắc Hà", languages=("vi",))

    assert titles_of(item) == {"vi": "Chợ phiên Bắc Hà"}


def test_the_draft_names_its_agency_kind_and_topic():
    agency = make_agency("bo-doi-bien-phong", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh")

    item = build_draft(make_story(agency=agency)).item

    assert (item.kind, item.topic, item.agency.code) == (
        "STORY",
        "culture",
        "bo-doi-bien-phong",
    )


def test_a_gallery_brings_its_pictures_in_their_order():
    gallery = make_gallery(picture_count=3)

    pictures = build_draft(gallery).item.pictures

    digests = [row.image.sha256 for row in gallery.pictures.all()]
    assert [picture.file.sha256 for picture in pictures] == digests


def test_a_draft_without_a_title_asks_for_one():
    item = make_story()
    item.title = " "

    with pytest.raises(DraftIncompleteError, match="tiêu đề"):
        build_draft(item)


def test_a_gallery_without_a_picture_asks_for_one():
    gallery = make_gallery(picture_count=1)
    gallery.pictures = []

    with pytest.raises(DraftIncompleteError, match="ít nhất một ảnh"):
        build_draft(gallery)


def test_a_notice_needs_no_picture():
    notice = make_item(NoticePage(title="Khi đến khu vực biên giới"))

    assert build_draft(notice).item.pictures == ()


class TestClips:
    def make_clip_page(self, **facts: Any) -> ClipPage:
        clip = HubMedia.objects.create(
            title="Biển mây", type="video", file="x.mp4", **facts
        )
        return make_item(ClipPage(title="Biển mây Y Tý", clip=clip))

    def test_no_clip_chosen_asks_for_one(self):
        page = self.make_clip_page()
        page.clip = None

        with pytest.raises(DraftIncompleteError, match="chọn clip"):
            build_draft(page)

    def test_a_clip_that_is_being_checked_asks_for_patience(self):
        page = self.make_clip_page(probe_state=ProbeState.WAITING)

        with pytest.raises(DraftIncompleteError, match="đang được kiểm tra"):
            build_draft(page)

    def test_a_refused_clip_says_why_it_was_refused(self):
        page = self.make_clip_page(
            probe_state=ProbeState.REFUSED, refused_reason="Clip bị cụt ở giây 12."
        )

        with pytest.raises(DraftIncompleteError, match="Clip bị cụt ở giây 12"):
            build_draft(page)


def test_a_page_that_was_never_saved_can_be_drafted():
    story = make_story()
    new = StoryPage(title="Mới", body="Chữ.", topic=story.topic)
    new.path = story.path[: -story.steplen] + "ZZZZ"
    new.depth = story.depth

    draft = build_draft(new)

    assert draft.language == "vi"
    assert titles_of(new) == {"vi": "Mới"}
    assert draft.item.agency.code == "so-du-lich"


def test_looking_at_a_draft_changes_nothing(admin_client: Client):
    item = make_story()
    before = list(StoryPage.objects.values())

    build_draft(item)

    assert list(StoryPage.objects.values()) == before
    assert GalleryPage.objects.count() == 0
