from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlannerConfig(AppConfig):
    name = "hub.planner"
    label = "hub_planner"
    verbose_name = _("Planner")
