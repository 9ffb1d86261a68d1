"""The trees of items, and what is put into them by code."""

import pytest
from django.contrib.auth.models import User
from wagtail.models import Page, Site

from hub.content.actions import add_item, add_translation, agency_page, prepare_roots
from hub.content.models import ContentIndexPage, NoticePage, StoryPage, Topic
from tests.hub.builders import make_agency, make_gallery, make_image, make_story

pytestmark = pytest.mark.django_db


def test_every_language_has_its_root_and_the_site_begins_at_ours() -> None:
    roots = prepare_roots()

    assert set(roots) == {"vi", "en", "zh-hans"}
    assert len({root.translation_key for root in roots.values()}) == 1
    assert all(root.live for root in roots.values())
    assert Site.objects.get(is_default_site=True).root_page_id == roots["vi"].pk
    assert not Page.objects.filter(slug="home").exists()


def test_preparing_twice_makes_nothing_twice() -> None:
    first = prepare_roots()

    second = prepare_roots()

    assert {root.pk for root in second.values()} == {root.pk for root in first.values()}
    assert ContentIndexPage.objects.count() == 3


def test_an_agency_has_one_folder_in_each_language() -> None:
    agency = make_agency()

    english = agency_page(agency, "en")

    assert english == agency_page(agency, "en")
    assert english.get_parent().specific == prepare_roots()["en"]
    assert agency_page(agency).translation_key == english.translation_key


def test_a_new_item_is_a_draft_until_it_is_published() -> None:
    topic = Topic.objects.get(code="border")
    author = User.objects.create_user("tac-gia")

    item = add_item(
        NoticePage(title="Nội quy", topic=topic), make_agency(), user=author
    )

    assert not item.live
    assert item.latest_revision.user == author


def test_a_translation_has_its_own_words_and_its_own_state() -> None:
    story = make_story(languages=("vi",))

    english = add_translation(story, "en", "Bắc Hà market", "Every Sunday.")

    assert english.translation_key == story.translation_key
    assert (english.title, english.body) == ("Bắc Hà market", "Every Sunday.")
    assert not english.live
    assert story.live
    assert StoryPage.objects.get(pk=story.pk).title == "Chợ phiên Bắc Hà"


def test_a_translation_keeps_the_pictures_of_its_item() -> None:
    story = make_story(picture=make_image())
    gallery = make_gallery(picture_count=2)

    assert story.get_translations().first().specific.picture == story.picture
    assert gallery.get_translations().first().specific.pictures.count() == 2


def test_items_cannot_begin_in_another_language() -> None:
    agency = make_agency()

    assert StoryPage.can_create_at(agency_page(agency))
    assert not StoryPage.can_create_at(agency_page(agency, "en"))
