"""Keeps open lines to players and tells them when to look."""

import os
import resource
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hub.devices.lines import MOST_LINES

SPARE_LINES = 1000
# Lines do not end by themselves; players open others.
SECONDS_TO_END = 3


class Command(BaseCommand):
    help = "Serves GET /devices/nudge to players: one open line each (docs/scale.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        """Becomes the server, so that no second Django stays in memory beside it."""
        _allow_many_files()
        # One worker: every line hangs in one event loop, which looks at each folder once.
        settings = {
            "interface": "asgi",
            "host": options["host"],
            "port": options["port"],
            "http": 1,
            "workers": 1,
            "backlog": 4096,
            "backpressure": MOST_LINES + SPARE_LINES,
            "workers-kill-timeout": SECONDS_TO_END,
        }
        words = [f"--{name}={value}" for name, value in settings.items()]
        program = [sys.executable, "-m", "granian", *words, "--no-ws"]
        os.execv(program[0], [*program, "hub.asgi:application"])  # noqa: S606 - ours


def _allow_many_files() -> None:
    """A line is an open file; many systems begin with a thousand."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
