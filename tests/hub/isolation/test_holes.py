"""One test for each way by which B could see or touch what is A's (docs/isolation.md)."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail_localize.models import Translation, TranslationSource

from hub.content.models import AgencyPage, ItemPage, StoryPage, Topic
from hub.media.models import HubImage
from hub.programmes.models import Programme
from hub.rights.actions import files_of, give_role
from tests.hub.builders import locale, make_agency, picture_file
from tests.hub.isolation.world import SECRET, World
from tests.hub.rights.people import LONG_AGO, make_holder

pytestmark = pytest.mark.django_db
SNIPPET = "wagtailsnippets_hub_programmes_programme"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer: Any) -> str:
    """As a reader sees it, whether HTML or JSON."""
    return answer.content.decode()


def folder_of(agency: Any, language: str = "vi") -> AgencyPage:
    return AgencyPage.objects.get(agency=agency, locale__language_code=language)


def story_form(**fields: Any) -> dict[str, str]:
    topic = Topic.objects.get(code="culture").pk
    plain = {"title": "Tin mới", "body": "", "topic": topic, "picture": ""}
    return nested_form_data({"comments": inline_formset([]), **plain, **fields})


def programme_form(cluster: Any, item: Any, **fields: Any) -> dict[str, str]:
    rows = inline_formset([{"item": item, "seconds": 8, "frequency": 1}])
    plain = {"title": "Của B", "cluster": cluster, "valid_from": "2026-11-01 00:00"}
    return nested_form_data({**plain, "slots": rows, **fields})


# --- Translations ---------------------------------------------------------------------


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


# --- Pages ----------------------------------------------------------------------------


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


# --- Pictures and clips ---------------------------------------------------------------


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


# --- Programmes -----------------------------------------------------------------------


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


# --- Reports and uploads --------------------------------------------------------------


@pytest.mark.parametrize(
    "view",
    [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtail_localize:translations_report",
    ],
)
def test_reports_of_everybodys_things_are_for_the_province(
    world: World, view: str
) -> None:
    answer = client_of(world.b.publisher).get(reverse(view))

    assert (answer.status_code, answer["Location"]) == (302, "/cms/")


def test_an_upload_aimed_at_a_collection_of_others_is_refused_with_words(
    world: World,
) -> None:
    count = HubImage.objects.count()

    answer = client_of(world.b.writer).post(
        reverse("wagtailimages:add"),
        {
            "title": "Ảnh",
            "rights": "OWN",
            "file": SimpleUploadedFile("a.png", picture_file().read(), "image/png"),
            "collection": files_of(world.a.agency).pk,
        },
    )

    assert "Bạn không có quyền đưa tệp" in text_of(answer)
    assert HubImage.objects.count() == count


def test_the_deletion_of_a_clip_is_noted(world: World) -> None:
    world.a.clip.delete()

    entry = ModelLogEntry.objects.filter(action="wagtail.delete").get()
    assert entry.label == f"{SECRET} clip"
