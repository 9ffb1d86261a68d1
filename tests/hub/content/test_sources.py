"""A translation remembers the words it was made from, and is stale when they change."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.actions import agency_page
from hub.content.models import ItemPage, StoryPage, Topic
from hub.content.queries import published_texts
from hub.content.sources import Words, is_stale, made_from, source_of
from tests.hub.builders import make_agency, make_image, make_story

pytestmark = pytest.mark.django_db


def english_of(item: ItemPage) -> StoryPage:
    return StoryPage.objects.get(
        translation_key=item.translation_key, locale__language_code="en"
    )


def change(item: ItemPage, *, publish: bool = True, **fields: Any) -> None:
    page = StoryPage.objects.get(pk=item.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish(skip_permission_checks=True)


def put_on_air(page: Page) -> None:
    """As when the last step of its lane approves the newest revision."""
    page.refresh_from_db()
    page.latest_revision.publish(skip_permission_checks=True)


def stale_languages(item: ItemPage) -> set[str]:
    texts = published_texts([item.translation_key])[item.translation_key]
    return {text.language for text in texts if text.is_stale}


def edit(client: Client, page: Page, **fields: Any) -> Any:
    comments = nested_form_data({"comments": inline_formset([])})
    form = {**comments, "title": page.title, "body": page.body, **fields}
    return client.post(f"/cms/pages/{page.pk}/edit/", form)


def box_values(client: Client, page: Page) -> list[str]:
    form = client.get(f"/cms/pages/{page.pk}/edit/").context["form"]
    field = form.fields.get("checked_against")
    return [value for value, _ in field.choices] if field else []


def test_a_new_translation_remembers_the_words_it_was_made_from():
    story = make_story("Chợ phiên Bắc Hà")
    english = english_of(story)

    words = made_from(english)

    assert (words.title, words.body) == (story.title, story.body)
    assert words.revision == story.latest_revision_id
    assert stale_languages(story) == set()


def test_people_who_translate_through_the_admin_begin_with_the_words_of_that_moment(
    admin_client: Client,
):
    story = make_story("Chợ phiên Bắc Hà", languages=("vi",))
    locale = agency_page(make_agency("khac", "Khác"), "en").locale_id

    admin_client.post(f"/cms/localize/submit/page/{story.pk}/", {"locales": [locale]})

    english = english_of(story)
    draft = english.get_latest_revision_as_object()
    assert made_from(english).title == made_from(draft).title == story.title
    assert made_from(draft).body == story.body


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_change_of_the_published_words_makes_every_translation_stale(field: str):
    story = make_story()

    change(story, **{field: "Chợ họp vào sáng thứ bảy."})

    assert stale_languages(story) == {"en", "zh-hans"}


def test_a_change_of_topic_or_picture_makes_nothing_stale():
    story = make_story()

    change(story, topic=Topic.objects.get(code="policy"), picture=make_image())

    assert stale_languages(story) == set()


def test_a_newer_draft_makes_nothing_stale_until_it_is_published():
    story = make_story()

    change(story, title="Chợ mới", publish=False)

    source = source_of(english_of(story))
    assert source is not None
    assert stale_languages(story) == set()
    assert [words.title for words in source.versions] == [story.title, "Chợ mới"]


def test_words_that_are_changed_back_are_stale_no_more():
    story = make_story("Chợ phiên")
    change(story, title="Chợ mới")

    change(story, title="Chợ phiên")

    assert stale_languages(story) == set()


def test_a_source_has_no_source():
    assert source_of(make_story()) is None


def test_the_page_of_a_stale_translation_shows_what_changed(admin_client: Client):
    story = make_story("Chợ phiên Bắc Hà")
    change(story, title="Chợ phiên Sa Pa")

    answer = admin_client.get(f"/cms/pages/{english_of(story).pk}/edit/")

    shown = answer.content.decode()
    assert "Bản tiếng Việt đã thay đổi" in shown
    assert '<del><span class="w-sr-only">bỏ: </span>Bắc Hà' in shown
    assert '<ins><span class="w-sr-only">mới: </span>Sa Pa' in shown


def test_the_page_in_the_first_language_shows_no_source(admin_client: Client):
    answer = admin_client.get(f"/cms/pages/{make_story().pk}/edit/")

    assert 'class="source"' not in answer.content.decode()
    assert "checked_against" not in answer.context["form"].fields


def test_a_saved_confirmation_ends_staleness_once_it_is_published(
    admin_client: Client,
):
    story = make_story("Chợ phiên")
    change(story, title="Chợ mới")
    english = english_of(story)
    (shown,) = box_values(admin_client, english)

    edit(admin_client, english, title="New market", checked_against=[shown])
    draft = english_of(story).get_latest_revision_as_object()
    source = source_of(draft)

    assert source is not None
    assert not is_stale(draft, source)
    assert stale_languages(story) == {"en", "zh-hans"}
    draft.latest_revision.publish(skip_permission_checks=True)
    assert stale_languages(story) == {"zh-hans"}


def test_saving_without_the_confirmation_leaves_it_stale(admin_client: Client):
    story = make_story("Chợ phiên")
    change(story, title="Chợ mới")
    english = english_of(story)

    edit(admin_client, english, title="Markt")
    put_on_air(english)

    assert english_of(story).title == "Markt"
    assert stale_languages(story) == {"en", "zh-hans"}


def test_nobody_vouches_for_words_that_changed_since_the_page_was_opened(
    admin_client: Client,
):
    story = make_story("Chợ phiên")
    change(story, title="Chợ mới")
    english = english_of(story)
    (shown,) = box_values(admin_client, english)
    change(story, title="Chợ mới nữa")

    answer = edit(admin_client, english, title="New market", checked_against=[shown])

    (error,) = answer.context["form"].errors["checked_against"]
    assert "đã thay đổi" in error
    assert "New market" in answer.content.decode()
    assert made_from(english_of(story)).title == "Chợ phiên"


def test_a_translation_can_be_made_ready_for_a_draft_of_the_source(
    admin_client: Client,
):
    story = make_story("Chợ phiên")
    change(story, title="Chợ mới", publish=False)
    english = english_of(story)
    (newer,) = box_values(admin_client, english)
    edit(admin_client, english, title="New market", checked_against=[newer])
    put_on_air(english)

    before = stale_languages(story)
    change(story, title="Chợ mới")

    assert before == {"en"}
    assert stale_languages(story) == {"zh-hans"}


def test_a_draft_older_than_what_it_would_remember_takes_it_from_the_page():
    english = english_of(make_story("Chợ phiên"))
    revision = english.save_revision()
    for name in ("source_title", "source_body", "source_revision"):
        del revision.content[name]
    revision.save()

    draft = english_of(english).get_latest_revision_as_object()

    assert draft.latest_revision == revision
    assert made_from(draft).says_the_same_as(made_from(english))


def test_words_are_named_by_what_they_say():
    one, other = Words("Chợ", "Phiên"), Words("Chợ", "phiên")

    assert one.name == Words("Chợ", "Phiên", revision=7).name
    assert one.name != other.name
