"""Where accounts, sessions and the system log come into the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.accounts.enums import Event
from hub.accounts.queries import RIGHTS_IN_MENU
from hub.accounts.views import log, register, sessions
from hub.rights.enums import Right


class RightMenuItem(MenuItem):
    """Shown to whoever holds the right; the page itself asks again."""

    def __init__(self, *args, right, **kwargs):
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request):
        # Noted once a minute: the menu is drawn on every page, and more than once.
        return self.right in request.session.get(RIGHTS_IN_MENU, ())


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("register_admin_urls")
def add_addresses():
    return [
        path("log/", log.log_page, name="accounts_log"),
        path("account/sessions/", sessions.sessions_page, name="accounts_sessions"),
        path(
            "account/sessions/others/end/",
            sessions.end_others,
            name="accounts_end_others",
        ),
        path(
            "account/sessions/<int:pk>/end/",
            sessions.end_one,
            name="accounts_end_session",
        ),
        path("accounts/", register.register_page, name="accounts_register"),
        path("accounts/issue/", register.issue_page, name="accounts_issue"),
        path("accounts/review/", register.review_page, name="accounts_review"),
        path("accounts/<int:pk>/", register.account_page, name="accounts_account"),
        path(
            "accounts/<int:pk>/<slug:name>/",
            register.change_page,
            name="accounts_change",
        ),
    ]


@hooks.register("register_reports_menu_item")
def add_log_to_reports():
    return RightMenuItem(
        _("System log"),
        reverse_lazy("accounts_log"),
        icon_name="history",
        order=900,
        right=Right.SEE_LOGS,
    )


@hooks.register("register_reports_menu_item")
def add_review_to_reports():
    return RightMenuItem(
        _("Review of access"),
        reverse_lazy("accounts_review"),
        icon_name="check",
        order=910,
        right=Right.ADMINISTER,
    )


@hooks.register("register_settings_menu_item")
def add_register_to_settings():
    return RightMenuItem(
        _("Access accounts"),
        reverse_lazy("accounts_register"),
        icon_name="user",
        order=590,
        right=Right.ADMINISTER,
    )


@hooks.register("register_account_menu_item")
def add_own_pages(_request):
    return {
        "url": reverse_lazy("accounts_sessions"),
        "label": _("My sessions"),
        "help_text": _("Where you are signed in, and how to end it."),
    }
