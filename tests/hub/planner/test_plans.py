"""Checking and saving a plan: the same decision as the form's, and nothing lost."""

import re
from datetime import UTC, datetime, time
from typing import Any

import pytest

from hub.programmes.models import Daypart, Programme, Slot
from tests.hub.builders import make_story
from tests.hub.planner.planning import (
    a_programme,
    agree,
    as_it_is,
    base_of,
    check,
    planner_of,
    save,
    titles_of_draft,
)

pytestmark = pytest.mark.django_db


def test_slots_are_saved_in_the_order_of_the_plan_as_a_new_draft() -> None:
    programme = a_programme("A", "B", "C")
    client = planner_of(programme.cluster)
    a, b, c = as_it_is(programme)

    answer = save(client, programme, [c, a, b])

    assert answer.status_code == 200
    assert titles_of_draft(programme) == ["C", "A", "B"]
    assert [slot.item.title for slot in programme.slots.all()] == ["A", "B", "C"]
    assert Programme.objects.get().has_unpublished_changes


def test_a_draft_that_was_saved_is_planned_again_from_where_it_stands() -> None:
    programme = a_programme("A", "B", "C")
    client = planner_of(programme.cluster)
    a, b, c = as_it_is(programme)
    save(client, programme, [c, a, b])

    save(client, programme, as_it_is(programme)[1:])

    assert titles_of_draft(programme) == ["A", "B"]


def test_numbers_are_changed_and_new_items_stand_where_they_were_put() -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)
    new = make_story("Mới")
    (a,) = as_it_is(programme)
    first = {"place": None, "item": new.pk, "seconds": "", "frequency": "2"}

    save(client, programme, [first, {**a, "seconds": "45"}], publish="1")

    slots = Programme.objects.get().slots.all()
    assert [(s.item.title, s.seconds, s.frequency) for s in slots] == [
        ("Mới", None, 2),
        ("A", 45, 1),
    ]


def test_a_new_item_can_be_planned_on_after_its_first_draft() -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)
    new = {"place": None, "item": make_story("Mới").pk, "seconds": "", "frequency": ""}
    save(client, programme, [*as_it_is(programme), new])
    a, b = as_it_is(programme)

    save(client, programme, [{**b, "seconds": "30"}, a], publish="1")

    slots = Programme.objects.get().slots.all()
    assert [(s.item.title, s.seconds) for s in slots] == [("Mới", 30), ("A", 20)]


def test_what_the_planner_does_not_show_stays_as_it_was() -> None:
    began = datetime(2026, 3, 1, 6, tzinfo=UTC)
    programme = a_programme("A", "B", valid_from=began)
    slot = programme.slots.first()
    daypart = Daypart.objects.create(code="sang", start=time(6), end=time(11))
    slot.dayparts, slot.weekdays = [daypart], "67"
    slot.save()
    Programme.objects.get().save_revision().publish()
    client = planner_of(programme.cluster)
    a, b = as_it_is(programme)

    save(client, programme, [b, a], publish="1")

    kept = Slot.objects.get(item__title="A")
    assert (list(kept.dayparts.all()), kept.weekdays) == ([daypart], "67")
    assert Programme.objects.get().valid_from == began


def test_a_check_says_what_is_refused_by_its_clause_and_saves_nothing() -> None:
    programme = a_programme("A", "B", seconds=10)
    agree(programme.cluster, 90)
    client = planner_of(programme.cluster)
    a, b = as_it_is(programme)

    answer = check(client, programme, [a, {**b, "seconds": 25}])

    good, bad = answer.json()["rows"]
    assert good["messages"] == []
    assert "thỏa thuận là 90 giây (Biên bản 01; Đ9.2, Đ14.3.a)" in bad["messages"][0]
    assert bad["length"] == "75 giây trong vòng phát"
    assert programme.revisions.count() == 1


def untimed(messages: list[str]) -> list[str]:
    """Both say from when on, which is the minute in which they were asked."""
    return [re.sub(r"\d\d:\d\d", "…", message) for message in messages]


