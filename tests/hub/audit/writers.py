"""A program: four who write into the system log at once, on the database it is given."""

import sys
from threading import Thread

import django

django.setup()

from django.db import connections  # noqa: E402 - after the set-up

from hub.audit.actions import record  # noqa: E402
from hub.audit.models import Entry, Head  # noqa: E402
from hub.audit.queries import verify  # noqa: E402

WRITERS, ENTRIES_EACH = 4, 10


def write() -> None:
    for _ in range(ENTRIES_EACH):
        record("hub.test", details={"part": 1.5})
    connections.close_all()


def main() -> None:
    before = Head.objects.get().number
    writers = [Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    added = Head.objects.get().number - before
    is_whole = verify() is None and Entry.objects.count() == before + added
    sys.stdout.write(f"{added} {'whole' if is_whole else 'broken'}")


main()
