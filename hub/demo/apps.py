"""The demo as an app of Django, for its commands."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "hub.demo"
    label = "hub_demo"
