"""Where the lanes come into the CMS: menu, home page, buttons of an item."""

from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from hub.content.models import AgencyPage, ItemPage
from hub.moderation import urls
from hub.moderation.home import NoticesPanel, SentPanel, WaitingPanel
from hub.moderation.queries import unread_notices, workflow_of
from hub.moderation.views import free_day_viewset, review_step_viewset
from hub.rights.enums import Right
from hub.rights.queries import may

# Wagtail's own lists of what is to be moderated know neither rights nor authors.
LEFT_OUT = {
    "WorkflowObjectsToModeratePanel",
    "UserObjectsInWorkflowModerationPanel",
}


# Its mails say the same a second time, in half a language.
for signal, name in [
    (workflow_submitted, "submitted"),
    (workflow_rejected, "rejected"),
    (workflow_approved, "approved"),
]:
    signal.disconnect(
        sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification"
    )


@hooks.register("find_workflow_of_item")
def find_workflow_of_item(page):
    return workflow_of(page)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [review_step_viewset, free_day_viewset]


@hooks.register("register_admin_urls")
def add_addresses():
    return [path("moderation/", include(urls))]


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    panels[:] = [one for one in panels if type(one).__name__ not in LEFT_OUT]
    panels += [WaitingPanel(), SentPanel(), NoticesPanel()]


class NoticesItem(MenuItem):
    """Says how many are unread."""

    def render_component(self, request):
        component = super().render_component(request)
        if count := unread_notices(request.user):
            component.label = f"{component.label} ({count})"
        return component


class LocalItem(MenuItem):
    def is_shown(self, request):
        return may(request.user, Right.TAKE_DOWN)


@hooks.register("register_admin_menu_item")
def add_waiting_to_menu():
    return MenuItem(
        _("Waiting for me"),
        reverse_lazy("moderation:waiting"),
        icon_name="tasks",
        order=90,
    )


@hooks.register("register_admin_menu_item")
def add_sent_to_menu():
    return MenuItem(
        _("Sent by me"), reverse_lazy("moderation:sent"), icon_name="upload", order=91
    )


@hooks.register("register_admin_menu_item")
def add_notices_to_menu():
    return NoticesItem(
        _("Notices"), reverse_lazy("moderation:notices"), icon_name="mail", order=92
    )


@hooks.register("register_admin_menu_item")
def add_local_to_menu():
    return LocalItem(
        _("Published by units"),
        reverse_lazy("moderation:local"),
        icon_name="view",
        order=93,
    )


class ProcessItem(ActionMenuItem):
    name = "process"
    label = _("Record and decision")
    icon_name = "tasks"

    def is_shown(self, context):
        return isinstance(context.get("page"), ItemPage) and context["view"] == "edit"

    def get_url(self, context):
        return reverse("moderation:process", args=[context["page"].pk])


class SubmitItem(SubmitForModerationMenuItem):
    """Wagtail's names what it sends to, which for a new page is that of its folder."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        is_back = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = _("Submit again") if is_back else _("Submit for approval")
        return context


@hooks.register("construct_page_action_menu")
def submit_to_the_lane(menu_items, request, context):
    """Folders go on no lane; items do, also while they are being written."""
    menu_items[:] = [one for one in menu_items if one.name != SubmitItem.name]
    item = SubmitItem(order=30)
    if _is_item(context) and item.is_shown(context):
        menu_items.append(item)


def _is_item(context):
    """Of a page that is being made Wagtail tells only what it will lie in."""
    page = context.get("page")
    if page is not None:
        return isinstance(page, ItemPage)
    return isinstance(context["parent_page"].specific, AgencyPage)


@hooks.register("register_page_action_menu_item")
def add_process_item():
    return ProcessItem(order=5)


def _buttons(page):
    if not issubclass(page.specific_class, ItemPage):
        return
    yield Button(
        _("Record and decision"),
        reverse("moderation:process", args=[page.pk]),
        icon_name="tasks",
        priority=15,
    )


@hooks.register("register_page_header_buttons")
def add_header_button(page, user, view_name, next_url=None):
    yield from _buttons(page)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page, user, next_url=None):
    yield from _buttons(page)
