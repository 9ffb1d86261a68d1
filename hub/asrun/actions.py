"""Removes what is older than it has to be kept."""

from datetime import datetime, timedelta

from hub.players.models import Entry

AT_ONCE = 5000


def remove_old(now: datetime, years: int) -> int:
    """By when an entry came, since a player's clock may be wrong; answers how many.

    In pieces: nobody who writes waits for millions of rows.
    """
    # A year has at most 366 days: a few too many are kept, none too few.
    old = Entry.objects.filter(received_at__lt=now - timedelta(days=366 * years))
    removed = 0
    while rows := list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        removed += Entry.objects.filter(pk__in=rows).delete()[0]
    return removed
