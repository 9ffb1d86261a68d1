"""What outranks the release of each cluster, and who may order it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from hub.displays.models import Cluster
from hub.displays.queries import SHOWN
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to, may
from hub.urgent.enums import OrderState
from hub.urgent.models import STANDING, Order


def order_in_force(cluster: Cluster) -> Order | None:
    """The newest that was signed; it may be on its way to the repository still."""
    rows = Order.objects.filter(cluster=cluster, state__in=STANDING)
    return rows.order_by("-seq").first()


def orders_in_force(clusters: Iterable[int] | None = None) -> dict[int, Order]:
    """By cluster. One query."""
    rows = Order.objects.filter(pk__in=_newest())
    if clusters is not None:
        rows = rows.filter(cluster__in=clusters)
    return {one.cluster_id: one for one in rows.select_related("person")}


def newest_seq(cluster: Cluster) -> int:
    """Of all that anybody may have signed."""
    found = Order.objects.filter(cluster=cluster).aggregate(Max("seq"))
    return int(found["seq__max"] or 0)


def digests_in_force(since: datetime) -> frozenset[str]:
    """Of the loops in force, and of those that were since."""
    rows = Order.objects.filter(state__in=STANDING).filter(
        Q(pk__in=_newest()) | Q(drawn_at__gte=since)
    )
    return frozenset(
        file.sha256 for one in rows.iterator() for file in one.urgent.files
    )


def may_order(person: Any, cluster: int) -> bool:
    return may(person, Right.URGENT, cluster=cluster)


def may_order_some(person: Any) -> bool:
    return may(person, Right.URGENT)


def may_order_everywhere(person: Any) -> bool:
    """The lead department's heads: the whole province (Đ7.1)."""
    return clusters_open_to(person, Right.URGENT) is None


def clusters_for(person: Any) -> QuerySet[Cluster]:
    """Those that the person may order something on."""
    rows: QuerySet[Cluster] = Cluster.objects.filter(status__in=SHOWN).order_by("code")
    reached = clusters_open_to(person, Right.URGENT)
    return rows if reached is None else rows.filter(pk__in=reached)


def signed_orders() -> QuerySet[Order]:
    """Those that could not be published yet, oldest first."""
    rows = Order.objects.filter(state=OrderState.SIGNED)
    return rows.select_related("cluster").order_by("seq")


def _newest() -> Any:
    """Numbers only grow, so the row made last is the newest."""
    rows = Order.objects.filter(state__in=STANDING).order_by().values("cluster")
    return rows.annotate(newest=Max("pk")).values("newest")
