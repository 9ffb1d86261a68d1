"""The days to come of a cluster, out of the database."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.content.models import ItemPage
from hub.displays.models import Cluster
from hub.programmes.enums import SpecialRule
from hub.programmes.models import (
    AirtimeAgreement,
    Daypart,
    Programme,
    Slot,
    SpecialDay,
    SpecialDayName,
)
from hub.programmes.queries import resolve_programme
from hub.programmes.schedules import (
    Schedule,
    ScheduledWindow,
    resolve_schedule,
    special_days_between,
)
from tests.hub.builders import locale, make_agency, make_cluster, make_story

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 3, 2, tzinfo=ZONE)  # a Monday
ONE_DAY = timedelta(days=1)
WEEK = 7 * ONE_DAY
CODE = "ck-lao-cai"


def make_programme(cluster: Cluster, *items: ItemPage, **fields: Any) -> Programme:
    fields = {"valid_from": START - 30 * ONE_DAY, "title": "Hằng ngày", **fields}
    programme = Programme(cluster=cluster, **fields)
    programme.slots = [
        Slot(item=item, sort_order=order) for order, item in enumerate(items)
    ]
    programme.save()
    programme.save_revision().publish()
    return programme


def make_special_day(
    rule: str, *clusters: Cluster, code: str = "le", days: int = 1
) -> SpecialDay:
    special = SpecialDay(
        code=code,
        rule=rule,
        first_day=date(2026, 3, 4),
        last_day=date(2026, 3, 3 + days),
    )
    special.names = [SpecialDayName(locale=locale("vi"), name=f"Ngày {code}")]
    special.clusters.set(clusters)
    special.save()
    return special


def change_slot(programme: Programme, number: int = 0, **fields: Any) -> None:
    slot = programme.slots.all()[number]
    for name, value in fields.items():
        setattr(slot, name, value)
    slot.save()


def schedule(length: timedelta = WEEK) -> Schedule:
    found = resolve_schedule(CODE, START, START + length)
    assert found is not None
    return found


def window_at(found: Schedule, at: datetime) -> ScheduledWindow:
    (window,) = [one for one in found.windows if one.at <= at < one.until]
    return window


def test_the_windows_cover_what_was_asked_for_without_a_gap() -> None:
    make_programme(make_cluster(), make_story("Cả ngày"))

    windows = schedule().windows

    assert (windows[0].at, windows[-1].until) == (START, START + WEEK)
    assert [one.until for one in windows[:-1]] == [other.at for other in windows[1:]]


def test_an_unknown_cluster_has_no_schedule() -> None:
    assert resolve_schedule("khong-co", START, START + WEEK) is None


def test_each_window_says_what_the_programme_of_its_hour_says() -> None:
    programme = make_programme(make_cluster(), make_story("A"), make_story("B"))
    daypart = Daypart.objects.create(code="sang", start=time(6), end=time(11))
    change_slot(programme, 0, dayparts=[daypart], frequency=2)

    found = schedule(2 * ONE_DAY)

    for window in found.windows:
        alone = resolve_programme(CODE, window.at)
        assert alone is not None
        assert window.slots == tuple(slot.id for slot in alone.slots)
        assert window.until == alone.until
    assert {slot.frequency for slot in found.slots} == {1, 2}


def test_a_programme_to_come_takes_over_in_its_time_and_gives_back() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story("Thường ngày"))
    make_programme(
        cluster,
        make_story("Lễ hội"),
        valid_from=START + 2 * ONE_DAY,
        valid_until=START + 3 * ONE_DAY,
    )

    found = schedule()

    days = [window_at(found, START + day * ONE_DAY).slots for day in range(4)]
    assert days[0] == days[1] == days[3] != days[2]


def test_a_special_day_is_as_on_the_weekday_it_follows() -> None:
    programme = make_programme(make_cluster(), make_story("Chủ nhật"))
    programme.slots.update(weekdays="7")
    make_special_day(SpecialRule.SUNDAY)

    found = schedule(4 * ONE_DAY)

    shown = [bool(window_at(found, START + n * ONE_DAY).slots) for n in range(4)]
    assert shown == [False, False, True, False]


def test_on_a_special_day_only_what_is_marked_for_it_may_be_shown() -> None:
    programme = make_programme(
        make_cluster(), make_story("Ngày thường"), make_story("Tết")
    )
    change_slot(programme, 1, special_days=[make_special_day(SpecialRule.ONLY_MARKED)])
    ordinary, marked = (str(slot.pk) for slot in programme.slots.all())

    found = schedule(4 * ONE_DAY)

    days = [window_at(found, START + n * ONE_DAY).slots for n in range(4)]
    assert days == [(ordinary,), (ordinary,), (marked,), (ordinary,)]


def test_a_special_day_of_another_cluster_changes_nothing() -> None:
    make_programme(make_cluster(), make_story())
    make_special_day(SpecialRule.ONLY_MARKED, make_cluster("sapa"))

    assert all(window.slots for window in schedule().windows)
    assert special_days_between(CODE, START, START + WEEK) == {}


def test_what_names_the_cluster_outranks_what_names_none() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story())
    make_special_day(SpecialRule.ONLY_MARKED, code="moi-cum")
    make_special_day(SpecialRule.SUNDAY, cluster, code="rieng-cum")

    assert all(window.slots for window in schedule().windows)
    told = special_days_between(CODE, START, START + WEEK)
    assert told == {date(2026, 3, 4): "Ngày rieng-cum"}


def test_quiet_and_dark_hours_make_windows() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story())
    cluster.quiet_from, cluster.quiet_until = time(22), time(6)
    cluster.night_from, cluster.night_until = time(18, 30), time(6)
    cluster.save()

    windows = schedule(ONE_DAY).windows

    assert [
        (one.at.astimezone(ZONE).strftime("%H:%M"), one.variant, one.is_quiet)
        for one in windows
    ] == [
        ("00:00", "night", True),
        ("06:00", "day", False),
        ("18:30", "night", False),
        ("22:00", "night", True),
    ]


def test_an_agreement_is_told_on_its_days_with_its_paper() -> None:
    cluster = make_cluster()
    make_agreement(cluster, valid_until=date(2026, 3, 3))

    windows = schedule(4 * ONE_DAY).windows

    told = [
        [(a.agency, a.seconds_per_loop, a.reference) for a in w.airtime]
        for w in windows
    ]
    assert told == [[("bql-kkt", 90, "BB 01")], [("bql-kkt", 90, "BB 01")], [], []]


def test_what_two_agencies_agreed_to_belongs_to_their_common_successor() -> None:
    cluster = make_cluster()
    heir = make_agency("hop-nhat", "Cơ quan hợp nhất")
    make_agreement(cluster)
    other = make_agency("co-quan-cu", "Cơ quan cũ")
    for agency in (cluster.assignments.get().operator, other):
        agency.valid_until, agency.successor = date(2026, 3, 1), heir
        agency.save()
    make_agreement(cluster, agency=other, seconds_per_loop=30, reference="BB 02")

    (airtime,) = schedule(ONE_DAY).windows[0].airtime

    assert (airtime.agency, airtime.seconds_per_loop) == ("hop-nhat", 120)
    assert airtime.reference == "BB 01; BB 02"


def make_agreement(cluster: Cluster, **fields: Any) -> AirtimeAgreement:
    fields.setdefault("agency", cluster.assignments.get().operator)
    fields = {"seconds_per_loop": 90, "reference": "BB 01", **fields}
    return AirtimeAgreement.objects.create(
        cluster=cluster, valid_from=date(2026, 1, 1), **fields
    )


@pytest.mark.parametrize("days", [1, 8])
@pytest.mark.parametrize("programmes", [1, 3])
def test_any_number_of_windows_and_programmes_costs_the_same_queries(
    days: int, programmes: int, django_assert_num_queries: Any
) -> None:
    cluster, story = make_cluster(), make_story()
    daypart = Daypart.objects.create(code="sang", start=time(6), end=time(11))
    for number in range(programmes):
        programme = make_programme(
            cluster,
            story,
            valid_from=START - timedelta(hours=1) + number * timedelta(hours=2),
        )
        change_slot(programme, dayparts=[daypart])
    make_special_day(SpecialRule.SUNDAY)
    make_agreement(cluster)

    with django_assert_num_queries(21):
        schedule(days * ONE_DAY)
