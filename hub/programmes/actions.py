"""Makes programmes from code, with the same refusals as the form."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hub.content.models import ItemPage
from hub.content.queries import item_records
from hub.displays.models import Cluster
from hub.displays.queries import cluster as find_cluster
from hub.programmes.models import Programme, Slot
from hub.programmes.validators import find_refusal


def add_programme(
    cluster: Cluster,
    title: str,
    items: Iterable[tuple[ItemPage, int | None]],
    **fields: Any,
) -> Programme:
    """A live programme of items with their seconds. Raises ValidationError."""
    programme = Programme(cluster=cluster, title=title, **fields)
    programme.slots = [
        Slot(item=item, seconds=seconds, sort_order=order)
        for order, (item, seconds) in enumerate(items)
    ]
    check_slots(programme)
    programme.full_clean()
    programme.save()
    programme.save_revision().publish()
    return programme


def check_slots(programme: Programme) -> None:
    """Raises ValidationError with every reason why an item may not be put in."""
    now = timezone.now()
    cluster = find_cluster(programme.cluster.code)
    assert cluster is not None
    slots = list(programme.slots.all())
    records = item_records({slot.item_id for slot in slots}, on=timezone.localdate(now))
    refusals = [find_refusal(records[slot.item_id], cluster, now) for slot in slots]
    if messages := [refusal.message for refusal in refusals if refusal]:
        raise ValidationError(messages)
