"""Uploaded files: public when a published item shows them, else for those who may."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from hub.content.models import ClipPage, ItemPage
from hub.devices.lending import LENT_FOR, lend
from hub.media.models import HubImage, HubMedia, Subtitles
from hub.media.queries import SMALL
from tests.hub.builders import locale, make_agency, make_item, make_story
from tests.hub.isolation.world import SECRET, Side, make_clip, make_picture, make_side
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def tourism() -> Side:
    return make_side("so-du-lich", "Sở Du lịch", SECRET)


@pytest.fixture
def press() -> Side:
    return make_side("bao-lao-cai", "Báo Lào Cai", "rieng")


def status_of(client: Client, url: str, **headers: str) -> int:
    answer = client.get(url, headers=headers)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def hidden_picture(side: Side) -> HubImage:
    return make_picture(SECRET, side.picture.collection)


def files_of_clip(clip: HubMedia) -> dict[str, str]:
    row = Subtitles.objects.create(
        media=clip,
        locale=locale("vi"),
        source=ContentFile(b"WEBVTT\n", name=f"{SECRET}-goc.vtt"),
        file=ContentFile(b"WEBVTT\n", name=f"{SECRET}.vtt"),
        sha256="0" * 64,
        size_bytes=7,
    )
    return {
        "upload": clip.file.url,
        "master": clip.master.url,
        "edited": clip.edited.url,
        "subtitles": row.file.url,
        "subtitles as they came": row.source.url,
    }


def test_a_picture_that_nothing_published_shows_is_there_for_its_agency_alone(
    tourism: Side, press: Side
) -> None:
    picture = hidden_picture(tourism)
    picture.file.close()
    smaller = HubImage.objects.get(pk=picture.pk).get_rendition(SMALL)
    addresses = [picture.file.url, smaller.url]

    for url in addresses:
        assert status_of(Client(), url) == 404
        assert [status_of(client_of(one), url) for one in press.people] == [404] * 3
        assert [status_of(client_of(one), url) for one in tourism.people] == [200] * 3


def test_people_of_the_province_see_the_files_of_all_agencies(tourism: Side) -> None:
    picture = hidden_picture(tourism)
    appraiser = make_holder("appraiser", make_agency("so-tttt", "Sở TT&TT"))

    assert status_of(client_of(appraiser), picture.file.url) == 200


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda url: url.replace(SECRET, SECRET.capitalize()),
        lambda url: url.replace("/media/", "/media/./"),
        lambda url: url.replace("/media/", "/media/x/../"),
        lambda url: url.replace("/media/", "/media//"),
        lambda url: url.replace("/media/", "/media/%2e%2e/media/"),
        lambda url: url.replace(SECRET, quote(SECRET).replace("z", "%257a")),
        lambda url: url.replace(SECRET, "%7aqkin"),
        lambda url: f"{url}%00.png",
        lambda url: f"{url}?lent=1:2",
        lambda url: f"{url}/",
    ],
)
def test_no_other_spelling_of_its_name_opens_it(tourism: Side, change: object) -> None:
    url = hidden_picture(tourism).file.url

    assert status_of(Client(), change(url)) in (404, 301)  # type: ignore[operator]


def test_a_file_of_which_the_hub_knows_nothing_is_not_there(
    tourism: Side, admin_client: Client
) -> None:
    storage = tourism.picture.file.storage
    storage.save("original_images/la.png", ContentFile(b"x"))

    assert status_of(admin_client, "/media/original_images/la.png") == 404


def test_what_a_published_item_shows_everybody_gets_in_parts_and_by_its_etag(
    tourism: Side,
) -> None:
    url = tourism.picture.file.url

    whole = Client().get(url)
    whole.getvalue()

    assert whole.status_code == 200
    assert status_of(Client(), url, Range="bytes=0-3") == 206
    assert status_of(Client(), url, **{"If-None-Match": whole["ETag"]}) == 304


def test_what_is_not_public_is_kept_by_no_cache(tourism: Side) -> None:
    url = hidden_picture(tourism).file.url

    answer = client_of(tourism.writer).get(url)
    answer.getvalue()

    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]


def withdraw(item: ItemPage) -> None:
    item.unpublish()


def let_expire(item: ItemPage) -> None:
    item.expire_at = timezone.now() - timedelta(minutes=1)
    item.save()


@pytest.mark.parametrize("end", [withdraw, let_expire])
def test_the_picture_of_an_item_that_is_no_longer_shown_is_gone_with_it(
    tourism: Side, end: object
) -> None:
    picture = hidden_picture(tourism)
    item = make_story("Chợ đêm", agency=tourism.agency, picture=picture)
    before = status_of(Client(), picture.file.url)

    end(ItemPage.objects.get(pk=item.pk))  # type: ignore[operator]

    assert (before, status_of(Client(), picture.file.url)) == (200, 404)


def test_of_a_picture_that_two_agencies_have_passers_by_get_the_one_that_is_shown(
    tourism: Side, press: Side
) -> None:
    """Their files are the same; what A keeps for itself is not told by its name."""
    item = make_story("Chợ đêm", agency=press.agency, picture=press.picture)

    page = Client().get(f"/tin/{item.translation_key}/").content.decode()

    assert tourism.picture.sha256 == press.picture.sha256
    assert "rieng-anh" in page
    assert SECRET not in page


def test_a_picture_that_only_a_later_draft_shows_is_not_public(tourism: Side) -> None:
    picture = hidden_picture(tourism)
    item = make_story("Chợ đêm", agency=tourism.agency)
    draft = item.specific
    draft.picture = picture

    draft.save_revision()

    assert status_of(Client(), picture.file.url) == 404


def test_of_a_published_clip_only_what_is_played_is_public(tourism: Side) -> None:
    clip = make_clip(SECRET, tourism.clip.collection)
    addresses = files_of_clip(clip)
    make_item(ClipPage(title="Clip", clip=clip), agency=tourism.agency)

    found = {name: status_of(Client(), url) for name, url in addresses.items()}
    own = {status_of(client_of(tourism.writer), url) for url in addresses.values()}

    assert found == {
        "upload": 404,
        "master": 404,
        "edited": 200,
        "subtitles": 200,
        "subtitles as they came": 404,
    }
    assert own == {200}


def test_of_a_clip_that_is_not_published_nothing_is_public(
    tourism: Side, press: Side
) -> None:
    addresses = files_of_clip(make_clip(SECRET, tourism.clip.collection))

    for asker in (Client(), client_of(press.publisher)):
        assert {status_of(asker, url) for url in addresses.values()} == {404}


def test_the_renderer_is_lent_a_file_under_its_own_address_alone(tourism: Side) -> None:
    mine, other = hidden_picture(tourism), hidden_picture(tourism)
    lent = lend(mine.file.url)
    stamp = lent.partition("?")[2]

    assert status_of(Client(), lent) == 200
    assert status_of(Client(), f"{other.file.url}?{stamp}") == 404


def test_what_was_lent_goes_back_after_some_hours(
    tourism: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent = lend(hidden_picture(tourism).file.url)

    monkeypatch.setattr("hub.devices.lending.LENT_FOR", -LENT_FOR)

    assert status_of(Client(), lent) == 404


def test_asking_costs_the_same_for_one_item_and_for_many(
    tourism: Side, django_assert_num_queries: object
) -> None:
    url = tourism.picture.file.url

    with django_assert_num_queries(3):  # type: ignore[operator]
        status_of(Client(), url)
    for number in range(5):
        make_story(f"Tin {number}", agency=tourism.agency, picture=tourism.picture)

    with django_assert_num_queries(3):  # type: ignore[operator]
        status_of(Client(), url)
