"""B goes through the whole admin with the ids of A's things, and gets nothing of them."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from wagtail.models import Collection, Page, Revision, TaskState
from wagtail_localize.models import Translation

from hub.displays.models import Cluster
from hub.incidents.models import Incident, IncidentNotice
from hub.media.models import HubImage, HubMedia
from hub.playout.models import Candidate
from hub.programmes.models import AirtimeAgreement, Daypart, Programme, SpecialDay
from hub.urgent.models import Message, Order, Target
from tests.hub.isolation.walking import admin_addresses
from tests.hub.isolation.world import SECRET, World
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
JUDGED = Path(__file__).with_name("answers.txt")
KEPT = (Page, HubImage, HubMedia, Programme, Daypart, SpecialDay, AirtimeAgreement,
        Collection, Cluster, Group, TaskState, Translation, Revision,
        Candidate, Incident, IncidentNotice, Message, Target, Order)  # fmt: skip


def answers_judged() -> dict[str, tuple[str, str]]:
    lines = JUDGED.read_text().splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {name: (got, posted) for name, got, posted in rows}


def ask(client: Client, method: str, url: str) -> tuple[str, str, bool]:
    """The status, what was said, and whether anything was changed; all is put back."""
    with transaction.atomic():
        before = _state()
        answer = getattr(client, method)(url)
        body = answer.getvalue() if answer.streaming else answer.content
        changed = _state() != before
        transaction.set_rollback(True)
    return str(answer.status_code), body.decode(errors="replace"), changed


def _state() -> list[Any]:
    """Of pages and programmes also whether they are live, locked or named otherwise."""
    found: list[Any] = [sorted(model.objects.values_list("pk")) for model in KEPT]
    pages = Page.objects.values_list("pk", "path", "live", "locked", "draft_title")
    programmes = Programme.objects.values_list("pk", "live", "locked", "title")
    tasks = TaskState.objects.values_list("pk", "status")
    incidents = Incident.objects.values_list("pk", "state", "cause")
    told = IncidentNotice.objects.values_list("pk", "remark")
    found += [sorted(incidents), sorted(told)]
    return [*found, sorted(pages), sorted(programmes), sorted(tasks)]


def walk(world: World, person: User) -> dict[str, tuple[str, str]]:
    """What each view answers; nothing of A's may be told or changed by any."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    found, wrong = {}, []
    for name, url in admin_addresses(of=world.a, to=world.b):
        statuses = []
        for method, address in (("get", url), ("get", f"{url}?q=tin"), ("post", url)):
            status, said, has_changed = ask(client, method, address)
            statuses.append(status)
            if SECRET in said:
                wrong.append(f"{name}: {method} {address} tells")
            if has_changed:
                wrong.append(f"{name}: {method} {address} changes something")
        found.setdefault(name, (statuses[0], statuses[-1]))
    assert wrong == []
    return found


def test_no_view_tells_or_does_anything_of_what_is_others(world: World) -> None:
    assert walk(world, world.b.programmer) == answers_judged()


@pytest.mark.parametrize("role", ["press_contributor", "operator_approver"])
def test_no_other_role_gets_further(world: World, role: str) -> None:
    answers = walk(world, make_holder(role, world.b.agency, f"{role}-b"))

    assert broken(answers) <= broken(answers_judged())


def broken(answers: dict[str, tuple[str, str]]) -> set[str]:
    return {name for name, statuses in answers.items() if "500" in statuses}
