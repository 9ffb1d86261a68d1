"""What is owed each month comes into the admin, and the way from there to the pages."""

from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.contributions.home import DeadlinesPanel
from hub.contributions.models import Exemption, Obligation
from hub.lib.lists import ListedViewSet


class ObligationViewSet(ListedViewSet):
    model = Obligation
    icon = "calendar-check"
    add_to_settings_menu = True
    fetched_along = ("agency__names",)
    list_display: ClassVar = [
        "agency",
        "minimum",
        "clause",
        "valid_from",
        "valid_until",
    ]
    form_fields: ClassVar = ["agency", "minimum", "clause", "valid_from", "valid_until"]


class ExemptionViewSet(ListedViewSet):
    model = Exemption
    icon = "calendar-alt"
    add_to_settings_menu = True
    fetched_along = ("agency__names",)
    list_display: ClassVar = ["agency", "month", "reason"]
    form_fields: ClassVar = ["agency", "month", "reason"]


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ObligationViewSet("obligations"), ExemptionViewSet("exemptions")]


@hooks.register("construct_homepage_panels")
def add_deadlines(request, panels):
    panels.append(DeadlinesPanel())


@hooks.register("register_admin_menu_item")
def register_way_to_the_pages():
    address = reverse("contributions:page")
    return MenuItem(_("Contributions"), address, icon_name="upload", order=250)
