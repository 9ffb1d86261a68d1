"""Each demo account may do what its role says, in every language's tree."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fixtures.province import Province
from hub.content.models import AgencyPage, ItemPage, StoryPage
from hub.moderation.queries import waiting_for
from hub.programmes.models import Programme

LANGUAGES = ["vi", "en", "zh-hans"]


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def _client_of(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=f"demo-{name}"))
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_may_change_and_not_publish(
    language: str, province: Province
) -> None:
    page = ItemPage.objects.get(slug__startswith="y-ty", locale__language_code=language)
    rights = page.permissions_for_user(User.objects.get(username="demo-bien-tap"))

    assert rights.can_edit()
    assert not rights.can_publish()


@pytest.mark.parametrize("name", ["duyet", "quan-tri"])
def test_nobody_publishes_an_item_by_hand(name: str, province: Province) -> None:
    page = ItemPage.objects.get(slug__startswith="y-ty", locale__language_code="vi")
    rights = page.permissions_for_user(User.objects.get(username=f"demo-{name}"))

    assert not rights.can_publish()


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("tiep-nhan", {"Lễ hội Gầu Tào đầu xuân"}),
        ("tham-dinh", {"Mùa hoa đỗ quyên trên Hoàng Liên"}),
        ("duyet", {"Chợ đêm Sa Pa cuối tuần"}),
        ("van-hanh-duyet", {"Giờ thông quan tại cửa khẩu Kim Thành"}),
        ("van-hanh", set()),
    ],
)
def test_something_waits_for_each_who_decides(
    name: str, titles: set[str], province: Province
) -> None:
    waiting = waiting_for(User.objects.get(username=f"demo-{name}"))

    assert {row.title for row in waiting} == titles


def test_an_editor_writes_a_story_in_the_cms(province: Province) -> None:
    folder = AgencyPage.objects.get(slug="so-du-lich", locale__language_code="vi")
    form = reverse(
        "wagtailadmin_pages:add", args=["hub_content", "storypage", folder.pk]
    )

    answer = _client_of("bien-tap").get(form)

    assert answer.status_code == 200
    assert StoryPage.__name__.lower() in form


def test_an_editor_may_not_publish_a_programme(province: Province) -> None:
    programme = Programme.objects.get(cluster__code="sapa")
    editor = User.objects.get(username="demo-bien-tap")
    approver = User.objects.get(username="demo-duyet")

    assert editor.has_perm("hub_programmes.change_programme")
    assert not editor.has_perm("hub_programmes.publish_programme")
    assert approver.has_perm("hub_programmes.publish_programme")
    assert programme.live


def test_an_editor_may_not_manage_accounts(province: Province) -> None:
    answer = _client_of("bien-tap").get(reverse("wagtailusers_users:index"))

    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["bien-tap", "cong-tac-vien", "van-hanh"])
@pytest.mark.parametrize("address", ["/cms/images/add/", "/cms/media/video/add/"])
def test_people_at_the_desk_may_upload(
    name: str, address: str, province: Province
) -> None:
    assert _client_of(name).get(address).status_code == 200
