"""The words that the planner's program says by itself, in the reader's language.

Words in braces are filled in by the program. All other words stand in the templates.
"""

from django.utils.translation import gettext as _


def page_texts() -> dict[str, str]:
    return {
        "picked": _("{title} picked up, place {place} of {count}. Arrows move it."),
        "moved": _("{title}: place {place} of {count}."),
        "dropped": _("{title} put down at place {place} of {count}."),
        "back": _("{title} is back at place {place} of {count}."),
        "added": _("{title} added at place {place} of {count}."),
        "removed": _("{title} taken out. {count} slots remain."),
        "checked": _("Checked: nothing stands in the way."),
        "refused": _("Checked: {count} slots cannot be shown like this."),
        "changed": _("Changed, not saved yet"),
        "saved": _("Draft saved."),
        "published": _("Published."),
        "broken": _(
            "The hub does not answer. What you changed is still here: try again in a "
            "minute."
        ),
        "signed_out": _(
            "You were signed out. Sign in again in another tab, then save here."
        ),
        "pages": _("{count} pages"),
        "drawing": _("Being drawn…"),
    }
