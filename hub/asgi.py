"""What `manage.py run_nudges` serves: open lines to players, and nothing else."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
django.setup()

from hub.devices.nudging import Nudging  # noqa: E402 - after Django is set up

application = Nudging()
