from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "hub.devices"
    label = "hub_devices"
    verbose_name = "Devices"
