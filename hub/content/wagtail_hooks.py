"""Where topics come into the admin, and what its menu leaves out."""

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail_localize import wagtail_hooks as localize

from hub.content.queries import term_problems
from hub.content.views import topic_viewset

# Four queries for each row of the explorer, for buttons that the board of languages and
# the item's own page have too. Wagtail offers no public way to take a hook out.
hooks._hooks["register_page_listing_more_buttons"].remove(
    (localize.page_listing_more_buttons, 0)
)


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
