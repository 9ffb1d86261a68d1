"""Programmes and clusters of A, and drafts in them, for B."""

import pytest
from django.urls import reverse

from hub.programmes.models import Programme
from hub.rights.actions import give_role
from tests.hub.isolation.acting import SNIPPET, client_of, programme_form, text_of
from tests.hub.isolation.world import SECRET, World
from tests.hub.rights.people import LONG_AGO

pytestmark = pytest.mark.django_db


def test_programmes_of_other_clusters_are_neither_listed_nor_there(
    world: World,
) -> None:
    foreign, client = world.a.programme, client_of(world.b.publisher)

    listed = text_of(client.get(reverse(f"{SNIPPET}:list")))
    for view in ("edit", "usage", "history", "unpublish", "workflow_history"):
        address = reverse(f"{SNIPPET}:{view}", args=[foreign.pk])
        assert client.get(address).status_code == 404, view
        assert client.post(address).status_code in (404, 405), view

    assert "rieng" in listed
    assert SECRET not in listed
    assert Programme.objects.get(pk=foreign.pk).live


def test_the_form_of_programmes_offers_own_clusters_and_hours_alone(
    world: World,
) -> None:
    form = text_of(client_of(world.b.programmer).get(reverse(f"{SNIPPET}:add")))

    assert "rieng tối" in form
    assert SECRET not in form
    choices = form.partition('name="cluster"')[2].partition("</select>")[0]
    assert f'value="{world.b.cluster.pk}"' in choices
    assert f'value="{world.a.cluster.pk}"' not in choices


def test_a_programme_is_not_made_for_a_cluster_of_others(world: World) -> None:
    count = Programme.objects.count()

    answer = client_of(world.b.publisher).post(
        reverse(f"{SNIPPET}:add"),
        programme_form(world.a.cluster.pk, world.a.published.pk),
    )

    assert answer.status_code == 200
    assert Programme.objects.count() == count


def test_a_draft_of_others_is_refused_without_its_title(world: World) -> None:
    answer = client_of(world.b.publisher).post(
        reverse(f"{SNIPPET}:add"),
        programme_form(world.b.cluster.pk, world.a.draft.pk),
    )

    assert answer.status_code == 200
    assert SECRET not in text_of(answer)


def test_the_chooser_of_items_has_what_is_published_and_no_drafts(world: World) -> None:
    client = client_of(world.b.programmer)

    published = client.get(reverse("item_chooser:chosen", args=[world.a.published.pk]))
    draft = client.get(reverse("item_chooser:chosen", args=[world.a.draft.pk]))
    several = client.get(
        reverse("item_chooser:chosen_multiple"), {"id": world.a.draft.pk}
    )

    assert published.status_code == 200
    assert SECRET not in text_of(published) + text_of(several)
    assert draft.status_code == 404


def test_whoever_makes_programmes_of_a_cluster_does_not_publish_them(
    world: World,
) -> None:
    """Publishing elsewhere gives no right to publish here."""
    both = world.b.programmer
    give_role(
        both,
        "operator_approver",
        world.a.agency,
        valid_from=LONG_AGO,
    )
    form = programme_form(world.b.cluster.pk, world.b.published.pk)

    answer = client_of(both).post(
        reverse(f"{SNIPPET}:add"), {**form, "action-publish": "1"}
    )

    assert answer.status_code == 200
    assert not Programme.objects.filter(title="Của B").exists()
