"""A's pictures and clips in items, choosers and collections, for B."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from hub.content.models import ItemPage, StoryPage, Topic
from tests.hub.isolation.acting import client_of, folder_of, story_form, text_of
from tests.hub.isolation.world import SECRET, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["storypage", "gallerypage", "clippage"])
def test_files_of_others_are_not_put_into_an_item_nor_shown_by_its_form(
    world: World, kind: str
) -> None:
    address = reverse(
        "wagtailadmin_pages:add",
        args=["hub_content", kind, folder_of(world.b.agency).pk],
    )
    of_this_kind = {
        "storypage": {"picture": world.a.picture.pk},
        "gallerypage": {
            "pictures": inline_formset([{"image": world.a.picture.pk, "ORDER": "1"}])
        },
        "clippage": {"clip": world.a.clip.pk},
    }[kind]
    count = ItemPage.objects.count()

    answer = client_of(world.b.writer).post(address, story_form(**of_this_kind))

    assert answer.status_code == 200
    assert "Không có tệp này" in text_of(answer)
    assert SECRET not in text_of(answer)
    assert ItemPage.objects.count() == count


def test_a_file_that_was_there_already_stays_whoever_chose_it(world: World) -> None:
    own = StoryPage(
        title="Riêng",
        topic=Topic.objects.get(code="culture"),
        picture=world.a.picture,
    )
    folder_of(world.b.agency).add_child(instance=own)
    form = story_form(title="Đổi tựa", picture=world.a.picture.pk)

    client_of(world.b.writer).post(
        reverse("wagtailadmin_pages:edit", args=[own.pk]), form
    )

    latest = StoryPage.objects.get(pk=own.pk).get_latest_revision_as_object()
    assert (latest.title, latest.picture) == ("Đổi tựa", world.a.picture)


def test_the_chooser_of_clips_offers_own_ones_to_those_who_may_only_choose(
    world: World,
) -> None:
    client = client_of(world.b.publisher)

    offered = text_of(client.get(reverse("wagtailmedia:chooser_typed", args=["video"])))
    own = client.get(reverse("wagtailmedia:media_chosen", args=[world.b.clip.pk]))
    foreign = client.get(reverse("wagtailmedia:media_chosen", args=[world.a.clip.pk]))

    assert "rieng clip" in offered
    assert SECRET not in offered
    assert (own.status_code, foreign.status_code) == (200, 404)
