"""Clusters and canvases in the admin: saved whole, or refused with a way out."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.displays.models import Canvas, Cluster, Controller
from hub.displays.queries import DayHours
from hub.displays.queries import cluster as find_cluster
from hub.lib.localrows import LocalText
from tests.hub.builders import locale, make_agency, make_cluster, make_face

pytestmark = pytest.mark.django_db


def cluster_form(status: str = "TEST", **fields: Any) -> dict[str, str]:
    return nested_form_data(
        {
            "names_name_vi": "Cụm Sa Pa",
            "names_name_zh-hans": "沙巴发布点",
            "code": "sapa",
            "status": status,
            "place_kind": "SQUARE",
            "missing_language": "BLOCK",
            "theme": "lao-cai",
            "assignments": inline_formset([]),
            "controllers": inline_formset([{"code": "bdk-1", "make": ""}]),
            **fields,
        }
    )


def face(**fields: Any) -> dict[str, Any]:
    return {
        "names_name_vi": "Mặt A",
        "code": "mat-a",
        "pitch_mm": "8",
        "rotation_deg": "0",
        "x_px": "0",
        "y_px": "0",
        "width_px": "960",
        "height_px": "600",
        "language_1": locale("vi").pk,
        "language_2": locale("zh-hans").pk,
        **fields,
    }


def canvas_form(*faces: dict[str, Any], **fields: Any) -> dict[str, str]:
    controller = Controller.objects.filter(canvas=None).first()
    return nested_form_data(
        {
            "controller": controller.pk if controller else "",
            "code": "khung-1",
            "width_px": "1920",
            "height_px": "600",
            "faces": inline_formset(list(faces)),
            **fields,
        }
    )


@pytest.fixture
def controller() -> Controller:
    cluster = Cluster.objects.create(code="sapa")
    return Controller.objects.create(cluster=cluster, code="bdk-1")


def test_a_cluster_is_saved_with_its_names_and_controllers(
    admin_client: Client,
) -> None:
    admin_client.post("/cms/clusters/new/", cluster_form())

    cluster = Cluster.objects.get()
    assert {row.language: row.name for row in cluster.names.all()} == {
        "vi": "Cụm Sa Pa",
        "zh-hans": "沙巴发布点",
    }
    assert cluster.controllers.get().code == "bdk-1"


def test_a_cluster_operates_with_an_operator(admin_client: Client) -> None:
    agency = make_agency()
    row = {
        "operator": agency.pk,
        "permit_reference": "QĐ 12/QĐ-UBND",
        "valid_from": "01/01/2025",
        "valid_until": "",
    }

    admin_client.post(
        "/cms/clusters/new/",
        cluster_form("OPERATING", assignments=inline_formset([row])),
    )

    assert Cluster.objects.get().assignments.get().operator == agency


def test_a_cluster_without_an_operator_cannot_operate(admin_client: Client) -> None:
    answer = admin_client.post("/cms/clusters/new/", cluster_form("OPERATING"))

    assert not Cluster.objects.exists()
    (error,) = answer.context["form"].errors["status"]
    assert "Đ14.3" in error
    assert "Cụm Sa Pa" in answer.content.decode()


def test_a_cluster_needs_a_vietnamese_name(admin_client: Client) -> None:
    answer = admin_client.post("/cms/clusters/new/", cluster_form(names_name_vi=""))

    assert not Cluster.objects.exists()
    assert set(answer.context["form"].errors) == {"names_name_vi"}


def test_an_emptied_name_is_removed_and_a_changed_one_kept(
    admin_client: Client,
) -> None:
    admin_client.post("/cms/clusters/new/", cluster_form())
    cluster = Cluster.objects.get()
    controller = cluster.controllers.get()
    rows = inline_formset(
        [{"id": controller.pk, "code": "bdk-1", "make": ""}], initial=1
    )

    admin_client.post(
        f"/cms/clusters/edit/{cluster.pk}/",
        cluster_form(
            **{"names_name_vi": "Cụm Sa Pa mới", "names_name_zh-hans": ""},
            controllers=rows,
        ),
    )

    assert [row.name for row in Cluster.objects.get().names.all()] == ["Cụm Sa Pa mới"]


def test_a_controller_that_drives_a_canvas_cannot_be_removed(
    admin_client: Client,
) -> None:
    cluster = make_cluster("sapa")
    controller = cluster.controllers.get()
    row = {"id": controller.pk, "code": "bdk-1", "make": "", "DELETE": "1"}

    answer = admin_client.post(
        f"/cms/clusters/edit/{cluster.pk}/",
        cluster_form(controllers=inline_formset([row], initial=1)),
    )

    assert Controller.objects.filter(pk=controller.pk).exists()
    assert "khung-1" in answer.context["form"].non_field_errors()[0]


@pytest.mark.usefixtures("controller")
def test_a_canvas_is_saved_with_faces_and_their_languages_in_order(
    admin_client: Client,
) -> None:
    second = face(
        names_name_vi="Mặt B",
        code="mat-b",
        x_px="960",
        language_1=locale("zh-hans").pk,
        language_2=locale("vi").pk,
    )

    admin_client.post("/cms/canvases/new/", canvas_form(face(), second))

    faces = Canvas.objects.get().faces.all()
    assert [(one.code, one.x_px, str(one)) for one in faces] == [
        ("mat-a", 0, "Mặt A"),
        ("mat-b", 960, "Mặt B"),
    ]
    assert [[row.language for row in one.languages.all()] for one in faces] == [
        ["vi", "zh-hans"],
        ["zh-hans", "vi"],
    ]


@pytest.mark.usefixtures("controller")
def test_languages_of_a_face_change_places(admin_client: Client) -> None:
    admin_client.post("/cms/canvases/new/", canvas_form(face()))
    canvas = Canvas.objects.get()
    row = canvas.faces.get()
    swapped = face(
        language_1=locale("zh-hans").pk, language_2=locale("vi").pk, id=row.pk
    )

    admin_client.post(
        f"/cms/canvases/edit/{canvas.pk}/",
        canvas_form(
            controller=canvas.controller_id, faces=inline_formset([swapped], initial=1)
        ),
    )

    languages = [one.language for one in canvas.faces.get().languages.all()]
    assert languages == ["zh-hans", "vi"]


@pytest.mark.usefixtures("controller")
@pytest.mark.parametrize(
    ("faces", "said"),
    [
        ([{"x_px": "1000"}], "mat-a"),
        ([{}, {"code": "mat-b", "x_px": "500"}], "chồng lên nhau"),
    ],
)
def test_faces_that_do_not_lie_well_are_refused(
    admin_client: Client, faces: list[dict[str, str]], said: str
) -> None:
    answer = admin_client.post(
        "/cms/canvases/new/", canvas_form(*[face(**fields) for fields in faces])
    )

    assert not Canvas.objects.exists()
    assert said in " ".join(answer.context["form"].non_field_errors())


@pytest.mark.usefixtures("controller")
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"width_px": "959"}, "width_px"),
        ({"x_px": "1"}, "x_px"),
        ({"language_1": ""}, "language_1"),
        ({"pitch_mm": "0"}, "pitch_mm"),
        ({"names_name_vi": ""}, "names_name_vi"),
    ],
)
def test_what_is_wrong_in_a_face_is_said_at_its_field(
    admin_client: Client, fields: dict[str, str], field: str
) -> None:
    answer = admin_client.post("/cms/canvases/new/", canvas_form(face(**fields)))

    assert not Canvas.objects.exists()
    (row,) = answer.context["form"].formsets["faces"].forms
    assert set(row.errors) == {field}


@pytest.mark.usefixtures("controller")
def test_a_language_twice_on_a_face_is_refused(admin_client: Client) -> None:
    twice = face(language_2=locale("vi").pk)

    answer = admin_client.post("/cms/canvases/new/", canvas_form(twice))

    assert not Canvas.objects.exists()
    (row,) = answer.context["form"].formsets["faces"].forms
    assert set(row.errors) == {"language_1", "language_2"}


@pytest.mark.usefixtures("controller")
def test_a_canvas_without_a_face_is_refused(admin_client: Client) -> None:
    admin_client.post("/cms/canvases/new/", canvas_form())

    assert not Canvas.objects.exists()


def test_a_cluster_is_saved_with_its_hours_and_running_line(
    admin_client: Client,
) -> None:
    hours = {"quiet_from": "22:00", "quiet_until": "06:00"}

    admin_client.post(
        "/cms/clusters/new/", cluster_form(names_ticker_vi="Chào mừng", **hours)
    )

    facts = find_cluster("sapa")
    assert facts is not None
    assert facts.quiet_hours == DayHours(time(22), time(6))
    assert facts.night_hours is None
    assert facts.ticker == (LocalText("vi", "Chào mừng"),)


@pytest.mark.parametrize(
    ("given", "missing"),
    [("quiet_from", "quiet_until"), ("night_until", "night_from")],
)
def test_one_hour_without_the_other_is_refused_at_the_empty_field(
    admin_client: Client, given: str, missing: str
) -> None:
    answer = admin_client.post("/cms/clusters/new/", cluster_form(**{given: "22:00"}))

    assert not Cluster.objects.exists()
    assert set(answer.context["form"].errors) == {missing}


def test_a_language_with_a_running_line_only_has_no_empty_name(
    admin_client: Client,
) -> None:
    admin_client.post("/cms/clusters/new/", cluster_form(names_ticker_en="Welcome"))

    facts = find_cluster("sapa")
    assert facts is not None
    assert "en" not in {name.language for name in facts.names}
    with translation.override("en"):
        assert str(Cluster.objects.get()) == "Cụm Sa Pa"


@pytest.mark.usefixtures("controller")
@pytest.mark.parametrize(
    ("metres", "is_good"), [("25", True), ("0.5", False), ("301", False)]
)
def test_a_viewing_distance_is_one_from_which_people_look(
    admin_client: Client, metres: str, is_good: bool
) -> None:
    admin_client.post(
        "/cms/canvases/new/", canvas_form(face(viewing_distance_m=metres))
    )

    assert Canvas.objects.exists() is is_good


@pytest.mark.parametrize("address", ["/cms/clusters/", "/cms/canvases/"])
@pytest.mark.parametrize("count", [1, 3])
def test_one_row_or_three_in_a_list_cost_the_same_queries(
    admin_client: Client, address: str, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_cluster(f"cum-{number}", faces=[make_face()])
    admin_client.get(address)

    with django_assert_num_queries(13 if address.endswith("canvases/") else 11):
        admin_client.get(address)
