"""Where topics come into the admin, and what its menu leaves out."""

from wagtail import hooks

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
