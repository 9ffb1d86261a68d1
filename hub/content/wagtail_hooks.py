"""Where topics come into the admin, and what its menu leaves out."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks

from hub.content.queries import term_problems
from hub.content.views import topic_viewset


@hooks.register("register_admin_viewset")
def register_topics():
    return topic_viewset


LEFT_OUT = {
    "documents",  # items are written, not attached
    "help",  # leads only to places outside
}


@hooks.register("construct_main_menu")
def without_what_nobody_uses(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in LEFT_OUT]


# After the app that adds it.
@hooks.register("construct_homepage_summary_items", order=100)
def without_count_of_documents(request, summary_items):
    summary_items[:] = [
        item for item in summary_items if type(item).__name__ != "DocumentsSummaryItem"
    ]


@hooks.register("after_edit_page")
def warn_of_missing_names(request, page):
    """Nobody is stopped: the approver sees the same on the page."""
    for problem in term_problems(page):
        message = _(
            "“%(name)s” is officially “%(translated)s”, which the translation lacks."
        )
        words = {"name": problem.name, "translated": problem.translated}
        messages.warning(request, message % words)
