"""Loading the demo province: all of it, once, and never over what a visitor changed."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from wagtail.models import GroupPagePermission, PageLogEntry, Revision, WorkflowPage

from fixtures.province import Province
from hub.agencies.models import Agency
from hub.content.models import ItemPage
from hub.demo.loading import load
from hub.displays.models import Cluster, Face
from hub.media.models import HubImage, HubMedia
from hub.programmes.models import Daypart, Programme, Slot
from hub.urgent.models import Template, TemplateText

LOADED = (
    Agency,
    Cluster,
    Face,
    HubImage,
    HubMedia,
    ItemPage,
    Revision,
    PageLogEntry,
    Daypart,
    Programme,
    Slot,
    User,
    Group,
    GroupPagePermission,
    WorkflowPage,
    Template,
    TemplateText,
)


def test_all_of_the_province_is_there(province: Province) -> None:
    assert Agency.objects.count() == len(province.agencies)
    assert Cluster.objects.count() == len(province.clusters)
    assert HubImage.objects.count() == len(province.pictures)
    on_their_way = ItemPage.objects.filter(live=False).count()
    assert ItemPage.objects.count() == 3 * len(province.items) + on_their_way
    assert Programme.objects.count() == len(province.programmes)
    assert Template.objects.count() == len(province.templates)
    assert TemplateText.objects.count() == 3 * len(province.templates)


def test_every_item_is_published_in_every_language(province: Province) -> None:
    live = ItemPage.objects.filter(live=True, live_revision__isnull=False)

    assert live.count() == 3 * len(province.items)


def test_every_clip_was_checked_and_found_good(province: Province) -> None:
    clips = list(HubMedia.objects.all())

    assert len(clips) == len(province.clips)
    assert all(clip.is_good and clip.duration_ms for clip in clips)


def test_a_second_time_changes_nothing(province: Province) -> None:
    before = [model.objects.count() for model in LOADED]

    load(province)

    assert [model.objects.count() for model in LOADED] == before


def test_what_a_visitor_changed_stays(province: Province) -> None:
    item = ItemPage.objects.get(slug="fansipan", locale__language_code="vi").specific
    item.title = "Fansipan mùa hoa đỗ quyên"
    item.save_revision().publish(skip_permission_checks=True)

    load(province)

    item.refresh_from_db()
    assert item.title == "Fansipan mùa hoa đỗ quyên"


def test_the_command_loads_the_province(province: Province) -> None:
    Programme.objects.all().delete()

    call_command("load_demo", verbosity=0)

    assert Programme.objects.count() == len(province.programmes)


@pytest.mark.parametrize("code", ["ck-lao-cai", "ck-kim-thanh", "sapa"])
def test_a_real_cluster_operates_under_an_operator(
    code: str, province: Province
) -> None:
    cluster = Cluster.objects.get(code=code)

    operators = [row.operator.code for row in cluster.assignments.all()]

    assert operators == [row.agency for row in province.cluster_of[code].operators]
