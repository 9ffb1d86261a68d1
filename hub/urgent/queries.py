"""What outranks the release of each cluster, and who may order it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from hub.displays.models import Cluster
from hub.displays.queries import SHOWN
from hub.displays.queries import cluster as find_cluster
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to, may
from hub.urgent.enums import Level, OrderState, TargetState
from hub.urgent.models import STANDING, Message, Order, QuietRule, Target
from hub.urgent.quiet import QuietHours, is_heard


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


def messages_for(person: Any) -> QuerySet[Message]:
    """Those of the clusters that the person reaches, and the person's own."""
    rows = Message.objects.select_related("sent_by", "made_by").prefetch_related(
        "targets__cluster__names"
    )
    reached = clusters_open_to(person, Right.URGENT)
    if reached is None:
        return rows
    named = Q(targets__cluster__in=reached) | Q(made_by=person)
    return rows.filter(pk__in=Message.objects.filter(named).values("pk"))


def targets_unsent(message: Message) -> QuerySet[Target]:
    sent = (TargetState.SENT, TargetState.RECALLED)
    return _targets(message).exclude(state__in=sent)


def targets_drawn(message: Message) -> QuerySet[Target]:
    """As the message is now: one that was changed has to be drawn again."""
    rows = _targets(message).filter(state=TargetState.DRAWN)
    return rows.filter(fingerprint=message.fingerprint)


def targets_on_air(message: Message, now: datetime) -> QuerySet[Target]:
    rows = _targets(message).filter(state=TargetState.SENT)
    return rows.filter(message__ends_at__gt=now)


def meant(message: Message, targets: Iterable[Target]) -> frozenset[str]:
    """What whoever sends it has seen: the message itself and every loop."""
    return frozenset({message.fingerprint}).union(*(one.digests for one in targets))


def clusters_heard(
    message: Message, clusters: Iterable[Cluster], now: datetime
) -> frozenset[int]:
    """Those on which it makes a sound: where it is asked for and no quiet hours are."""
    if not message.wants_sound or message.ends_at is None:
        return frozenset()
    rules = {one.cluster_id: one for one in QuietRule.objects.all()}
    end, is_critical = message.ends_at, message.level == Level.CRITICAL
    zone = timezone.get_default_timezone()
    return frozenset(
        one.pk
        for one in clusters
        if is_heard(
            _hours(one, rules.get(one.pk)), now, end, zone, is_critical=is_critical
        )
    )


def canvas_sizes(code: str) -> dict[str, tuple[int, int]]:
    facts = find_cluster(code)
    canvases = facts.canvases if facts else ()
    return {one.code: (one.width_px, one.height_px) for one in canvases}


def _hours(cluster: Cluster, rule: QuietRule | None) -> QuietHours:
    """The cluster's rule for messages, else its quiet hours, else those of every house."""
    if rule:
        return QuietHours(rule.quiet_from, rule.quiet_until, rule.is_critical_heard)
    if cluster.quiet_from and cluster.quiet_until:
        return QuietHours(cluster.quiet_from, cluster.quiet_until)
    return QuietHours()


def _targets(message: Message) -> QuerySet[Target]:
    rows = Target.objects.filter(message=message).select_related("cluster", "message")
    return rows.prefetch_related("cluster__names")


def _newest() -> Any:
    """Numbers only grow, so the row made last is the newest."""
    rows = Order.objects.filter(state__in=STANDING).order_by().values("cluster")
    return rows.annotate(newest=Max("pk")).values("newest")
