"""Many windows in one answer: each as whole as if it had been asked for alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from renderer.errors import ProgrammeError
from renderer.programme import parse_programme
from renderer.schedule import parse_schedule
from tests.fakes.hub import schedule_of
from tests.fakes.programmes import a_programme, a_slot, an_item

START = "2026-04-26T00:00:00+00:00"
END = "2026-04-27T00:00:00+00:00"
MORNING = a_slot(an_item("sang"), slot_id="1")
ALL_DAY = a_slot(an_item("ca-ngay"), slot_id="2") | {"frequency": 3}


def document_at(at: str) -> Any:
    """Another slot each half of the day."""
    half = timedelta(hours=12)
    until = datetime.fromisoformat(at) + half
    slots = (MORNING, ALL_DAY) if at == START else (ALL_DAY,)
    return a_programme(*slots, at=at, until=until.isoformat())


def schedule() -> Any:
    return schedule_of(document_at, START, END)


def test_each_window_is_the_programme_that_was_asked_for_at_its_start():
    first, second = parse_schedule(schedule())

    assert first == parse_programme(document_at(START))
    assert second == parse_programme(document_at("2026-04-26T12:00:00+00:00"))
    assert second.slots[0].frequency == 3


def test_a_slot_is_said_once():
    slots = schedule()["data"]["schedule"]["slots"]

    assert [slot["id"] for slot in slots] == ["1", "2"]


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_gap_or_an_overlap_between_windows_is_refused_by_its_hour(minutes: int):
    document = schedule()
    second = document["data"]["schedule"]["windows"][1]
    moved = datetime.fromisoformat(second["at"]) + timedelta(minutes=minutes)
    second["at"] = moved.isoformat()

    with pytest.raises(ProgrammeError, match="does not begin where") as refusal:
        parse_schedule(document)

    assert moved.isoformat() in refusal.value.where


def test_a_window_that_names_an_unknown_slot_is_refused():
    document = schedule()
    document["data"]["schedule"]["slots"].pop()

    with pytest.raises(ProgrammeError, match="do not fit together"):
        parse_schedule(document)


def test_an_unknown_cluster_is_named_as_such():
    with pytest.raises(ProgrammeError, match="no such cluster"):
        parse_schedule({"data": {"schedule": None}})


@pytest.mark.parametrize("document", [None, {}, {"data": {"programme": {}}}], ids=str)
def test_nonsense_is_refused(document: object):
    with pytest.raises(ProgrammeError, match="not a schedule"):
        parse_schedule(document)


def test_windows_of_an_older_hub_have_the_plain_way():
    document = schedule()
    for slot in document["data"]["schedule"]["slots"]:
        slot.pop("frequency", None)

    first, _ = parse_schedule(document)

    assert (first.variant, first.is_quiet, first.airtime) == ("day", False, ())
    assert {slot.frequency for slot in first.slots} == {1}
