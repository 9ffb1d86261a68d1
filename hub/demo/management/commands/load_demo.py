"""`manage.py load_demo`: the demo province, as often as one likes."""

import logging
from typing import Any

from django.core.management.base import BaseCommand

from fixtures.province import read_province
from hub.demo.loading import load


class Command(BaseCommand):
    help = "Loads the demo province. What is there already is left as it is."

    def handle(self, **options: Any) -> None:
        # One line for every page that is made says less than none.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        load(read_province())