def test_the_check_and_the_form_refuse_with_the_same_words() -> None:
    programme = a_programme("A", "B", seconds=10)
    agree(programme.cluster, 90)
    client = planner_of(programme.cluster)
    a, b = as_it_is(programme)
    plan = [a, {**b, "seconds": 25}]

    checked = check(client, programme, plan).json()["rows"][1]["messages"]
    saved = save(client, programme, plan)

    assert saved.status_code == 422
    assert list(saved.json()["faults"]) == ["1"]
    assert untimed(saved.json()["faults"]["1"]) == untimed(checked)
    assert programme.revisions.count() == 1


def test_an_item_that_may_not_be_shown_is_told_with_the_way_out() -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)
    missing = make_story("Thiếu tiếng Trung", languages=("vi", "en"))
    new = {"place": None, "item": missing.pk, "seconds": "", "frequency": ""}

    answer = check(client, programme, [*as_it_is(programme), new])

    (message,) = answer.json()["rows"][1]["messages"]
    assert "tiếng Trung" in message
    assert "Đ7.2" in message


@pytest.mark.parametrize(("name", "value"), [("seconds", "2"), ("frequency", "7")])
def test_a_number_that_the_form_would_refuse_is_refused(name: str, value: str) -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)
    (a,) = as_it_is(programme)

    checked = check(client, programme, [{**a, name: value}]).json()["rows"][0]
    saved = save(client, programme, [{**a, name: value}])

    assert len(checked["messages"]) == 1
    assert saved.status_code == 422
    assert programme.revisions.count() == 1


def test_the_second_of_two_who_save_is_told_and_nothing_is_overwritten() -> None:
    programme = a_programme("A", "B")
    first = planner_of(programme.cluster, name="nguoi-mot")
    second = planner_of(programme.cluster, name="nguoi-hai")
    base, (a, b) = base_of(programme), as_it_is(programme)
    save(first, programme, [b, a])

    answer = save(second, programme, [a], base=base)

    assert answer.status_code == 409
    assert "nguoi-mot" in answer.json()["message"]
    assert answer.json()["latest"] == base_of(programme)
    assert titles_of_draft(programme) == ["B", "A"]


def test_the_second_may_save_over_what_was_seen_and_history_keeps_the_first() -> None:
    programme = a_programme("A", "B")
    client = planner_of(programme.cluster)
    base, (a, b) = base_of(programme), as_it_is(programme)
    save(client, programme, [b, a])

    answer = save(client, programme, [a], base=base, seen=base_of(programme))

    assert answer.status_code == 200
    assert titles_of_draft(programme) == ["A"]
    assert programme.revisions.count() == 3


def test_who_may_not_publish_saves_drafts_only() -> None:
    programme = a_programme("A", "B")
    client = planner_of(programme.cluster, publishes=False)
    a, b = as_it_is(programme)

    refused = save(client, programme, [b, a], publish="1")
    saved = save(client, programme, [b, a])

    assert (refused.status_code, saved.status_code) == (403, 200)
    assert [slot.item.title for slot in programme.slots.all()] == ["A", "B"]


def test_a_locked_programme_is_not_saved() -> None:
    programme = a_programme("A", "B")
    client = planner_of(programme.cluster)
    Programme.objects.update(locked=True)
    a, b = as_it_is(programme)

    answer = save(client, programme, [b, a])

    assert answer.status_code == 422
    assert answer.json()["message"]
    assert programme.revisions.count() == 1


@pytest.mark.parametrize(
    "sent", ["", "{}", "[1]", '[{"place": 99}]', '[{"place": null}]', "[" * 5000]
)
def test_what_is_no_plan_is_refused(sent: str) -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)

    answer = client.post(
        f"/cms/planner/{programme.pk}/check/",
        {"base": base_of(programme), "slots": sent},
    )

    assert answer.status_code == 400
    assert answer.json()["message"] == "Trang này đã cũ. Hãy tải lại trang."


@pytest.mark.parametrize("count", [1, 60])
def test_a_check_of_one_slot_or_sixty_costs_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    programme = a_programme("A")
    client = planner_of(programme.cluster)
    new = {"place": None, "item": make_story("B").pk, "seconds": 9, "frequency": 1}
    plan = [*as_it_is(programme), *[new] * count]
    check(client, programme, plan)

    with django_assert_num_queries(60):
        check(client, programme, plan)
