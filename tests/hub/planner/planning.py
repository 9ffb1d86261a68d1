"""A programme, somebody who may plan it, and what their page sends."""

import json
from datetime import date
from typing import Any

from django.test import Client

from hub.displays.models import Cluster
from hub.programmes.actions import add_programme
from hub.programmes.models import AirtimeAgreement, Programme
from hub.rights.enums import Right, Scope
from hub.rights.models import Role, RoleName, RoleRight
from tests.hub.builders import locale, make_cluster, make_story
from tests.hub.rights.people import make_holder

PLANNER = "lap-lich"


def make_role(*rights: Right, code: str = PLANNER) -> Role:
    role = Role(code=code, scope=Scope.CLUSTERS)
    role.names = [RoleName(locale=locale("vi"), name=code)]
    role.rights = [RoleRight(right=right) for right in rights]
    role.save()
    return role


def planner_of(
    cluster: Cluster,
    *,
    publishes: bool = True,
    name: str = "",
) -> Client:
    """Signed in: somebody of the operator who may plan, and publish unless said."""
    rights = [Right.PROGRAMME, *([Right.PUBLISH_PROGRAMME] if publishes else [])]
    code = f"{PLANNER}-{len(rights)}"
    if not Role.objects.filter(code=code).exists():
        make_role(*rights, code=code)
    person = make_holder(code, cluster.assignments.get().operator, name)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(person)
    return client


def a_programme(*titles: str, seconds: int | None = 20, **fields: Any) -> Programme:
    cluster = fields.pop("cluster", None) or make_cluster()
    operator = cluster.assignments.get().operator
    items = [(make_story(title, agency=operator), seconds) for title in titles]
    return add_programme(cluster, "Chương trình hằng ngày", items, **fields)


def agree(cluster: Cluster, seconds: int) -> None:
    AirtimeAgreement.objects.create(
        agency=cluster.assignments.get().operator,
        cluster=cluster,
        seconds_per_loop=seconds,
        reference="Biên bản 01",
        valid_from=date(2026, 1, 1),
    )


def as_it_is(programme: Programme) -> list[dict[str, Any]]:
    """The slots as the page has them when it has come."""
    content = Programme.objects.get(pk=programme.pk).latest_revision.content
    rows = sorted(enumerate(content["slots"]), key=lambda row: row[1]["sort_order"])
    return [
        {
            "place": place,
            "item": row["item"],
            "seconds": row["seconds"] or "",
            "frequency": row["frequency"],
        }
        for place, row in rows
    ]


def base_of(programme: Programme) -> int:
    revision: int = Programme.objects.get(pk=programme.pk).latest_revision_id
    return revision


def check(client: Client, programme: Programme, slots: Any) -> Any:
    return client.post(
        f"/cms/planner/{programme.pk}/check/",
        {"base": base_of(programme), "slots": json.dumps(slots)},
    )


def save(client: Client, programme: Programme, slots: Any, **fields: Any) -> Any:
    base = fields.pop("base", None) or base_of(programme)
    sent = {"base": base, "seen": base, "slots": json.dumps(slots), **fields}
    return client.post(f"/cms/planner/{programme.pk}/save/", sent)


def titles_of_draft(programme: Programme) -> list[str]:
    draft = Programme.objects.get(pk=programme.pk).get_latest_revision_as_object()
    slots = sorted(draft.slots.all(), key=lambda slot: slot.sort_order)
    return [slot.item.title for slot in slots]
