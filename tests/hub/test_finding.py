"""Whatever an editor looks for is found, in three languages and however it is typed.

Runs on PostgreSQL too: `test_postgresql`.
"""

import unicodedata
from collections.abc import Iterable
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from hub.content.actions import add_translation
from hub.content.models import ItemPage, StoryPage, Topic, TopicName
from hub.lib.search.renewing import renew
from hub.media.models import HubImage, HubMedia
from hub.programmes.models import Programme
from hub.rights.actions import set_up_agency
from tests.hub.builders import (
    locale,
    make_agency,
    make_clip_item,
    make_cluster,
    make_gallery,
    make_image,
    make_item,
    make_story,
)
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db

HANOI = "Hà Nội đón du khách"
RAIL = "Đường sắt Lào Cai – Hà Khẩu"
GATE = "Cửa khẩu quốc tế Lào Cai"
ENGLISH = "Terraced fields of Mù Cang Chải"
CHINESE = "老街省与河内市之间的铁路"


@pytest.fixture
def items() -> None:
    hanoi = make_story(HANOI, languages=("vi",), body="Chợ phiên cuối tuần.")
    make_story(RAIL, languages=("vi",), body="Tàu chạy lúc 7 giờ 30.")
    make_story(GATE, languages=("vi",), body="Mở cửa theo Quyết định 32/2024/QĐ-UBND.")
    add_translation(hanoi, "en", ENGLISH, "Rice, harvest and weekend markets.")
    add_translation(hanoi, "zh-hans", CHINESE, "ＬＥＤ显示屏，全彩。")


# What is typed, and the titles that are to be found by it.
QUERIES: list[tuple[str, set[str]]] = [
    ("ha noi", {HANOI}),
    ("Hà Nội", {HANOI}),
    ("HA NOI", {HANOI}),
    (unicodedata.normalize("NFD", "Hà Nội"), {HANOI}),
    ("ha no", {HANOI}),
    ("duong sat", {RAIL}),
    (unicodedata.normalize("NFD", "đường sắt"), {RAIL}),
    ("Ðường sắt", {RAIL}),
    ("cua khau", {GATE}),
    ("CỬA KHẨU QUỐC TẾ", {GATE}),
    ("lao cai", {RAIL, GATE}),
    ("qd-ubnd", {GATE}),
    ("32/2024", {GATE}),
    ('"lao cai ha khau"', {RAIL}),
    ("terraced", {ENGLISH}),
    ("FIELDS of mu cang", {ENGLISH}),
    ("harvest market", {ENGLISH}),
    ("to an the by", set()),
    ("河内", {CHINESE}),
    ("河内市", {CHINESE}),
    ("铁", {CHINESE}),
    ("led显示", {CHINESE}),
    ("河市", set()),
    ("ha giang", set()),
    ("!?…", set()),
    ("%s' OR 1=1 --", set()),
]


