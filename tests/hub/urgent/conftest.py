"""Two clusters with repositories, heads and an operator with keys, a real signer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.contrib.auth.models import User

from hub.displays.models import Cluster
from release.demo import found_demo
from release.mandates import Mandate
from release.places import Places
from tests.fakes.messages import MessageRenderer, a_message_renderer
from tests.hub.builders import make_agency, make_cluster
from tests.hub.rights.people import make_holder
from tests.hub.screens.conftest import browser, open_requests, page
from tests.release.signing import run_signer

__all__ = ["browser", "open_requests", "page"]
GATE, SAPA = "ck-lao-cai", "sapa"


@dataclass(frozen=True)
class Desk:
    """`head` reaches all, `operator` the gate alone; `keyless` is a head without a key."""

    gate: Cluster
    sapa: Cluster
    head: User
    operator: User
    keyless: User
    socket: str


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Iterator[Desk]:
    gate, sapa = make_cluster(GATE), make_cluster(SAPA)
    ward = make_agency("p-sapa", "Ủy ban nhân dân phường Sa Pa")
    sapa.assignments.update(operator=ward)
    lead = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    head = make_holder("approver", lead, "truong-phong")
    keyless = make_holder("approver", lead, "pho-phong")
    operator = make_holder(
        "operator_approver", gate.assignments.get().operator, "van-hanh"
    )
    releases = Path(hub_settings.RELEASES_DIR)
    owners = {Mandate.APPROVE: [head.username], Mandate.URGENT: ["truong-phong"]}
    found_demo(Places(releases), [SAPA], owners)
    owners[Mandate.URGENT] = ["truong-phong", "van-hanh"]
    found_demo(Places(releases), [GATE], owners)
    files = Path(hub_settings.LOOPS_DIR) / "files"
    files.mkdir(parents=True, exist_ok=True)
    settings.SIGNER_SOCKET = socket = str(tmp_path / "s.sock")
    with run_signer(releases, tmp_path / "s.sock", files):
        yield Desk(gate, sapa, head, operator, keyless, socket)


@pytest.fixture
def renderer(settings: Any, tmp_path: Path) -> Iterator[MessageRenderer]:
    files = Path(hub_settings.LOOPS_DIR) / "files"
    with a_message_renderer(files) as fake:
        fake.canvases = {code: {"khung-1": (768, 384)} for code in (GATE, SAPA)}
        settings.RENDERER_URL = fake.address
        yield fake
