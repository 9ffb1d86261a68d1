"""How quickly the desk answers when the province has written for years.

Twenty agencies, 6,000 pages in three languages, a programme of 60 slots: `python -m
bench.desk FOLDER` makes them in a database of their own and asks for the pages that
people and renderers open most, each several times. Run as a process of its own, since
Django is set up once.
"""

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

AGENCIES = 20
ITEMS_EACH = 100  # in three languages: 6,000 pages
SLOTS = 60
TIMES = 15
BODY = (
    "Chợ họp vào sáng Chủ nhật hằng tuần, cách trung tâm thành phố khoảng 70 km. " * 3
)
ROOT = Path(__file__).parents[1]
SCHEDULE = ROOT / "renderer/hub_client/queries/schedule.graphql"


def measure_desk(folder: Path) -> dict[str, float]:
    """Milliseconds of each page's middle answer, by `<name>_p50_ms`."""
    command = [sys.executable, "-m", "bench.desk", str(folder / "desk")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _set_up(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "DATA_DIR": str(folder),
        "DEMO": "on",  # where a password alone is enough
        "TASKS_IN": "immediate",
        "LOG_LEVEL": "WARNING",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _fill() -> Any:
    """The pages, and a cluster whose programme shows some; answers the programme."""
    from hub.agencies.enums import AgencyKind
    from hub.agencies.models import Agency
    from hub.programmes.actions import add_programme

    items = []
    for number in range(AGENCIES):
        agency = Agency.objects.create(
            code=f"co-quan-{number}", kind=AgencyKind.DEPARTMENT
        )
        items += _write_items(agency)
    return add_programme(
        _cluster(),
        "Hằng ngày",
        [(item, 15) for item in items[:: len(items) // SLOTS][:SLOTS]],
        valid_from=datetime.now(UTC) - timedelta(days=1),
    )


def _write_items(agency: Any) -> list[Any]:
    """Straight into the tree: as many revisions would only take longer to make."""
    from django.conf import settings
    from wagtail.models import Locale

    from hub.content.actions import agency_page
    from hub.content.models import StoryPage, Topic

    topics, written = list(Topic.objects.all()), []
    first = settings.LANGUAGE_CODE
    keys = [uuid.uuid4() for _ in range(ITEMS_EACH)]
    for locale in sorted(Locale.objects.all(), key=lambda one: one.pk):
        folder = agency_page(agency, locale.language_code)
        for number, key in enumerate(keys):
            title = f"Tin số {number} của {agency.code}"
            is_source = locale.language_code == first
            page = StoryPage(
                title=title,
                slug=f"tin-{number}",
                body=BODY,
                source_title="" if is_source else title,
                source_body="" if is_source else BODY,
                topic=topics[number % len(topics)],
                locale=locale,
                translation_key=key,
            )
            folder.add_child(instance=page)
            if is_source:
                written.append(page)
    return written


def _cluster() -> Any:
    from fixtures.province import read_province
    from hub.demo.loading.agencies import load_agencies
    from hub.demo.loading.displays import load_displays
    from hub.displays.models import Cluster

    province = read_province()
    load_agencies(province)
    load_displays(province)
    return Cluster.objects.get(code="sapa")


def _measured(programme: Any) -> dict[str, float]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from hub.content.models import AgencyPage

    client = Client(headers={"host": "localhost"})
    client.force_login(_editor(get_user_model().objects))
    folder = AgencyPage.objects.filter(locale__language_code="vi").first()
    pages = {
        "home": "/cms/",
        "explorer": f"/cms/pages/{folder.pk}/" if folder else "",
        "matrix": "/cms/languages/",
        "programme_form": f"/cms/snippets/hub_programmes/programme/edit/{programme.pk}/",
        "planner": f"/cms/planner/{programme.pk}/",
    }
    answers = {
        name: _middle(lambda address=address: client.get(address))  # type: ignore[misc]
        for name, address in pages.items()
    }
    return answers | {"graphql": _middle(lambda: _ask(client, programme))}


def _editor(people: Any) -> Any:
    """Somebody of the lead agency who sees every agency and makes programmes."""
    from hub.agencies.models import Agency
    from hub.rights.actions import give_role, set_up_agency

    editor = people.create_user("do-luong")
    lead = Agency.objects.get(code="co-quan-0")
    set_up_agency(lead)
    give_role(editor, "editor", lead, valid_from=datetime.now(UTC).date())
    return editor


def _ask(client: Any, programme: Any) -> Any:
    now = datetime.now(UTC)
    variables = {
        "cluster": programme.cluster.code,
        "from": now.isoformat(),
        "until": (now + timedelta(days=8)).isoformat(),
    }
    question = {"query": SCHEDULE.read_text(), "variables": variables}
    return client.post("/graphql", question, content_type="application/json")


def _middle(ask: Callable[[], Any]) -> float:
    """Milliseconds; the first answer, with which things come warm, does not count."""
    taken = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        answer = ask()
        taken.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code}: {answer.content[:500]!r}")
    return median(taken[1:])


def main() -> int:
    _set_up(Path(sys.argv[1]))
    found = _measured(_fill())
    print(json.dumps({f"{name}_p50_ms": taken for name, taken in found.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
