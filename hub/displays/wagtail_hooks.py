"""Where clusters and canvases come into the admin."""

from wagtail import hooks

from hub.displays.views import DisplaysGroup


@hooks.register("register_admin_viewset")
def register_displays():
    return DisplaysGroup()
