"""Clusters as the faces of the hub see them."""

from typing import Any

import pytest

from hub.displays.enums import ClusterStatus
from hub.displays.models import Controller
from hub.displays.queries import cluster, clusters
from hub.lib.localrows import LocalText
from tests.hub.builders import make_cluster, make_face

pytestmark = pytest.mark.django_db


def test_a_cluster_comes_with_its_canvases_and_faces() -> None:
    make_cluster("sapa", faces=[make_face(languages=("zh-hans", "vi"))])

    found = cluster("sapa")

    assert found is not None
    assert found.names == (LocalText("vi", "Cụm sapa"),)
    assert found.theme == "lao-cai"
    (canvas,) = found.canvases
    assert (canvas.code, canvas.width_px, canvas.height_px) == ("khung-1", 768, 384)
    (face,) = canvas.faces
    assert (face.x_px, face.y_px, face.width_px, face.height_px) == (0, 0, 768, 384)
    assert face.pitch_mm == 10.0
    assert face.languages == ("zh-hans", "vi")


def test_the_languages_of_a_cluster_are_those_of_its_faces_each_once() -> None:
    faces = [
        make_face("mat-a", languages=("vi", "en")),
        make_face("mat-b", x=768, languages=("vi", "zh-hans")),
    ]
    make_cluster("sapa", faces=faces, width=1536)

    found = cluster("sapa")

    assert found is not None
    assert found.languages == ("vi", "en", "zh-hans")


def test_only_operating_and_test_clusters_are_listed_by_code() -> None:
    for code, status in [
        ("d", ClusterStatus.OPERATING),
        ("c", ClusterStatus.PLANNED),
        ("b", ClusterStatus.CLOSED),
        ("a", ClusterStatus.TEST),
    ]:
        make_cluster(code, status=status)

    assert [one.code for one in clusters()] == ["a", "d"]


def test_any_cluster_is_found_by_its_code() -> None:
    make_cluster("a", status=ClusterStatus.PLANNED)

    found = cluster("a")

    assert found is not None
    assert found.status == "PLANNED"
    assert cluster("no-such") is None


def test_a_controller_that_drives_nothing_yet_is_left_out() -> None:
    row = make_cluster("a")
    Controller.objects.create(cluster=row, code="bdk-2")

    found = cluster("a")

    assert found is not None
    assert len(found.canvases) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_one_cluster_or_three_cost_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_cluster(f"cum-{number}")

    with django_assert_num_queries(7):
        assert len(clusters()) == count
