"""A gate with its people, its player and whoever is told, for tests of incidents."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from hub.agencies.models import Agency
from hub.displays.models import Cluster
from hub.incidents.enums import Effect, Kind
from hub.incidents.models import Recipient
from hub.incidents.opening import Facts
from hub.players.actions import issue_token
from hub.players.models import Player
from hub.players.tokens import Token
from hub.playout.approved import note_approved
from release.format import File
from tests.hub.builders import make_agency, make_cluster
from tests.hub.players.reports import LOOP
from tests.hub.rights.people import make_holder

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
STRANGE = "b" * 64
BETTING = Facts("Màn hình hiện chữ cá cược", (Effect.ALTERED,))


@dataclass(frozen=True)
class Gate:
    cluster: Cluster
    player: Player
    token: Token
    lead: Agency
    police: Agency
    operator: User  # answers for the cluster
    editor: User  # makes its programme, no more
    head: User
    officer: User

    @property
    def people(self) -> tuple[User, ...]:
        return self.operator, self.editor, self.head, self.officer


def make_gate(code: str = "sapa") -> Gate:
    """With a player, one loop approved, and the lead and the police to be told."""
    cluster = make_cluster(code)
    lead = make_agency("so-tttt", "Sở Thông tin và Truyền thông")
    police = make_agency("cong-an-tinh", "Công an tỉnh")
    unit = cluster.assignments.get().operator
    people = {
        "operator": _with_address(make_holder("operator_approver", unit, "van-hanh")),
        "editor": _with_address(make_holder("operator_editor", unit, "bien-tap")),
        "head": _with_address(make_holder("approver", lead, "truong-phong")),
        "officer": _with_address(make_holder("security_viewer", police, "an-ninh")),
    }
    for agency in (lead, police):
        Recipient.objects.create(kind=Kind.CYBER, agency=agency, is_due=True)
    manager = make_holder("admin", lead, "quan-tri")
    player, token = issue_token(cluster, "may-1", by=manager)
    note_approved(cluster, [File(sha256=LOOP, size_bytes=1)], NOW - timedelta(days=1))
    return Gate(cluster, player, token, lead, police, **people)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _with_address(person: User) -> User:
    person.email = f"{person.username}@laocai.example"
    person.save()
    return person
