"""`manage.py check_audit`: says whether the system log is whole; fails when it is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hub.audit.chain import Break, Fault
from hub.audit.queries import entry_count, verify


class Command(BaseCommand):
    help = "Checks every link of the system log."

    def handle(self, **options: Any) -> None:
        count = entry_count()
        if broken := verify():
            raise CommandError(describe(broken))
        self.stdout.write(
            _("The system log is whole: %(count)s entries, every link holds.")
            % {"count": count}
        )


def describe(broken: Break) -> str:
    words = {
        Fault.MISSING: _("Entry %(number)s is missing."),
        Fault.CHANGED: _("Entry %(number)s was changed after it was written."),
        Fault.UNLINKED: _("Entry %(number)s does not follow from the one before it."),
        Fault.CUT_OFF: _(
            "The end of the system log was cut off or added to: entry %(number)s is not"
            " as the log's head says."
        ),
    }
    said = words[broken.fault] % {"number": broken.number}
    todo = _(
        "The system log is broken. Keep the database as it is, tell who is in charge of"
        " security, and compare it with the last backup."
    )
    return f"{said} {todo}"
