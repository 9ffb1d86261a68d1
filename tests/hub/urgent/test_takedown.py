"""Which players still show an item that was taken off air, and what that costs to ask."""

import hashlib
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from hub.content.models import ItemPage
from hub.displays.models import Cluster
from hub.moderation.actions import take_down
from hub.players.actions import note_heartbeat, take_entries
from hub.players.enums import Kind
from hub.players.models import Player
from hub.players.queries import DOWN_AFTER
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from hub.urgent.takedown import PlayerRow, Standing, follow, ordered_at
from release.format import Release, write_document
from release.reports import CanvasNow, Rung
from tests.hub.builders import make_agency, make_cluster, make_story
from tests.hub.players.reports import as_run, heartbeat, scene
from tests.hub.playout.office import make_loop, make_scene, make_timetable
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def make_player(cluster: Cluster, code: str = "may-1") -> Player:
    return Player.objects.create(
        cluster=cluster,
        code=code,
        token_id=hashlib.sha256(code.encode()).hexdigest()[:16],
        issued_at=timezone.now(),
    )


def publish(cluster: Cluster, seq: int, *items: str) -> str:
    """A release whose one loop shows these items; the loop's digest."""
    scenes = [make_scene(one, start=number * 250) for number, one in enumerate(items)]
    loop = make_loop(f"{cluster.code} {seq}".encode(), *scenes)
    timetable = make_timetable(loop).model_copy(update={"cluster": cluster.code})
    release = Release(seq=seq, timetable=timetable, filler={}, slate={})
    Candidate.objects.create(
        cluster=cluster,
        seq=seq,
        document=write_document(release),
        sha256="0" * 64,
        state=CandidateState.PUBLISHED,
        made_at=timezone.now(),
        expires_at=timezone.now(),
        published_at=timezone.now(),
    )
    return loop.file.sha256


def hear(
    player: Player,
    loop: str,
    seq: int,
    at: datetime,
    rung: Rung = Rung.SCHEDULED,
) -> None:
    now = CanvasNow(canvas="khung-1", rung=rung, loop=loop, frame=1)
    note_heartbeat(
        player,
        heartbeat(player.cluster.code, seq=seq, seen_seq=seq, canvases=(now,)),
        at,
    )


@pytest.fixture
def head(db: None) -> User:
    return make_holder("approver", make_agency("so-vhttdl", "Sở Văn hóa"))


@pytest.fixture
def item(head: User) -> ItemPage:
    story = make_story()
    take_down(story, head, "Sai nội dung")
    return story


def only(item: ItemPage, head: User, now: datetime) -> PlayerRow:
    since = ordered_at(item)
    assert since is not None
    (row,) = follow(item, head, since, now)
    return row


def test_a_player_is_followed_until_the_item_is_gone(
    item: ItemPage, head: User
) -> None:
    cluster = make_cluster()
    player, since = make_player(cluster), ordered_at(item)
    assert since is not None
    key = str(item.translation_key)
    old, new = publish(cluster, 1, key, "khac"), publish(cluster, 2, "khac")
    hear(player, old, 1, since - SECOND)
    assert only(item, head, since + SECOND).standing is Standing.AWAITED

    hear(player, old, 1, since + SECOND)
    shows = only(item, head, since + SECOND)
    shown = scene(item=key).model_copy(
        update={"at": since - SECOND, "end": since + 12 * SECOND}
    )
    take_entries(player, as_run(shown, cluster=cluster.code), since + 20 * SECOND)
    hear(player, new, 2, since + 20 * SECOND)
    gone = only(item, head, since + 21 * SECOND)

    assert (shows.standing, shows.canvases, shows.seconds) == (
        Standing.SHOWS,
        ("khung-1",),
        None,
    )
    assert (gone.standing, gone.seconds) == (Standing.GONE, 12)


def test_under_the_safe_slate_it_is_covered_and_not_gone(
    item: ItemPage, head: User
) -> None:
    cluster = make_cluster()
    player, now = make_player(cluster), timezone.now()
    publish(cluster, 1, str(item.translation_key))
    hear(player, "f" * 64, 1, now, Rung.ORDERED_SLATE)

    assert only(item, head, now).standing is Standing.COVERED


def test_a_loop_that_nobody_knows_is_not_taken_for_good(
    item: ItemPage, head: User
) -> None:
    player, now = make_player(make_cluster()), timezone.now()
    hear(player, "f" * 64, 1, now, Rung.LAST_GOOD)

    assert only(item, head, now).standing is Standing.UNKNOWN


def test_whoever_is_not_heard_any_more_is_not_gone(item: ItemPage, head: User) -> None:
    cluster = make_cluster()
    player, now = make_player(cluster), timezone.now()
    hear(player, publish(cluster, 1, "khac"), 1, now)

    assert only(item, head, now + timedelta(minutes=5)).standing is Standing.SILENT


def test_whoever_lets_its_next_report_pass_is_silent(
    item: ItemPage, head: User
) -> None:
    """Also a machine that reports seldom or never, and so is not down."""
    cluster = make_cluster()
    player, since = make_player(cluster), ordered_at(item)
    assert since is not None
    Player.objects.update(kind=Kind.M3U)
    hear(player, publish(cluster, 1, str(item.translation_key)), 1, since - SECOND)

    late = since + DOWN_AFTER + SECOND

    assert only(item, head, since + DOWN_AFTER).standing is Standing.AWAITED
    assert only(item, head, late).standing is Standing.SILENT


def test_the_page_and_its_list_say_the_same_and_offer_the_slate(
    client: Client, item: ItemPage, head: User
) -> None:
    cluster = make_cluster()
    player = make_player(cluster)
    hear(player, publish(cluster, 1, str(item.translation_key)), 1, timezone.now())
    client.force_login(head)

    said = client.get(f"/cms/urgent/takedown/{item.pk}/").content.decode()
    told = client.get(f"/cms/urgent/takedown/{item.pk}/live/").json()

    assert told["rows"] == [
        {
            "player": "may-1",
            "cluster": "Cụm ck-lao-cai",
            "standing": "shows",
            "words": "vẫn đang chiếu trên: khung-1",
        }
    ]
    assert told["rows"][0]["words"] in said
    assert told["summary"] == "0/1 đầu phát không còn chiếu mục này."
    assert f"/cms/urgent/slate/?clusters={cluster.pk}" in said
    assert (
        f"/cms/urgent/takedown/{item.pk}/"
        in client.get("/cms/urgent/").content.decode()
    )


def test_it_is_the_lead_department_s_and_of_what_was_taken_down(
    client: Client, item: ItemPage, head: User
) -> None:
    other = make_story("Tin khác")
    client.force_login(head)
    not_down = client.get(f"/cms/urgent/takedown/{other.pk}/live/")
    client.force_login(make_holder("operator_approver", make_agency("bql", "BQL")))

    refused = client.get(f"/cms/urgent/takedown/{item.pk}/live/")

    assert not_down.status_code == HTTPStatus.NOT_FOUND
    assert refused.status_code == HTTPStatus.FOUND


def test_more_players_cost_no_more_queries(
    item: ItemPage, head: User, django_assert_num_queries: Any
) -> None:
    since = ordered_at(item)
    assert since is not None
    now = timezone.now()
    for number in range(3):
        cluster = make_cluster(f"cum-{number}")
        hear(make_player(cluster, f"may-{number}"), publish(cluster, 1, "x"), 1, now)
        if number == 0:
            follow(item, head, since, now)
            with django_assert_num_queries(19):
                assert len(follow(item, head, since, now)) == 1

    with django_assert_num_queries(19):
        assert len(follow(item, head, since, now)) == 3
