"""Writing items in the admin: what the forms ask for, and what they leave out."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.actions import agency_page
from hub.content.models import ClipPage, GalleryPage, StoryPage, Topic
from hub.media.models import HubMedia
from tests.hub.builders import (
    make_agency,
    make_clip,
    make_gallery,
    make_image,
    make_story,
)

pytestmark = pytest.mark.django_db
NO_COMMENTS = {"comments": inline_formset([])}


def form(**fields: object) -> dict[str, str]:
    return nested_form_data({**NO_COMMENTS, **fields})


def add_address(kind: str) -> str:
    return f"/cms/pages/add/hub_content/{kind}/{agency_page(make_agency()).pk}/"


def topic() -> int:
    return Topic.objects.get(code="culture").pk


def test_an_editor_writes_a_story(admin_client: Client) -> None:
    image = make_image()

    admin_client.post(
        add_address("storypage"),
        form(
            title="Đỉnh Fansipan",
            body="Nóc nhà\n\nĐông Dương.",
            topic=topic(),
            picture=image.pk,
        ),
    )

    story = StoryPage.objects.get()
    assert (story.title, story.body) == ("Đỉnh Fansipan", "Nóc nhà\n\nĐông Dương.")
    assert (story.topic.code, story.picture) == ("culture", image)
    assert not story.live
    assert not story.is_commercial


def test_a_story_without_a_topic_is_refused_and_keeps_what_was_typed(
    admin_client: Client,
) -> None:
    answer = admin_client.post(
        add_address("storypage"), form(title="Đỉnh Fansipan", body="", topic="")
    )

    assert not StoryPage.objects.exists()
    assert "Đỉnh Fansipan" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"topic"}


def test_a_gallery_without_a_picture_cannot_be_published(admin_client: Client) -> None:
    address = add_address("gallerypage")
    none = inline_formset([])

    admin_client.post(
        address,
        form(
            title="Sa Pa",
            body="",
            topic=topic(),
            pictures=none,
            **{"action-publish": "1"},
        ),
    )

    assert not GalleryPage.objects.filter(live=True).exists()


def test_a_refused_clip_cannot_be_used(admin_client: Client) -> None:
    clip = make_clip(is_good=False)

    answer = admin_client.post(
        add_address("clippage"),
        form(title="Chợ phiên", body="", topic=topic(), clip=clip.pk),
    )

    assert not ClipPage.objects.exists()
    (error,) = answer.context["form"].errors["clip"]
    assert clip.refused_reason in error


def test_a_clip_still_being_checked_cannot_be_used_yet(admin_client: Client) -> None:
    clip = make_clip()
    HubMedia.objects.update(probe_state="WAITING")

    answer = admin_client.post(
        add_address("clippage"),
        form(title="Chợ phiên", body="", topic=topic(), clip=clip.pk),
    )

    assert not ClipPage.objects.exists()
    assert "đang được kiểm tra" in answer.context["form"].errors["clip"][0]


@pytest.mark.parametrize("make", [make_story, make_gallery])
def test_a_translation_asks_only_for_words(admin_client: Client, make: object) -> None:
    item = make()  # type: ignore[operator]
    english = item.get_translations().get(locale__language_code="en")

    answer = admin_client.get(f"/cms/pages/{english.pk}/edit/")

    asked = answer.context["form"]
    assert {"title", "body"} <= set(asked.fields)
    assert not {"topic", "picture", "is_commercial"} & set(asked.fields)
    assert "pictures" not in asked.formsets


def test_translating_changes_the_words_of_that_language_only(
    admin_client: Client,
) -> None:
    story = make_story(picture=make_image())
    english = story.get_translations().get(locale__language_code="en")

    admin_client.post(
        f"/cms/pages/{english.pk}/edit/",
        form(title="Market", body="Sundays."),
    )

    english, story = (
        StoryPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        for page in (english, story)
    )
    assert (english.title, english.body) == ("Market", "Sundays.")
    assert english.topic == story.topic
    assert english.picture == story.picture
    assert story.title == "Chợ phiên Bắc Hà"


def test_a_new_item_in_another_language_is_not_offered(admin_client: Client) -> None:
    page = agency_page(make_agency(), "en")

    answer = admin_client.get(f"/cms/pages/{page.pk}/add_subpage/")

    assert "/hub_content/storypage/" not in answer.content.decode()


def test_people_translate_through_the_admin_into_a_draft(admin_client: Client) -> None:
    story = make_story(languages=("vi",))
    agency = agency_page(make_agency("khac", "Khác"), "en")

    admin_client.post(
        f"/cms/localize/submit/page/{story.pk}/",
        {"locales": [agency.locale_id]},
    )

    english = story.get_translations().get(locale__language_code="en")
    assert not english.live
    assert english.title == story.title
