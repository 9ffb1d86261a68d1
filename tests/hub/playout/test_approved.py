"""Every loop that people signed is known, from before it is published."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from hub.playout import signing
from hub.playout.approved import find_loops, note_approved, strange_loops
from hub.playout.enums import CandidateState
from hub.playout.models import ApprovedLoop, Candidate
from release.format import File
from tests.hub.playout.approving import say_yes
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import find_candidate, make_wall, render

pytestmark = pytest.mark.django_db


def test_what_is_published_is_known_before_it_is_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sha256,) = render().loops
    known: list[Any] = []
    publish = signing.publish

    def look_first(*given: Any) -> None:
        known.append(strange_loops(office.cluster.pk, [sha256]))
        publish(*given)

    monkeypatch.setattr(signing, "publish", look_first)
    candidate = find_candidate()
    assert strange_loops(office.cluster.pk, [sha256]) == {sha256}

    say_yes(candidate, office.lan)

    assert known == [frozenset()]
    assert set(find_loops(office.cluster.pk, [sha256])) == {sha256}


def test_noted_twice_it_stands_once_with_the_release_that_named_it_last() -> None:
    cluster = make_wall()
    render()
    candidate = find_candidate()
    files = candidate.release.files
    note_approved(cluster, files, timezone.now())

    note_approved(cluster, files, timezone.now(), candidate)

    assert ApprovedLoop.objects.get().candidate == candidate


@pytest.mark.parametrize(
    ("state", "is_known"),
    [(CandidateState.PUBLISHED, True), (CandidateState.SIGNED, True),
     (CandidateState.WAITING, False), (CandidateState.EXPIRED, False)],
)  # fmt: skip
def test_the_past_is_written_down_by_the_migration(
    state: CandidateState, is_known: bool
) -> None:
    make_wall()
    render()
    candidate = find_candidate()
    Candidate.objects.filter(pk=candidate.pk).update(state=state)
    migration = import_module("hub.playout.migrations.0003_past_loops")

    migration.note_past(apps, None)
    migration.note_past(apps, None)

    assert ApprovedLoop.objects.count() == (1 if is_known else 0)


def test_a_loop_is_approved_for_its_cluster_alone() -> None:
    cluster = make_wall()
    note_approved(cluster, [File(sha256="a" * 64, size_bytes=1)], timezone.now())

    assert strange_loops(cluster.pk, ["a" * 64, "b" * 64]) == {"b" * 64}
    assert strange_loops(cluster.pk + 1, ["a" * 64]) == {"a" * 64}
    assert strange_loops(cluster.pk, []) == frozenset()
