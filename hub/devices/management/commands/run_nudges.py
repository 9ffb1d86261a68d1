"""Keeps open lines to players and tells them when to look."""

import resource
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from hub.devices.lines import MOST_LINES

SPARE_LINES = 1000


class Command(BaseCommand):
    help = "Serves GET /devices/nudge to players: one open line each (docs/scale.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        _allow_many_files()
        # One worker: every line hangs in one event loop, which looks at each folder once.
        Granian(
            "hub.asgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=1,
            backlog=4096,
            backpressure=MOST_LINES + SPARE_LINES,
        ).serve()


def _allow_many_files() -> None:
    """A line is an open file; many systems begin with a thousand."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
