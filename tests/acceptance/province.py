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

STAFF = (
    ("tiep_nhan", "receiver", "Người tiếp nhận"),
    ("tham_dinh", "appraiser", "Người thẩm định"),
    ("bien_tap", "editor", "Biên tập viên"),
    ("dich", "editor", "Người dịch"),
    ("duyet", "approver", "Người duyệt phát"),
)


def make_lead() -> Agency:
    return make_agency("so-tttt", "Sở Thông tin và Truyền thông")


def make_press(code: str, name: str) -> Agency:
    """It owes one content a month (Đ12.2)."""
    agency = make_agency(code, name, kind=AgencyKind.PRESS)
    Obligation.objects.create(agency=agency, valid_from=LONG_AGO)
    return agency


def make_staff(lead: Agency) -> dict[str, User]:
    """People of the lead department; a second editor translates."""
    return {
        name: make_person(role, lead, name.replace("_", "-"), title)
        for name, role, title in STAFF
    }


def make_person(role: str, agency: Agency, name: str, title: str) -> User:
    person = make_holder(role, agency, name)
    person.first_name = title
    person.save(update_fields=["first_name"])
    return person


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
