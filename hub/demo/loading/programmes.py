"""Dayparts, and one programme for each cluster."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Locale

from fixtures import province as rows
from hub.demo.loading.items import find_item
from hub.displays.models import Cluster
from hub.programmes.actions import add_programme
from hub.programmes.models import Daypart, DaypartName, Programme, Slot

TITLE = "Chương trình thường ngày"
# Long past: so that the demo shows the same on every day.
VALID_FROM = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())


def load_programmes(province: rows.Province) -> None:
    dayparts = _load_dayparts(province)
    for row in province.programmes:
        cluster = Cluster.objects.get(code=row.cluster)
        if not Programme.objects.filter(cluster=cluster).exists():
            _add(row, cluster, dayparts)


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


def _add(row: rows.Programme, cluster: Cluster, dayparts: dict[str, Daypart]) -> None:
    items = [(find_item(slot.item), slot.seconds) for slot in row.slots]
    programme = add_programme(
        cluster,
        TITLE,
        [(item, seconds) for item, seconds in items if item],
        valid_from=VALID_FROM,
    )
    slots = Slot.objects.filter(programme=programme)
    for slot, wanted in zip(slots, row.slots, strict=True):
        slot.dayparts = [dayparts[code] for code in wanted.dayparts]
        slot.save()
    Programme.objects.get(pk=programme.pk).save_revision().publish()
