"""Where roles and agencies come into the admin, and what it does not offer to whom."""

from django.urls import resolve
from wagtail import hooks
from wagtail.models import Page

from hub.rights.gate import may_read_report, reachable
from hub.rights.views import agency_viewset, role_assignment_viewset, role_viewset


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [agency_viewset, role_viewset, role_assignment_viewset]


@hooks.register("construct_page_chooser_queryset")
def only_pages_within_reach(pages, request):
    return pages.filter(pk__in=reachable(Page, request.user).values("pk"))


@hooks.register("construct_reports_menu")
def only_reports_to_be_read(request, menu_items):
    menu_items[:] = [
        item
        for item in menu_items
        if may_read_report(request.user, resolve(str(item.url)).view_name)
    ]
