"""Dayparts, special days, agreements, and one programme for each cluster."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Locale

from fixtures import province as rows
from hub.agencies.models import Agency
from hub.demo.loading.items import find_item
from hub.displays.models import Cluster
from hub.programmes.actions import add_programme
from hub.programmes.enums import SpecialRule
from hub.programmes.models import (
    AirtimeAgreement,
    Daypart,
    DaypartName,
    Programme,
    Slot,
    SpecialDay,
    SpecialDayName,
)

TITLE = "Chương trình thường ngày"
# Long past: so that the demo shows the same on every day.
VALID_FROM = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())


def load_programmes(province: rows.Province) -> None:
    dayparts = _load_dayparts(province)
    special_days = _load_special_days(province)
    _load_agreements(province)
    for row in province.programmes:
        cluster = Cluster.objects.get(code=row.cluster)
        if not Programme.objects.filter(cluster=cluster).exists():
            _add(row, cluster, dayparts, special_days)


def _load_special_days(province: rows.Province) -> dict[str, SpecialDay]:
    known = {row.code: row for row in SpecialDay.objects.all()}
    return {
        row.code: known.get(row.code) or _special_day(row)
        for row in province.special_days
    }


def _special_day(row: rows.SpecialDay) -> SpecialDay:
    special_day = SpecialDay(
        code=row.code,
        first_day=row.first_day,
        last_day=row.last_day,
        rule=str(row.weekday) if row.weekday else SpecialRule.ONLY_MARKED,
    )
    special_day.names.set(
        [
            SpecialDayName(locale=Locale.objects.get(language_code=language), name=name)
            for language, name in row.names.items()
        ]
    )
    special_day.full_clean()
    special_day.clusters.set(Cluster.objects.filter(code__in=row.clusters))
    special_day.save()
    return special_day


def _load_agreements(province: rows.Province) -> None:
    for row in province.agreements:
        agreement = AirtimeAgreement(
            agency=Agency.objects.get(code=row.agency),
            cluster=Cluster.objects.get(code=row.cluster),
            seconds_per_loop=row.seconds_per_loop,
            reference=row.reference,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        if not AirtimeAgreement.objects.filter(
            agency=agreement.agency, cluster=agreement.cluster
        ).exists():
            agreement.full_clean()
            agreement.save()


def _load_dayparts(province: rows.Province) -> dict[str, Daypart]:
    known = {daypart.code: daypart for daypart in Daypart.objects.all()}
    return {row.code: known.get(row.code) or _daypart(row) for row in province.dayparts}


def _daypart(row: rows.Daypart) -> Daypart:
    daypart = Daypart(code=row.code, start=row.start, end=row.end)
    daypart.names.set(
        [
            DaypartName(locale=Locale.objects.get(language_code=language), name=name)
            for language, name in row.names.items()
        ]
    )
    daypart.save()
    return daypart


def _add(
    row: rows.Programme,
    cluster: Cluster,
    dayparts: dict[str, Daypart],
    special_days: dict[str, SpecialDay],
) -> None:
    items = [(find_item(slot.item), slot.seconds) for slot in row.slots]
    programme = add_programme(
        cluster,
        TITLE,
        [(item, seconds) for item, seconds in items if item],
        valid_from=VALID_FROM,
    )
    slots = Slot.objects.filter(programme=programme)
    for slot, wanted in zip(slots, row.slots, strict=True):
        slot.frequency = wanted.frequency
        slot.dayparts = [dayparts[code] for code in wanted.dayparts]
        slot.special_days = [special_days[code] for code in wanted.special_days]
        slot.save()
    Programme.objects.get(pk=programme.pk).save_revision().publish()
