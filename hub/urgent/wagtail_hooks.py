"""Where urgent messages come into the CMS: addresses, menu, lists, names in the log."""

from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.urgent import urls
from hub.urgent.enums import Event
from hub.urgent.lists import QuietRuleViewSet, TemplateViewSet
from hub.urgent.queries import may_order_some


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("find_page_of_takedown")
def find_page_of_takedown(item):
    return reverse("urgent:takedown", args=[item.pk])


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [TemplateViewSet("urgent_templates"), QuietRuleViewSet("urgent_quiet_rules")]


@hooks.register("register_admin_urls")
def add_addresses():
    return [path("urgent/", include(urls))]


class UrgentItem(MenuItem):
    def is_shown(self, request):
        return may_order_some(request.user)


@hooks.register("register_admin_menu_item")
def add_urgent_to_menu():
    return UrgentItem(
        _("Urgent messages"),
        reverse_lazy("urgent:overview"),
        icon_name="warning",
        order=261,
    )
