"""Translations of A's pages, and the ways of wagtail-localize to them, for B."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import Translation, TranslationSource

from hub.content.models import ItemPage, StoryPage, Topic
from tests.hub.builders import locale, make_agency
from tests.hub.isolation.acting import client_of, folder_of
from tests.hub.isolation.world import World
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def test_nobody_has_the_pages_of_others_translated(world: World) -> None:
    page, count = world.a.draft, Page.objects.count()
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])

    answers = [
        client_of(world.b.writer).get(address),
        client_of(world.b.writer).post(address, {"locales": [locale("en").pk]}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Page.objects.count() == count


def test_nobody_has_the_translations_of_others_published(world: World) -> None:
    draft = ItemPage.objects.get(
        translation_key=world.a.draft.translation_key, locale=locale("en")
    )
    source = TranslationSource.objects.get(object_id=world.a.draft.translation_key)
    source.translations.update(enabled=True)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])

    answers = [
        client_of(one).post(address, {"publish_translations": "on"})
        for one in (world.b.writer, world.b.publisher, world.a.writer)
    ]

    # Nor does A's own writer, who may publish nothing.
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not ItemPage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize(
    ("view", "more"),
    [
        ("download_pofile", []),
        ("upload_pofile", []),
        ("machine_translate", []),
        ("preview_translation", []),
        ("stop_translation", []),
        ("edit_string_translation", [1]),
        ("edit_override", [1]),
    ],
)
def test_a_translation_of_others_is_not_there(
    world: World, view: str, more: list[int]
) -> None:
    row = Translation.objects.get(source__object_id=world.a.draft.translation_key)
    address = reverse(f"wagtail_localize:{view}", args=[row.pk, *more])
    client = client_of(world.b.writer)

    assert client.get(address).status_code == client.post(address).status_code == 404


def test_own_pages_are_translated_as_before_and_into_own_folders(world: World) -> None:
    own = StoryPage(title="Riêng", topic=Topic.objects.get(code="culture"))
    folder_of(world.b.agency).add_child(instance=own)
    address = reverse("wagtail_localize:submit_page_translation", args=[own.pk])

    answer = client_of(world.b.writer).post(address, {"locales": [locale("en").pk]})

    assert answer.status_code == 302
    english = own.get_translation(locale("en"))
    assert english.get_parent().specific == folder_of(world.b.agency, "en")
    assert not english.live


def test_rights_follow_when_a_translation_makes_the_agencys_folder(
    admin_client: Client,
) -> None:
    agency = make_agency("khac", "Khác")
    writer = make_holder("contributor", agency)
    folder_of(agency, "en").delete()
    own = StoryPage(title="Riêng", topic=Topic.objects.get(code="culture"))
    folder_of(agency).add_child(instance=own)
    address = reverse("wagtail_localize:submit_page_translation", args=[own.pk])

    admin_client.post(address, {"locales": [locale("en").pk]})

    made = folder_of(agency, "en")
    assert GroupPagePermission.objects.filter(
        page_id=made.pk, group__user=writer
    ).exists()
