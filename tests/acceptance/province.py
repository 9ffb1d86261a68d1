"""Agencies, people and clusters of the scenarios. People are roles, not persons."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import User

from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency
from hub.contributions.models import Obligation
from hub.displays.actions import save_canvas
from hub.displays.models import Canvas, Cluster, Controller
from tests.hub.builders import make_agency, make_cluster, make_face
from tests.hub.rights.people import make_holder

LONG_AGO = date(2024, 10, 10)
SINCE = datetime(2024, 10, 10, tzinfo=UTC)


def make_lead() -> Agency:
    return make_agency("so-tttt", "Sở Thông tin và Truyền thông")


def make_press(code: str, name: str) -> Agency:
    """It owes one content a month (Đ12.2)."""
    agency = make_agency(code, name, kind=AgencyKind.PRESS)
    Obligation.objects.create(agency=agency, valid_from=LONG_AGO)
    return agency


def make_people(lead: Agency, **roles: str) -> dict[str, User]:
    """People of the lead department, by what the scenario calls them."""
    return {
        name: make_holder(role, lead, name.replace("_", "-"))
        for name, role in roles.items()
    }


def make_sapa() -> Cluster:
    """Three faces that look three ways, each with a controller of its own."""
    cluster = make_cluster("sapa", width=960, height=600)
    for number, code in ((2, "mat-b"), (3, "mat-c")):
        canvas = Canvas(
            controller=Controller.objects.create(cluster=cluster, code=f"bdk-{number}"),
            code=f"khung-{number}",
            width_px=960,
            height_px=600,
        )
        canvas.faces = [make_face(code, width=960, height=600)]
        save_canvas(canvas)
    return cluster
