"""Where programmes, dayparts and the chooser of items come into the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from hub.programmes.views import (
    agreement_viewset,
    daypart_viewset,
    item_chooser_viewset,
    programme_viewset,
    special_day_viewset,
)

register_snippet(programme_viewset)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        daypart_viewset,
        special_day_viewset,
        agreement_viewset,
        item_chooser_viewset,
    ]


@hooks.register("insert_global_admin_css")
def add_styles():
    address = static("hub_programmes/admin.css")
    return format_html('<link rel="stylesheet" href="{}">', address)
