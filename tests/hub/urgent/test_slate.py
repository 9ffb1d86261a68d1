"""The safe slate is ordered and ended, signed by a person; refused, nothing happens."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.contrib.auth.models import User
from django.utils import timezone

from hub.audit.models import Entry
from hub.displays.models import Cluster
from hub.playout import signing
from hub.playout.actions import refresh_repositories
from hub.urgent import actions, publishing, queries
from hub.urgent.actions import UrgentRefusedError, end_slate, order_slate
from hub.urgent.documents import Change
from hub.urgent.enums import Event, OrderState
from hub.urgent.models import Order
from release.demo import DEMO_PIN
from tests.hub.rights.people import make_person
from tests.hub.urgent.conftest import GATE, SAPA, Desk
from tests.hub.urgent.reading import urgent_of

WHY = "Hình lạ trên màn hình"


def order(clusters: list[Cluster], person: User, pin: str = DEMO_PIN) -> None:
    order_slate(clusters, person, pin, timezone.now(), WHY)


def refused(clusters: list[Cluster], person: User, **more: Any) -> str:
    """What is said; no player finds anything new, and the log says nothing."""
    before = {one.pk: urgent_of(one.code) for one in clusters}
    entries = Entry.objects.count()
    with pytest.raises(UrgentRefusedError) as caught:
        order(clusters, person, **more)
    assert {one.pk: urgent_of(one.code) for one in clusters} == before
    assert Entry.objects.count() == entries
    return " ".join(caught.value.messages)


def is_ordered(code: str) -> bool:
    found = urgent_of(code)
    return found is not None and found.is_slate_ordered


def test_a_player_is_told_of_the_slate_and_of_its_end(desk: Desk) -> None:
    order([desk.gate, desk.sapa], desk.head)
    assert (is_ordered(GATE), is_ordered(SAPA)) == (True, True)

    end_slate([desk.gate], desk.head, DEMO_PIN, timezone.now(), "Đã kiểm tra xong")

    assert (is_ordered(GATE), is_ordered(SAPA)) == (False, True)


def test_the_log_says_who_ordered_it_and_why(desk: Desk) -> None:
    order([desk.gate], desk.head)

    entry = Entry.objects.get(kind=Event.SLATE_ORDERED)
    assert (entry.actor, entry.details["reason"]) == (desk.head, WHY)
    assert entry.subject_id == str(desk.gate.pk)


def test_numbers_only_grow(desk: Desk) -> None:
    for _ in range(2):
        order([desk.gate], desk.head)
    end_slate([desk.gate], desk.head, DEMO_PIN, timezone.now(), WHY)

    assert [one.seq for one in Order.objects.order_by("pk")] == [1, 2, 3]
    assert signing.next_seq(GATE, signing.URGENT) == 4


def test_an_operator_orders_it_on_its_own_cluster_alone(desk: Desk) -> None:
    order([desk.gate], desk.operator)
    assert is_ordered(GATE)

    said = refused([desk.gate, desk.sapa], desk.operator)

    assert "Cụm sapa" in said
    assert "Cụm ck-lao-cai" not in said
    assert not is_ordered(SAPA)


def test_whoever_has_no_right_orders_nothing(desk: Desk) -> None:
    assert "Đ7.1" in refused([desk.gate], make_person("khach"))


def test_a_wrong_pin_is_asked_of_the_signer_once_and_nothing_is_ordered(
    desk: Desk,
) -> None:
    said = refused([desk.gate, desk.sapa], desk.head, pin="sai-het-roi-99")

    assert said.count("PIN") == 2
    assert "nhập sai thêm 2 lần" in said
    assert Order.objects.filter(state=OrderState.REFUSED).count() == 1


def test_whoever_has_no_key_is_told_so(desk: Desk) -> None:
    assert "chưa có khóa ký" in refused([desk.gate], desk.keyless)


def test_a_reason_is_required(desk: Desk) -> None:
    with pytest.raises(UrgentRefusedError):
        order_slate([desk.gate], desk.head, DEMO_PIN, timezone.now(), "  ")

    assert not Order.objects.exists()


def test_one_cluster_that_fails_is_named_and_stops_no_other(desk: Desk) -> None:
    other = Cluster.objects.exclude(pk__in=[desk.gate.pk, desk.sapa.pk])
    assert not other.exists()
    folder = Path(hub_settings.RELEASES_DIR) / "repositories" / GATE / "metadata"
    folder.rename(folder.with_name("gone"))

    with pytest.raises(UrgentRefusedError) as caught:
        order([desk.gate, desk.sapa], desk.head)

    assert [said.partition(":")[0] for said in caught.value.messages] == [
        "Cụm ck-lao-cai"
    ]
    assert is_ordered(SAPA)


def test_without_a_signing_process_nothing_is_ordered(
    desk: Desk, settings: Any
) -> None:
    settings.SIGNER_SOCKET = ""

    assert "chưa được thiết lập" in refused([desk.gate], desk.head)


def test_an_order_that_came_between_is_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people at once: the later document is made of the earlier one."""
    asked = publishing._sign

    def overtaken_once(*given: Any) -> signing.Signed:
        monkeypatch.setattr(publishing, "_sign", asked)
        order([desk.gate], desk.operator)
        return asked(*given)

    monkeypatch.setattr(publishing, "_sign", overtaken_once)

    actions.order_on_each(
        {desk.gate: Change()}, desk.head, DEMO_PIN, timezone.now(), WHY
    )

    assert is_ordered(GATE)
    states = Order.objects.order_by("seq").values_list("state", flat=True)
    assert list(states) == [
        OrderState.REFUSED,
        OrderState.PUBLISHED,
        OrderState.PUBLISHED,
    ]


def test_what_could_not_be_published_at_once_is_by_the_clock(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(signing, "publish", full)
        order([desk.gate], desk.head)
    assert not is_ordered(GATE)

    actions.publish_signed(timezone.now())

    assert is_ordered(GATE)
    assert queries.order_in_force(desk.gate).state == OrderState.PUBLISHED


def test_a_repository_with_an_urgent_document_is_refreshed(desk: Desk) -> None:
    order([desk.gate], desk.head)

    assert GATE in refresh_repositories(timezone.now())
    assert is_ordered(GATE)


def test_after_a_day_only_those_know_it_who_have_it_already(desk: Desk) -> None:
    """A player keeps what it has; a new one finds nothing until it is signed anew."""
    order([desk.gate], desk.head)
    later = timezone.now() + timedelta(minutes=14)

    assert urgent_of(GATE, later) is not None
    assert Order.objects.get().runs_out_at < timezone.now() + timedelta(hours=24)


def test_an_operator_does_not_end_what_the_lead_department_ordered(desk: Desk) -> None:
    order([desk.gate], desk.head)

    with pytest.raises(UrgentRefusedError, match=r"Đ7\.1"):
        end_slate([desk.gate], desk.operator, DEMO_PIN, timezone.now(), WHY)

    assert is_ordered(GATE)


def test_an_operator_ends_its_own(desk: Desk) -> None:
    order([desk.gate], desk.operator)

    end_slate([desk.gate], desk.operator, DEMO_PIN, timezone.now(), WHY)

    assert not is_ordered(GATE)
