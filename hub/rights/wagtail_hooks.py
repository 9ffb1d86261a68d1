"""Where roles and agencies come into the admin."""

from wagtail import hooks

from hub.rights.views import agency_viewset, role_assignment_viewset, role_viewset


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [agency_viewset, role_viewset, role_assignment_viewset]