def found(client: Client, address: str, query: str) -> str:
    answer = client.get(address, {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


def keys(pages: Iterable[ItemPage]) -> set[UUID]:
    return {page.translation_key for page in pages}


def titles(answer: str) -> set[str]:
    return {title for title in (HANOI, RAIL, GATE, ENGLISH, CHINESE) if title in answer}


def test_pages_are_found_by_what_is_typed(items: None, admin_client: Client) -> None:
    wrong = {
        query: there
        for query, wanted in QUERIES
        if (there := titles(found(admin_client, "/cms/pages/search/", query))) != wanted
    }

    assert wrong == {}


def test_the_index_can_be_built_anew(items: None, admin_client: Client) -> None:
    get_search_backend().reset_indexes()
    assert not list(Page.objects.search("ha noi"))

    call_command("update_index", stdout=StringIO(), verbosity=0)

    assert titles(found(admin_client, "/cms/pages/search/", "ha noi")) == {HANOI}
    assert titles(found(admin_client, "/cms/pages/search/", "河内")) == {CHINESE}


@pytest.mark.parametrize("query", ["ha noi", "HÀ NỘI", "phien cuoi", "ha noi du kh"])
def test_choosers_find_items(items: None, admin_client: Client, query: str) -> None:
    assert titles(found(admin_client, "/cms/choose-page/search/", query)) == {HANOI}
    assert titles(found(admin_client, "/cms/item_chooser/results/", query)) == {HANOI}


def test_an_agencys_folder_is_searched(items: None, admin_client: Client) -> None:
    folder = Page.objects.get(slug="so-du-lich", locale=locale("vi"))

    answer = found(admin_client, f"/cms/pages/{folder.pk}/results/", "duong sat")

    assert titles(answer) == {RAIL}


def test_the_best_come_first(admin_client: Client) -> None:
    make_story("Chợ Bắc Hà", languages=("vi",), body="Đi Hà Nội " * 3 + "rất xa " * 90)
    make_story("Hà Nội", languages=("vi",), body="Ngắn.")

    first, second = Page.objects.search("ha noi")

    assert (first.title, second.title) == ("Hà Nội", "Chợ Bắc Hà")


@pytest.mark.parametrize(
    "query",
    ["hoa ban", "dao do", "tay bac", "ban nha bao", "稻田", "culture", "du lich"],
)
def test_an_item_is_found_by_what_stands_beside_it(
    admin_client: Client, query: str
) -> None:
    topic = Topic.objects.get(code="culture")
    if not topic.names.filter(locale=locale("en")).exists():
        TopicName.objects.create(topic=topic, locale=locale("en"), name="Culture")
    image = make_image(
        "Bản làng",
        credit="Bạn Nhà Báo",
        source="Báo Tây Bắc",
        texts={"vi": ("Hoa ban", "Người Dao đỏ"), "zh-hans": ("梯田里的稻田", "")},
    )

    make_item(StoryPage(title=HANOI, picture=image), languages=("vi",))

    assert titles(found(admin_client, "/cms/pages/search/", query)) == {HANOI}


def test_a_changed_caption_finds_the_items_that_show_it() -> None:
    image = make_image("Bản làng", texts={"vi": ("Cảnh", "Ruộng bậc thang")})
    make_item(StoryPage(title=HANOI, picture=image), languages=("vi",))

    image.texts.update(caption="Thác nước")
    renew(image)

    assert [page.title for page in ItemPage.objects.search("thac nuoc")] == [HANOI]
    assert not list(ItemPage.objects.search("bac thang"))


def test_a_topics_new_name_finds_its_items() -> None:
    make_story(HANOI, languages=("vi",))
    topic = Topic.objects.get(code="culture")
    topic.names.filter(locale=locale("vi")).update(name="Di sản")

    renew(topic)

    assert [page.title for page in ItemPage.objects.search("di san")] == [HANOI]


def test_pictures_of_a_gallery_and_clips_are_found_with_their_items() -> None:
    gallery, clip = make_gallery("Bốn mùa"), make_clip_item("Chợ phiên")
    image = HubImage.objects.first()
    assert image
    image.credit = "Nhiếp ảnh gia"
    image.save()
    renew(image)
    HubMedia.objects.update(credit="Đài Phát thanh")
    renew(HubMedia.objects.get())

    # In every language: a translation shows the same pictures.
    assert keys(ItemPage.objects.search("nhiep anh")) == {gallery.translation_key}
    assert keys(ItemPage.objects.search("dai phat")) == {clip.translation_key}


@pytest.mark.parametrize("query", ["ruong bac", "Bậc Thang", "bao lao", "梯田"])
def test_pictures_are_found(admin_client: Client, query: str) -> None:
    make_image(
        "Ruộng bậc thang", credit="Báo Lào Cai", texts={"zh-hans": ("梯田景色", "")}
    )
    make_image("Chợ phiên")

    for address in ("/cms/images/", "/cms/images/chooser/results/"):
        answer = found(admin_client, address, query)
        assert "Ruộng bậc thang" in answer
        assert "Chợ phiên" not in answer


@pytest.mark.parametrize("query", ["cho phien", "Chợ ph", "dai ptth"])
def test_clips_are_found(admin_client: Client, query: str) -> None:
    make_clip_item("Tin")
    HubMedia.objects.update(title="Chợ phiên Bắc Hà", credit="Đài PTTH tỉnh")
    renew(HubMedia.objects.get())

    assert "Chợ phiên Bắc Hà" in found(admin_client, "/cms/media/", query)
    chooser = "/cms/media/chooser/"
    assert "Chợ phiên Bắc Hà" in found(admin_client, chooser, query)
    assert "Chợ phiên Bắc Hà" not in found(admin_client, "/cms/media/", "ruong")


@pytest.mark.parametrize(
    ("address", "query", "there"),
    [
        ("/cms/agencies/", "so du", "Sở Du lịch"),
        ("/cms/agencies/", "SO-DU-LICH", "Sở Du lịch"),
        ("/cms/clusters/", "cum ck", "Cụm ck-lao-cai"),
        ("/cms/topics/", "van hoa", "Đ2.1"),
        ("/cms/snippets/hub_programmes/programme/", "tet nguyen", "Tết Nguyên đán"),
        ("/cms/snippets/hub_programmes/programme/", "cum ck", "Tết Nguyên đán"),
    ],
)
def test_lists_are_searched_by_folded_words(
    admin_client: Client, address: str, query: str, there: str
) -> None:
    make_agency()
    Programme.objects.create(cluster=make_cluster(), title="Tết Nguyên đán")

    assert there in found(admin_client, address, query)
    assert there not in found(admin_client, address, "khong co gi")


def test_a_list_costs_the_same_for_one_and_for_many(
    admin_client: Client, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    make_agency()
    admin_client.get("/cms/agencies/", {"q": "so"})
    with django_assert_max_num_queries(40) as for_one:
        found(admin_client, "/cms/agencies/", "so")
    for number in range(8):
        make_agency(f"so-{number}", f"Sở {number}")

    with django_assert_num_queries(len(for_one)):
        assert "Sở 7" in found(admin_client, "/cms/agencies/", "so")


def test_nobody_finds_another_agencys_draft(client: Client) -> None:
    ours, theirs = make_agency(), make_agency("bo-doi", "Bộ đội Biên phòng")
    writer = make_holder("contributor", ours)
    set_up_agency(theirs)
    draft = make_story(GATE, languages=("vi",), agency=theirs)
    draft.unpublish()
    make_story(HANOI, languages=("vi",), agency=ours, body="Cửa khẩu gần nhà.")
    client.force_login(writer)

    answer = found(client, "/cms/pages/search/", "cua khau")

    assert titles(answer) == {HANOI}
