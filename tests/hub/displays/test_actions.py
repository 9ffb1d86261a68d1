"""Clusters and canvases saved by code, with the same refusals as in the admin."""

import pytest
from django.core.exceptions import ValidationError

from hub.displays.actions import save_canvas, save_cluster
from hub.displays.enums import ClusterStatus
from hub.displays.models import Canvas, Cluster, ClusterName, Controller
from tests.hub.builders import locale, make_assignment, make_cluster, make_face

pytestmark = pytest.mark.django_db


def make_controller() -> Controller:
    cluster = Cluster(code="thu", status=ClusterStatus.TEST)
    cluster.names = [ClusterName(locale=locale("vi"), name="Cụm thử")]
    cluster.controllers = [Controller(code="bdk")]
    return save_cluster(cluster).controllers.get()


def test_a_cluster_may_operate_once_it_is_assigned() -> None:
    cluster = Cluster(code="sapa", status=ClusterStatus.OPERATING)
    cluster.assignments = [make_assignment()]

    save_cluster(cluster)

    assert Cluster.objects.get().assignments.get().operator.code == "bql-kkt"


def test_a_cluster_without_an_operator_is_not_saved_as_operating() -> None:
    with pytest.raises(ValidationError, match="Đ14.3"):
        save_cluster(Cluster(code="sapa", status=ClusterStatus.OPERATING))

    assert not Cluster.objects.exists()


def test_three_faces_lie_on_one_canvas() -> None:
    canvas = Canvas(
        controller=make_controller(), code="khung", width_px=2880, height_px=600
    )
    canvas.faces = [
        make_face(f"mat-{name}", x=place * 960, width=960, height=600)
        for place, name in enumerate("abc")
    ]

    save_canvas(canvas)

    assert [face.x_px for face in Canvas.objects.get().faces.all()] == [0, 960, 1920]


@pytest.mark.parametrize(
    ("canvas", "face", "wrong"),
    [
        ({"width_px": 767}, {}, "767"),
        ({}, {"x": 2}, "mat-a|Mặt A"),
        ({}, {"width": 769}, "769"),
        ({}, {"languages": ()}, "Mặt A"),
    ],
)
def test_a_canvas_that_cannot_be_shown_is_not_saved(
    canvas: dict[str, int], face: dict[str, int], wrong: str
) -> None:
    sizes = {"width_px": 768, "height_px": 384, **canvas}
    unsaved = Canvas(controller=make_controller(), code="khung", **sizes)
    unsaved.faces = [make_face("mat-a", **face)]

    with pytest.raises(ValidationError, match=wrong):
        save_canvas(unsaved)

    assert not Canvas.objects.exists()


def test_two_canvases_of_a_cluster_do_not_share_a_code() -> None:
    cluster = make_cluster()
    second = Controller.objects.create(cluster=cluster, code="bdk-2")
    twin = Canvas(controller=second, code="khung-1", width_px=768, height_px=384)
    twin.faces = [make_face()]

    with pytest.raises(ValidationError) as refused:
        save_canvas(twin)

    assert set(refused.value.message_dict) == {"code"}
