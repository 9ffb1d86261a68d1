"""From a programme to two walls: rendered, signed by a person, verified, shown."""

from pathlib import Path
from typing import Any

import pytest

from hub.displays.models import Cluster
from hub.programmes.actions import add_programme
from release.reports import Rung
from tests.acceptance.gates import gate
from tests.acceptance.office import hold_ceremony, put_on_air, signing_office
from tests.acceptance.province import SINCE, make_lead, make_person
from tests.acceptance.wall import Wall
from tests.hub.builders import make_cluster, make_face, make_story
from tests.player.waiting import eventually

pytestmark = [
    pytest.mark.needs_mpv,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def wall(live_server: Any, settings: Any, tmp_path: Path) -> Wall:
    settings.HUB_BASE_URL = live_server.url
    return Wall(live_server.url, Path(settings.LOOPS_DIR), tmp_path / "store")


def make_gate(code: str, story: str, lead: Any) -> Cluster:
    cluster = make_cluster(
        code, width=384, height=192, faces=[make_face(width=384, height=192)]
    )
    slots = [(make_story(story, agency=lead), 5)]
    add_programme(cluster, "Hằng ngày", slots, valid_from=SINCE)
    return cluster


def test_each_gate_shows_what_was_approved_for_it(
    wall: Wall, settings: Any, tmp_path: Path
) -> None:
    lead = make_lead()
    approver = make_person("approver", lead, "duyet", "Người duyệt phát")
    admin = make_person("admin", lead, "quan-tri", "Quản trị hệ thống")
    clusters = [make_gate("ck-lao-cai", "Chào", lead), make_gate("sapa", "Ruộng", lead)]
    for cluster in clusters:
        hold_ceremony(cluster, [approver], [approver])
    wall.render()
    with signing_office(settings, tmp_path):
        here, there = (
            gate(one, wall.hub, tmp_path / one.code, admin) for one in clusters
        )
        with here as at_lao_cai, there as at_sapa:
            at_lao_cai.wait_for(Rung.SHIPPED_SLATE)
            put_on_air(approver)
            for one in (at_lao_cai, at_sapa):
                one.wait_for(Rung.SCHEDULED)
                code = one.player.cluster.code
                loop = next(iter(wall.loops_now(code).values()))
                assert set(one.loops().values()) == {loop.file.sha256}
                eventually(lambda one=one: heard(one.player))


def heard(player: Any) -> bool:
    player.refresh_from_db()
    return bool(player.heard_at) and player.state["seq"] == 1
