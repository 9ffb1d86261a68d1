"""What players may tell the hub, with which token, and what is written down of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hub.audit.models import Entry as LogEntry
from hub.devices.reports import MOST_BYTES
from hub.players.actions import issue_token, revoke_token
from hub.players.enums import Event, Kind
from hub.players.models import Entry, Player
from hub.players.queries import DOWN_AFTER, Health, health_of
from hub.players.tokens import Token, new_token
from tests.hub.builders import make_agency, make_cluster
from tests.hub.players.reports import (
    alarm,
    an_alarm_now,
    as_run,
    fresh,
    heartbeat,
    post,
    scene,
    switch,
)
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db: None) -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))


@pytest.fixture
def issued(manager: Any) -> tuple[Player, Token]:
    return issue_token(make_cluster("sapa"), "may-1", by=manager)


def test_a_heartbeat_is_kept_as_it_came(issued: tuple[Player, Token]) -> None:
    player, token = issued

    answer = post("heartbeat", heartbeat(seq=9), token)

    kept = fresh(player)
    assert answer.status_code == 204
    assert kept.state["seq"] == 9
    assert kept.heard_at is not None


def test_of_a_token_only_a_digest_is_kept(issued: tuple[Player, Token]) -> None:
    player, token = issued

    assert token.secret not in str(vars(fresh(player)))
    assert LogEntry.objects.filter(kind=Event.ISSUED).count() == 1


@pytest.mark.parametrize("name", ["heartbeat", "as-run"])
@pytest.mark.parametrize("wrong", ["none", "no token", "another secret", "another id"])
def test_without_its_token_nothing_is_taken(
    name: str, wrong: str, issued: tuple[Player, Token]
) -> None:
    player, token = issued
    given = {
        "none": None,
        "no token": "x",
        "another secret": Token(token.id, new_token().secret),
        "another id": Token(new_token().id, token.secret),
    }[wrong]
    said = heartbeat() if name == "heartbeat" else as_run(scene())

    answer = post(name, said, given)

    assert answer.status_code == 401
    assert answer.json()["field"] == "token"
    assert fresh(player).heard_at is None
    assert not Entry.objects.exists()


def test_a_revoked_token_is_refused_with_the_next_request(
    issued: tuple[Player, Token], manager: Any
) -> None:
    player, token = issued
    assert post("heartbeat", heartbeat(), token).status_code == 204

    revoke_token(player, by=manager)

    assert post("heartbeat", heartbeat(), token).status_code == 401
    assert health_of(fresh(player), timezone.now()) == Health.REVOKED


@pytest.mark.parametrize("kind", [Kind.M3U, Kind.SMIL, Kind.COLORLIGHT])
def test_a_machine_of_another_make_does_not_speak_as_ours(
    kind: Kind, manager: Any
) -> None:
    """It verifies nothing, so what it says is no proof of what was shown."""
    other, token = issue_token(
        make_cluster("sapa"), "hop-1", by=manager, kind=kind, canvas="led"
    )

    assert post("heartbeat", heartbeat(), token).status_code == 401
    assert post("as-run", as_run(scene()), token).status_code == 401
    assert fresh(other).heard_at is None
    assert not Entry.objects.exists()


def test_a_new_token_ends_the_old_one(
    issued: tuple[Player, Token], manager: Any
) -> None:
    player, old = issued

    again, new = issue_token(player.cluster, "may-1", by=manager)

    assert again.pk == player.pk
    assert post("heartbeat", heartbeat(), old).status_code == 401
    assert post("heartbeat", heartbeat(), new).status_code == 204


@pytest.mark.parametrize("name", ["heartbeat", "as-run"])
def test_a_token_is_good_for_its_own_cluster_alone(
    name: str, issued: tuple[Player, Token]
) -> None:
    player, token = issued
    cluster = "ck-kim-thanh"
    said = (
        heartbeat(cluster) if name == "heartbeat" else as_run(scene(), cluster=cluster)
    )

    assert post(name, said, token).status_code == 403
    assert fresh(player).heard_at is None
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "document"),
        (b"{}", "cluster"),
        (b'{"cluster": "sapa", "entries": [{}]}', "entries.0.hash"),
        (b'{"cluster": "sapa", "entries": [], "more": 1}', "more"),
    ],
)
def test_a_body_that_is_none_of_ours_is_refused_by_its_field(
    body: bytes, field: str, issued: tuple[Player, Token]
) -> None:
    answer = post("as-run", body, issued[1])

    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_an_entry_whose_hash_is_not_its_own_is_refused(
    issued: tuple[Player, Token],
) -> None:
    honest = as_run(scene(item="item-1")).model_dump_json()

    answer = post("as-run", honest.replace("item-1", "item-2").encode(), issued[1])

    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_a_body_without_end_is_not_read(issued: tuple[Player, Token]) -> None:
    answer = post("as-run", b" " * (MOST_BYTES + 1), issued[1])

    assert answer.status_code == 413


def test_what_was_shown_is_written_down_once_however_often_it_is_sent(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued

    first = post("as-run", as_run(scene(1), switch(2)), token)
    second = post("as-run", as_run(switch(2), alarm(3)), token)

    assert [first.json(), second.json()] == [{"new": 2}, {"new": 1}]
    shown = Entry.objects.get(player=player, kind="scene")
    assert (shown.item_key, shown.canvas) == ("item-1", "led")
    assert shown.end is not None
    assert shown.end - shown.at == timedelta(seconds=15)
    assert set(player.entries.values_list("kind", flat=True)) == {
        "scene",
        "switch",
        "alarm",
    }


def test_only_account_managers_issue_and_revoke(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued
    operator = player.cluster.assignments.get().operator
    other = make_holder("operator_approver", operator)

    with pytest.raises(PermissionDenied):
        issue_token(player.cluster, "may-2", by=other)
    with pytest.raises(PermissionDenied):
        revoke_token(player, by=other)

    assert Player.objects.count() == 1
    assert post("heartbeat", heartbeat(), token).status_code == 204


def test_three_missed_heartbeats_are_a_fault_and_none_before_the_first(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued
    now = timezone.now()
    assert health_of(player, now) == Health.NEVER_HEARD

    post("heartbeat", heartbeat(), token)
    player = fresh(player)
    assert player.heard_at is not None
    late = player.heard_at + DOWN_AFTER + timedelta(seconds=1)
    assert health_of(player, player.heard_at + DOWN_AFTER) == Health.WELL
    assert health_of(player, late) == Health.DOWN

    post("heartbeat", heartbeat(alarms=(an_alarm_now(),)), token)
    assert health_of(fresh(player), timezone.now()) == Health.ALARMED
