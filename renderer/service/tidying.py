"""Collects garbage now and then while the renderer watches."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from renderer.collecting import Collector
from renderer.errors import StoreError

log = logging.getLogger(__name__)

EVERY = timedelta(hours=6)


@dataclass
class Tidying:
    """`look` may be called for ever; most of the time it does nothing."""

    collector: Collector
    _last: datetime | None = None

    def look(self, now: datetime) -> None:
        """What goes wrong is logged: a full disk is told by whoever cannot write."""
        if self._last is not None and now - self._last < EVERY:
            return
        self._last = now
        try:
            collected = self.collector.collect(now)
        except StoreError as error:
            log.warning("%s", error)
            return
        if collected.count:
            log.info("removed %s files nobody names", collected.count)
