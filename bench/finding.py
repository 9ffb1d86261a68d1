"""What it costs to find among thousands of items: `python -m bench.finding`.

A hub of its own, in a folder that is gone afterwards. ITEMS= says how many.
"""

import os
import sys
import tempfile
from importlib import import_module

import django
from django.conf import settings

# The index is built once, at the end: nobody works off what is asked for before.
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
        os.environ.update(DATA_DIR=folder, LOG_LEVEL="ERROR")
        settings.TASKS = TASKS
        django.setup()
        # Only now can anything of the hub's rows be imported.
        found = import_module("bench.found").measure(
            int(os.environ.get("ITEMS", "6000"))
        )
    for name, seconds in found.items():
        sys.stdout.write(f"{name:<50}{seconds * 1000:9.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
