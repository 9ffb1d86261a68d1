"""The seven days to come, as people read them in the CMS."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from hub.programmes.actions import add_programme
from hub.programmes.schedules import resolve_schedule
from hub.screens.week import Week, build_week
from tests.hub.builders import make_cluster, make_story

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 3, 2, tzinfo=ZONE)  # a Monday
WEEK = timedelta(days=7)


def put_on(*titles: str, **fields: Any) -> Any:
    cluster = make_cluster(**fields)
    items = [(make_story(title), 15) for title in titles]
    return add_programme(cluster, "Hằng ngày", items, valid_from=START - WEEK)


def week_of(code: str = "ck-lao-cai") -> Week:
    schedule = resolve_schedule(code, START, START + WEEK)
    assert schedule is not None
    return build_week(schedule, {date(2026, 3, 4): "Ngày lễ"}, ZONE, "vi")


def test_a_week_has_seven_days_from_midnight_to_midnight():
    put_on("Cả ngày")

    days = week_of().days

    assert [day.day.day for day in days] == [2, 3, 4, 5, 6, 7, 8]
    assert [day.special for day in days] == ["", "", "Ngày lễ", "", "", "", ""]
    assert {len(day.blocks) for day in days} == {1}
    assert (days[0].blocks[0].left_percent, days[0].blocks[0].width_percent) == (
        "0.0000",
        "100.0000",
    )


def test_each_loop_has_a_letter_and_its_slots():
    programme = put_on("Cả ngày", "Thứ Ba")
    slot = programme.slots.all()[1]
    slot.weekdays, slot.frequency = "2", 3
    slot.save()

    week = week_of()

    assert "".join(day.blocks[0].letter for day in week.days) == "ABAAAAA"
    assert [[row.title for row in loop.rows] for loop in week.loops] == [
        ["Cả ngày"],
        ["Cả ngày", "Thứ Ba"],
    ]
    assert [row.frequency for row in week.loops[1].rows] == [1, 3]


def test_night_and_quiet_hours_are_blocks_of_their_own():
    cluster = put_on("Cả ngày").cluster
    cluster.quiet_from, cluster.quiet_until = time(22), time(6)
    cluster.night_from, cluster.night_until = time(18), time(6)
    cluster.save()

    blocks = week_of().days[0].blocks

    assert [(one.start.hour, one.is_night, one.is_quiet) for one in blocks] == [
        (0, True, True),
        (6, False, False),
        (18, True, False),
        (22, True, True),
    ]


def test_what_is_held_back_is_told_with_its_loop():
    programme = put_on("Chợ phiên", "Còn lại")
    programme.slots.all()[0].item.unpublish()

    (loop,) = week_of().loops

    assert [row.title for row in loop.rows] == ["Còn lại"]
    assert "“Chợ phiên” chưa được xuất bản" in loop.problems[0]


def test_the_page_shows_the_first_cluster_or_the_one_that_is_named(
    admin_client: Client,
):
    put_on("Tin của cụm một", code="cum-1")
    put_on("Tin của cụm hai", code="cum-2")

    first = admin_client.get("/cms/week/").content.decode()
    second = admin_client.get("/cms/week/cum-2/").content.decode()

    assert "Tin của cụm một" in first
    assert "Tin của cụm hai" not in first
    assert "Tin của cụm hai" in second


def test_a_cluster_that_is_not_there_is_not_found(admin_client: Client):
    assert admin_client.get("/cms/week/khong-co/").status_code == 404


def test_without_a_cluster_the_page_says_so(admin_client: Client):
    page = admin_client.get("/cms/week/").content.decode()

    assert "Chưa có cụm nào đang vận hành" in page


def test_strangers_do_not_see_it(client: Client):
    assert client.get("/cms/week/").status_code == 302
