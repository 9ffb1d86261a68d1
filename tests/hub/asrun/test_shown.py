"""What a cluster showed: reported, derived, expected; kept five years, items or none."""

import hashlib
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hub.asrun.actions import remove_old
from hub.asrun.enums import Evidence
from hub.asrun.queries import shown
from hub.asrun.stretches import Span
from hub.content.models import ItemPage
from hub.displays.models import Cluster
from hub.players.actions import issue_token, take_entries
from hub.players.models import Entry, Player
from hub.playout.approved import note_approved
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from hub.programmes.actions import add_programme
from release.format import Loop, Release, write_document
from release.reports import SceneShown, Switched
from tests.hub.builders import make_agency, make_cluster, make_story
from tests.hub.incidents.scene import client_of
from tests.hub.players.reports import as_run
from tests.hub.playout.office import make_loop, make_scene, make_timetable
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE = "/cms/players/as-run/"
# Noon here, so that an hour before and after are the same day; it is over.
YESTERDAY = timezone.localtime() - timedelta(days=1)
NOON = YESTERDAY.replace(hour=12, minute=0, second=0, microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def cluster(db: None) -> Cluster:
    return make_cluster("ck-lao-cai")


@pytest.fixture
def player(cluster: Cluster) -> Player:
    manager = make_holder("admin", make_agency("so-tttt", "Sở TT&TT"), "quan-tri")
    return issue_token(cluster, "may-1", by=manager)[0]


def publish(cluster: Cluster, loop: Loop, at: datetime, seq: int = 1) -> Candidate:
    timetable = make_timetable(loop, since=at)
    document = write_document(
        Release(seq=seq, timetable=timetable, filler={}, slate={})
    )
    candidate = Candidate.objects.create(
        cluster=cluster,
        seq=seq,
        document=document,
        sha256=hashlib.sha256(document).hexdigest(),
        state=CandidateState.PUBLISHED,
        made_at=at,
        expires_at=at,
        published_at=at,
    )
    note_approved(cluster, candidate.release.files, at, candidate)
    return candidate


def say(player: Player, *entries: Any) -> None:
    take_entries(player, as_run(*entries, cluster="ck-lao-cai"), NOON)


def scene(
    number: int, start: datetime, seconds: int, loop: Loop, index: int = 0
) -> Any:
    return SceneShown(
        number=number,
        at=start,
        end=start + timedelta(seconds=seconds),
        canvas="khung-1",
        rung="scheduled",
        loop=loop.file.sha256,
        scene=index,
        slot_id="1",
        item_key=loop.scenes[index].item_key,
    )


def switch(number: int, at: datetime, loop: Loop) -> Any:
    return Switched(
        number=number,
        at=at,
        canvas="khung-1",
        rung="scheduled",
        loop=loop.file.sha256,
        release_seq=1,
        urgent_seq=0,
    )


def two_items() -> Loop:
    first = make_scene("cho", 0, 250, languages={"mat-a": "vi", "mat-b": "en"})
    second = make_scene("lua", 250, 750, languages={"mat-a": "zh-hans"})
    return make_loop(b"loop 1", first, second)


def found(cluster: Cluster, start: datetime, end: datetime) -> dict[Any, Fraction]:
    rows = shown(cluster, Span(start, end), NOON + 9 * HOUR)
    return {(one.item_key, one.language, one.evidence): one.seconds for one in rows}


def test_scenes_that_were_reported_count_in_each_language_once(
    cluster: Cluster, player: Player
) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    ten = timedelta(seconds=10)
    say(player, scene(1, NOON, 10, loop), scene(2, NOON + ten, 30, loop, 1))

    assert found(cluster, NOON, NOON + 4 * ten) == {
        ("cho", "vi", Evidence.REPORTED): 10,
        ("cho", "en", Evidence.REPORTED): 10,
        ("lua", "zh-hans", Evidence.REPORTED): 30,
    }


def test_of_a_scene_at_the_edge_the_part_within_counts(
    cluster: Cluster, player: Player
) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    say(player, scene(1, NOON, 10, loop))

    seconds = found(cluster, NOON + timedelta(seconds=4), NOON + timedelta(seconds=9))

    assert seconds[("cho", "vi", Evidence.REPORTED)] == 5


def test_a_player_that_reports_loops_alone_has_its_scenes_derived(
    cluster: Cluster, player: Player
) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    say(player, switch(1, NOON - HOUR, loop), switch(2, NOON + 2 * HOUR, loop))

    seconds = found(cluster, NOON, NOON + HOUR)

    assert seconds == {
        ("cho", "vi", Evidence.DERIVED): 900,
        ("cho", "en", Evidence.DERIVED): 900,
        ("lua", "zh-hans", Evidence.DERIVED): 2700,
    }


def test_where_nobody_was_heard_the_release_says_what_to_expect(
    cluster: Cluster,
) -> None:
    publish(cluster, two_items(), NOON)

    seconds = found(cluster, NOON - HOUR, NOON + HOUR)

    assert seconds[("lua", "zh-hans", Evidence.EXPECTED)] == 2700
    assert {evidence for _item, _language, evidence in seconds} == {Evidence.EXPECTED}


def test_a_gap_between_reports_is_expected_of_nobody(
    cluster: Cluster, player: Player
) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    say(
        player,
        switch(1, NOON, loop),
        scene(2, NOON, 10, loop),
        scene(3, NOON + HOUR, 10, loop),
    )

    seconds = found(cluster, NOON, NOON + HOUR + timedelta(seconds=10))

    assert {evidence for _item, _language, evidence in seconds} == {Evidence.REPORTED}
    assert seconds[("cho", "vi", Evidence.REPORTED)] == 20


def test_what_is_yet_to_come_is_not_counted(cluster: Cluster) -> None:
    publish(cluster, two_items(), NOON)

    assert shown(cluster, Span(NOON, NOON + HOUR), NOON) == []


def test_what_was_shown_stands_when_the_item_is_gone(
    cluster: Cluster, player: Player
) -> None:
    item = make_story("Tin sẽ xóa")
    programme = add_programme(cluster, "Chương trình", [(item, 8)])
    key = str(item.translation_key)
    loop = make_loop(b"loop 1", make_scene(key))
    publish(cluster, loop, NOON - HOUR)
    say(player, scene(1, NOON, 10, loop))

    programme.delete()
    for page in ItemPage.objects.filter(translation_key=item.translation_key):
        page.delete()

    assert Entry.objects.count() == 1
    (row,) = shown(cluster, Span(NOON, NOON + timedelta(seconds=10)), NOON + HOUR)
    assert (row.item_key, row.titles["vi"], row.seconds) == (key, f"Mục {key}", 10)


def test_five_years_are_kept_and_what_is_older_goes(
    cluster: Cluster, player: Player
) -> None:
    loop = two_items()
    say(player, scene(1, NOON, 10, loop), scene(2, NOON, 20, loop))
    old, young = Entry.objects.order_by("number")
    Entry.objects.filter(pk=old.pk).update(received_at=NOON - timedelta(days=6 * 366))
    Entry.objects.filter(pk=young.pk).update(received_at=NOON - timedelta(days=5 * 365))

    assert remove_old(NOON, 5) == 1
    assert list(Entry.objects.all()) == [young]


def test_a_player_s_wrong_clock_removes_nothing(
    cluster: Cluster, player: Player
) -> None:
    say(player, scene(1, NOON - timedelta(days=50 * 365), 10, two_items()))

    assert remove_old(NOON, 5) == 0


def test_the_page_shows_a_day_and_saves_it(cluster: Cluster, player: Player) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    say(player, scene(1, NOON, 10, loop), scene(2, NOON, 30, loop, 1))
    client = client_of(
        make_holder("security_viewer", make_agency("cong-an", "Công an"))
    )
    asked = {"cluster": cluster.pk, "day": f"{NOON:%Y-%m-%d}"}

    page = client.get(PAGE, asked).content.decode()
    narrowed = client.get(PAGE, {**asked, "item": "lua"}).content.decode()
    saved = client.get(PAGE, {**asked, "csv": "1"})

    assert "Mục cho" in page
    assert "đầu phát báo cáo" in page
    assert 'scope="row">Mục cho' not in narrowed
    assert 'scope="row">Mục lua' in narrowed
    text = b"".join(saved.streaming_content).decode("utf-8-sig")
    assert "khung-1,lua,Mục lua,zh-hans,30.00,REPORTED" in text


@pytest.mark.parametrize("asked", [{"day": "x"}, {"cluster": "9999"}, {"cluster": "x"}])
def test_what_makes_no_sense_is_answered_with_the_form(
    cluster: Cluster, asked: dict[str, str]
) -> None:
    client = client_of(
        make_holder("security_viewer", make_agency("cong-an", "Công an"))
    )

    assert client.get(PAGE, asked).status_code == 200


def test_an_operator_sees_its_own_clusters_alone(cluster: Cluster) -> None:
    other = make_cluster("sapa")
    other.assignments.all().delete()
    operator = cluster.assignments.get().operator
    client = client_of(make_holder("operator_approver", operator))

    page = client.get(PAGE).content.decode()

    assert "Cụm ck-lao-cai" in page
    assert "Cụm sapa" not in page


def test_to_a_writer_the_page_is_not_there(cluster: Cluster) -> None:
    client = client_of(make_holder("contributor", make_agency()))

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_more_entries_cost_no_more_queries(
    cluster: Cluster,
    player: Player,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    loop = two_items()
    publish(cluster, loop, NOON - HOUR)
    for number in range(count):
        say(player, scene(number + 1, NOON + timedelta(seconds=number), 1, loop))

    with django_assert_num_queries(5):
        shown(cluster, Span(NOON - HOUR, NOON + HOUR), NOON + 2 * HOUR)
