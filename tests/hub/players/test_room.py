"""The control room: who sees which cluster, what it says, and what it costs."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hub.accounts.queries import SEEN_AT
from hub.players.actions import issue_token, revoke_token
from hub.players.models import Player
from hub.players.queries import DOWN_AFTER
from hub.players.words import ALARMS, RUNGS
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from release.reports import AlarmCode, CanvasNow, Rung
from tests.hub.builders import make_agency, make_cluster
from tests.hub.players.reports import an_alarm_now, heartbeat, post
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
PAGE, NOW = "/cms/players/", "/cms/players/now/"


@pytest.fixture
def manager(db: None) -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def publish(cluster: Any, seq: int) -> None:
    now = timezone.now()
    Candidate.objects.create(
        cluster=cluster,
        seq=seq,
        document=b"{}",
        sha256=hashlib.sha256(b"{}").hexdigest(),
        due=1,
        authors={},
        made_at=now,
        expires_at=now,
        state=CandidateState.PUBLISHED,
    )


def test_it_says_what_is_on_each_canvas_and_why(manager: Any) -> None:
    cluster = make_cluster("sapa")
    _player, token = issue_token(cluster, "may-1", by=manager)
    publish(cluster, 7)
    canvas = CanvasNow(
        canvas="khung-1",
        rung=Rung.FILLER,
        loop="a" * 64,
        frame=1,
        title="Ruộng bậc thang",
        screenshot="b" * 64,
    )
    post("heartbeat", heartbeat(canvases=(canvas,), clock_offset_ms=-12), token)

    page = client_of(manager).get(PAGE).content.decode()

    for words in ("Cụm sapa", "Ruộng bậc thang", str(RUNGS[Rung.FILLER]), "-12 ms"):
        assert words in page
    assert f"/pictures/khung-1.jpg?{'b' * 16}" in page
    assert "chậm" not in page


def test_a_player_that_shows_an_older_release_is_behind(manager: Any) -> None:
    cluster = make_cluster("sapa")
    _player, token = issue_token(cluster, "may-1", by=manager)
    publish(cluster, 8)
    post("heartbeat", heartbeat(seq=7, seen_seq=8), token)

    page = client_of(manager).get(PAGE).content.decode()

    assert "chậm: đã phát hành bản 8" in page
    assert "đang tải" in page


def test_an_alarm_says_what_to_do(manager: Any) -> None:
    _player, token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    post("heartbeat", heartbeat(alarms=(an_alarm_now(),)), token)

    page = client_of(manager).get(PAGE).content.decode()

    what, todo = ALARMS[AlarmCode.FORGED]
    assert str(what) in page
    assert str(todo) in page
    assert 'data-health="alarmed"' in page


def test_every_reason_and_alarm_has_its_words() -> None:
    assert set(ALARMS) == set(AlarmCode)
    assert set(RUNGS) == set(Rung)


def test_a_machine_that_is_not_heard_says_whom_to_ask(manager: Any) -> None:
    player, token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    post("heartbeat", heartbeat(), token)
    long_ago = timezone.now() - DOWN_AFTER - timedelta(seconds=1)
    Player.objects.filter(pk=player.pk).update(heard_at=long_ago)

    page = client_of(manager).get(PAGE).content.decode()

    assert "Không còn tín hiệu từ máy" in page
    assert "Hỏi tại chỗ" in page


def test_a_revoked_machine_is_no_part_of_it_and_its_cluster_is(manager: Any) -> None:
    player, _token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    revoke_token(player, by=manager)

    page = client_of(manager).get(PAGE).content.decode()

    assert "may-1" not in page
    assert "Cụm sapa" in page
    assert "Chưa có đầu phát" in page


@pytest.mark.parametrize("address", [PAGE, NOW])
def test_people_see_their_clusters_alone(address: str, manager: Any) -> None:
    own, other = make_cluster("sapa"), make_cluster("ck-lao-cai")
    other.assignments.all().delete()
    issue_token(own, "may-1", by=manager)
    issue_token(other, "may-9", by=manager)
    client = client_of(make_holder("operator_approver", own.assignments.get().operator))

    page = client.get(address).content.decode()

    assert "may-1" in page
    assert "may-9" not in page
    assert "ck-lao-cai" not in page


def test_what_did_not_change_is_not_sent_again(manager: Any) -> None:
    _player, token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    client = client_of(manager)
    first = client.get(NOW)

    same = client.get(NOW, headers={"If-None-Match": first["ETag"]})
    post("heartbeat", heartbeat(), token)
    other = client.get(NOW, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200
    assert b"<html" not in other.content
    assert other["ETag"] != first["ETag"]


def test_that_a_page_asks_by_itself_is_no_sign_of_life(manager: Any) -> None:
    player, _token = issue_token(make_cluster("sapa"), "may-1", by=manager)
    client = client_of(manager)
    client.get(PAGE)
    session = client.session
    session[SEEN_AT] = session[SEEN_AT] - 600
    session.save()

    client.get(NOW)
    client.get(f"{PAGE}{player.pk}/pictures/khung-1.jpg")
    asked = client.session[SEEN_AT]
    client.get(PAGE)

    assert asked == session[SEEN_AT]
    assert client.session[SEEN_AT] > asked


@pytest.mark.parametrize("count", [1, 3])
def test_many_clusters_cost_as_many_queries_as_one(
    count: int, manager: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(manager)
    for number in range(count):
        cluster = make_cluster(f"cum-{number}")
        publish(cluster, 7)
        for machine in range(count):
            _player, token = issue_token(cluster, f"may-{machine}", by=manager)
            said = heartbeat(cluster.code, alarms=(an_alarm_now(),))
            assert post("heartbeat", said, token).status_code == 204
    client.get(NOW)

    with django_assert_num_queries(15):
        fragment = client.get(NOW).content.decode()

    assert fragment.count('class="players-machine"') == count**2
