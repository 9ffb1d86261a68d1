"""Where the import comes into the CMS: its pages, its menu item, its line in the log."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.importing import views
from hub.importing.actions import IMPORTED


@hooks.register("register_admin_urls")
def add_addresses():
    return [
        path("importing/", views.import_page, name="import_folder"),
        path("importing/mau.xlsx", views.template, name="import_template"),
        path("importing/<uuid:key>/", views.batch_page, name="import_batch"),
        path("importing/<uuid:key>/start/", views.start, name="import_start"),
        path("importing/<uuid:key>/forget/", views.forget, name="import_forget"),
        path("importing/<uuid:key>/loi.xlsx", views.faults, name="import_faults"),
    ]


class ImportMenuItem(MenuItem):
    """Drawn on every page, so it asks for what Wagtail knows already: no query more.

    Writers have that permission. The page itself asks for the right. A technical
    administrator writes for nobody.
    """

    def is_shown(self, request):
        user = request.user
        is_writer = user.has_perm("wagtail_localize.submit_translation")
        return is_writer and not user.is_superuser


@hooks.register("register_admin_menu_item")
def add_to_menu():
    return ImportMenuItem(
        _("Import a folder"),
        reverse_lazy("import_folder"),
        icon_name="upload",
        order=240,
    )


@hooks.register("register_log_actions")
def register_log_action(actions):
    actions.register_action(IMPORTED, _("Import a folder"), _("Folder imported"))
