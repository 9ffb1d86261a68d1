"""Which lists of the CMS's settings open for which role; nobody gives a role to themself."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hub.programmes.actions import add_programme
from hub.programmes.models import AirtimeAgreement
from hub.rights.models import Role, RoleAssignment
from tests.hub.builders import make_agency, make_cluster, make_story
from tests.hub.rights.people import LONG_AGO, make_holder

pytestmark = pytest.mark.django_db
SET_UP = {
    "agencies", "role_assignments", "roles", "topics", "clusters", "canvases",
    "review_steps", "free_days", "obligations", "exemptions", "terms",
}  # fmt: skip
HOURS = {"dayparts", "special_days"}
LISTS = SET_UP | HOURS | {"airtime_agreements"}


@pytest.mark.parametrize(
    ("role", "open_ones"),
    [
        ("admin", SET_UP),
        ("approver", HOURS | {"airtime_agreements", "exemptions", "terms"}),
        ("editor", HOURS | {"terms"}),
        ("operator_editor", HOURS),
        ("operator_approver", HOURS),
        ("appraiser", set()),
        ("contributor", set()),
        ("security_viewer", set()),
    ],
)
def test_lists_open_for_whoever_looks_after_them_and_nobody_else(
    role: str, open_ones: set[str], client: Client
) -> None:
    operator = make_cluster().assignments.get().operator
    client.force_login(make_holder(role, operator))

    answers = {name: client.get(reverse(f"{name}:index")) for name in LISTS}

    found = {name for name, answer in answers.items() if answer.status_code == 200}
    assert found == open_ones


def test_an_account_manager_opens_an_agency_and_sees_roles_without_changing_them(
    client: Client,
) -> None:
    agency, role = make_agency(), Role.objects.get(code="editor")
    client.force_login(make_holder("admin", agency))

    assert client.get(reverse("agencies:edit", args=[agency.pk])).status_code == 200
    client.post(reverse("roles:edit", args=[role.pk]), {"code": "other"})
    role.refresh_from_db()
    assert role.code == "editor"


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_the_lead_finds_the_programmes_of_every_cluster(
    role: str, client: Client
) -> None:
    for code in ("ck-lao-cai", "sapa"):
        add_programme(make_cluster(code), f"Hằng ngày {code}", [(make_story(), 15)])
    client.force_login(make_holder(role, make_agency("so-tttt", "Sở TT&TT")))

    listed = client.get("/cms/snippets/hub_programmes/programme/").content.decode()

    assert "Hằng ngày ck-lao-cai" in listed
    assert "Hằng ngày sapa" in listed


def test_an_operator_does_not_say_itself_how_much_it_may_fill(client: Client) -> None:
    cluster = make_cluster()
    operator = cluster.assignments.get().operator
    agreement = AirtimeAgreement.objects.create(
        agency=operator,
        cluster=cluster,
        seconds_per_loop=60,
        reference="12/TT",
        valid_from=LONG_AGO,
    )
    client.force_login(make_holder("operator_approver", operator))
    address = reverse("airtime_agreements:edit", args=[agreement.pk])

    assert client.get(address).status_code == 404
    assert client.post(address, {"seconds_per_loop": 600}).status_code == 404
    agreement.refresh_from_db()
    assert agreement.seconds_per_loop == 60


@pytest.mark.parametrize("is_own", [True, False])
def test_nobody_gives_a_role_to_themself(client: Client, is_own: Any) -> None:
    agency = make_agency()
    manager, other = make_holder("admin", agency), make_holder("contributor", agency)
    client.force_login(manager)
    form = {
        "user": (manager if is_own else other).pk,
        "role": Role.objects.get(code="approver").pk,
        "agency": agency.pk,
        "valid_from": "2026-01-01",
        "reference": "QĐ 1",
    }

    answer = client.post(reverse("role_assignments:add"), form)

    assert RoleAssignment.objects.filter(role__code="approver").exists() is not is_own
    assert ("Không ai tự giao vai trò cho mình." in answer.content.decode()) is is_own
