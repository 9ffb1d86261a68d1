"""Writes thousands of items and looks for them; `finding` prepares the hub for it.

One word that every item has is the worst case. Measured against the search that Wagtail
brings along, on the same index.
"""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from hub.agencies.models import Agency
from hub.content.actions import agency_page
from hub.content.models import StoryPage, Topic

WAGTAILS_OWN = "modelsearch.backends.database"


def measure(item_count: int) -> dict[str, float]:
    """Seconds, by what was done."""
    call_command("migrate", verbosity=0)
    _write_items(item_count)
    client = _signed_in()
    work: dict[str, Callable[[], object]] = {
        f"index of {item_count} items, built anew": _build_index,
        "20 of all, by relevance": lambda: _find("ha noi"),
        "the same, by Wagtail's own": lambda: _find("ha noi", WAGTAILS_OWN),
        "all counted": lambda: Page.objects.search("ha noi").count(),
        "20 of a hundredth": lambda: _find("so 17 ha"),
        "one of all": lambda: _find("rieng471"),
        "search page of the CMS, all": lambda: _look(client, "pages/search/"),
        "chooser of items, all": lambda: _look(client, "item_chooser/results/"),
    }
    return {name: _seconds(one) for name, one in work.items()}


def _write_items(count: int) -> None:
    agency = Agency.objects.create(code="so-du-lich", kind="DEPARTMENT")
    folder, topic = agency_page(agency), Topic.objects.all()[0]
    with transaction.atomic():
        for number in range(count):
            body = f"Tin số {number % 100} từ Hà Nội, riêng{number}. " * 5
            page = StoryPage(title=f"Hà Nội {number}", topic=topic, body=body)
            page.slug = f"tin-{number}"
            folder.add_child(instance=page)


def _build_index() -> None:
    call_command("update_index", verbosity=0)


def _signed_in() -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.create_superuser("bench"))
    client.get("/cms/")
    return client


def _find(query: str, backend: str = "default") -> list[Any]:
    return list(Page.objects.search(query, backend=backend)[:20])


def _look(client: Client, address: str) -> None:
    client.get(f"/cms/{address}", {"q": "ha noi"})


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
