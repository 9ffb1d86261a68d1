"""Where official names come into the admin; who may change them: `rights.settling`."""

from wagtail import hooks

from hub.terms.views import term_viewset


@hooks.register("register_admin_viewset")
def register_terms():
    return term_viewset
