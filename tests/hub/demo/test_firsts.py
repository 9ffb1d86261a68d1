"""Only the very first release is approved without a person."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings

from hub.demo import firsts
from hub.demo.firsts import clusters_left, sign_what_waits
from hub.playout.queries import on_air
from tests.hub.playout.conftest import Office, open_office
from tests.hub.playout.office import find_candidate, render


@pytest.fixture
def office(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    settings.RELEASES_DIR = tmp_path / "releases"
    settings.LOOPS_DIR = tmp_path / "loops"
    monkeypatch.setattr(firsts, "APPROVER", "lan")
    yield from open_office(settings, tmp_path, due=1)


def render_all(pixels: bytes = b"loop 1") -> None:
    render(b"filler", name="filler.json")
    render(b"slate", name="slate.json")
    render(pixels)


def test_what_waits_first_is_signed_and_published(office: Office) -> None:
    render_all()
    candidate = find_candidate()

    signed = sign_what_waits(clusters_left())

    assert signed == [office.cluster.code]
    assert on_air(office.cluster) == candidate
    assert clusters_left() == []


def test_nothing_is_signed_while_nothing_waits(office: Office) -> None:
    assert sign_what_waits(clusters_left()) == []
    assert clusters_left() == [office.cluster]


def test_before_filler_and_slate_are_there_nothing_is_signed(office: Office) -> None:
    render()
    find_candidate()

    assert sign_what_waits(clusters_left()) == []


def test_the_next_one_waits_for_a_person(office: Office) -> None:
    render_all()
    find_candidate()
    sign_what_waits(clusters_left())
    render_all(b"another")
    find_candidate()

    assert sign_what_waits(clusters_left()) == []


def test_a_refusal_signs_nothing_and_leaves_the_cluster_to_be_tried_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    hub_settings.SIGNER_SOCKET = ""
    render_all()
    find_candidate()

    assert sign_what_waits(clusters_left()) == []
    assert clusters_left() == [office.cluster]
    assert "signing" in caplog.text.lower() or "ký" in caplog.text
