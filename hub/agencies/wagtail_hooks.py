"""Where agencies come into the admin."""

from wagtail import hooks

from hub.agencies.views import agency_viewset


@hooks.register("register_admin_viewset")
def register_agencies():
    return agency_viewset
