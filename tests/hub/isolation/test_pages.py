"""A's pages in bulk actions, moves and choosers, for B."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.models import AgencyPage
from tests.hub.isolation.acting import client_of, folder_of, text_of
from tests.hub.isolation.world import SECRET, World

pytestmark = pytest.mark.django_db


def test_many_pages_at_once_say_nothing_of_those_of_others(world: World) -> None:
    client = client_of(world.b.writer)
    count = Page.objects.count()
    root = Page.get_first_root_node().pk
    for action in ("delete", "move", "publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        asked = [
            f"?id={world.a.draft.pk}",
            f"?id={world.b.draft.pk}&id={world.a.draft.pk}",
            f"?id=all&childOf={folder_of(world.a.agency).pk}",
            f"?id=all&childOf={root}&q=tin",
            "?id=all",
        ]
        for query in asked:
            assert client.get(address + query).status_code == 404, (action, query)
            assert client.post(address + query).status_code == 404, (action, query)

    assert Page.objects.count() == count


def test_people_act_on_many_of_their_own_pages(world: World) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    answer = client_of(world.b.writer).get(f"{address}?id={world.b.draft.pk}")

    assert answer.status_code == 200


def test_an_own_page_is_not_put_among_those_of_others(world: World) -> None:
    target = folder_of(world.a.agency)
    client = client_of(world.b.writer)
    mine = world.b.draft

    client.post(
        reverse("wagtailadmin_pages:copy", args=[mine.pk]),
        {"new_title": "x", "new_slug": "x", "new_parent_page": target.pk},
    )
    moved = client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[mine.pk, target.pk])
    )

    assert moved.status_code == 404
    assert not target.get_children().filter(slug="x").exists()
    assert mine.get_parent().pk != target.pk


def test_nobody_hands_a_folder_to_another_agency(world: World) -> None:
    folder = folder_of(world.b.agency)

    client_of(world.b.writer).post(
        reverse("wagtailadmin_pages:edit", args=[folder.pk]),
        nested_form_data(
            {
                "title": "Báo",
                "slug": folder.slug,
                "agency": world.a.agency.pk,
                "comments": inline_formset([]),
            }
        ),
    )

    latest = AgencyPage.objects.get(pk=folder.pk).get_latest_revision_as_object()
    assert latest.agency == world.b.agency


@pytest.mark.parametrize("path", ["", "search/?q=tin"])
def test_the_chooser_of_pages_offers_none_of_others(world: World, path: str) -> None:
    client = client_of(world.b.writer)
    address = reverse("wagtailadmin_choose_page") + path

    answer = text_of(client.get(address))

    assert SECRET not in answer
    assert "rieng" in answer or not path
