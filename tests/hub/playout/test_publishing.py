"""What becomes of approvals afterwards: withdrawn, published, kept, refreshed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.audit.models import Entry
from hub.playout import queries
from hub.playout.actions import (
    ApprovalRefusedError,
    bring_out,
    look_for_candidates,
    refresh_repositories,
    withdraw,
)
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from release.places import Places
from tests.hub.playout.approving import published_seq, say_yes
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE, find_candidate, render

WAITING, PUBLISHED = CandidateState.WAITING, CandidateState.PUBLISHED
SUPERSEDED = CandidateState.SUPERSEDED


def test_a_withdrawn_approval_counts_no_more(strict_office: Office) -> None:
    render()
    first = say_yes(find_candidate(), strict_office.lan)

    second = withdraw(first.pk, strict_office.lan, timezone.now())
    second = say_yes(second, strict_office.minh)

    first.refresh_from_db()
    assert (first.state, second.state, published_seq()) == (SUPERSEDED, WAITING, 0)


def test_an_approval_is_withdrawn_once(strict_office: Office) -> None:
    render()
    first = say_yes(find_candidate(), strict_office.lan)
    withdraw(first.pk, strict_office.lan, timezone.now())

    with pytest.raises(ApprovalRefusedError, match="chưa duyệt"):
        withdraw(first.pk, strict_office.lan, timezone.now())


def test_what_is_published_cannot_be_withdrawn(office: Office) -> None:
    render()
    candidate = say_yes(find_candidate(), office.lan)

    with pytest.raises(ApprovalRefusedError, match="đủ chữ ký"):
        withdraw(candidate.pk, office.lan, timezone.now())

    assert queries.on_air(office.cluster) == candidate


def test_nobody_withdraws_what_is_another_s(strict_office: Office) -> None:
    render()
    candidate = say_yes(find_candidate(), strict_office.lan)

    with pytest.raises(ApprovalRefusedError):
        withdraw(candidate.pk, strict_office.minh, timezone.now())

    candidate.refresh_from_db()
    assert candidate.state == WAITING


def test_what_was_signed_before_a_crash_is_published_by_the_clock(
    office: Office,
) -> None:
    render()
    candidate = say_yes(find_candidate(), office.lan)
    # As it was between the repository's writing and the database's.
    Candidate.objects.update(state=CandidateState.SIGNED, published_at=None)

    refreshed = refresh_repositories(timezone.now())

    candidate.refresh_from_db()
    assert (refreshed, candidate.state, published_seq()) == ([CODE], PUBLISHED, 1)


def test_what_can_never_be_published_makes_room(office: Office) -> None:
    render()
    candidate = say_yes(find_candidate(), office.lan)
    places = Places(Path(hub_settings.RELEASES_DIR))
    places.repository(CODE).raise_above(40)
    Candidate.objects.update(state=CandidateState.SIGNED)
    candidate.refresh_from_db()

    assert not bring_out(candidate, timezone.now())

    (second,) = look_for_candidates(timezone.now())
    assert (candidate.state, second.seq) == (SUPERSEDED, 41)


def test_refreshing_signs_a_new_timestamp(office: Office) -> None:
    folder = Path(hub_settings.RELEASES_DIR) / "repositories" / CODE / "metadata"
    before = (folder / "timestamp.json").read_bytes()

    assert refresh_repositories(timezone.now()) == [CODE]
    assert (folder / "timestamp.json").read_bytes() != before


def test_every_step_stands_in_the_log(office: Office) -> None:
    render()
    say_yes(find_candidate(), office.lan)

    kinds = Entry.objects.filter(kind__startswith="hub.release").order_by("number")

    assert [(one.kind, one.actor) for one in kinds] == [
        ("hub.release_found", None),
        ("hub.release_approved", office.lan),
        ("hub.release_published", None),
    ]


def test_loops_are_kept_for_players_that_were_away(office: Office) -> None:
    first = render()
    say_yes(find_candidate(), office.lan)
    second = render(b"loop 2")
    say_yes(find_candidate(), office.lan)
    folder = Path(hub_settings.RELEASES_DIR) / "files"
    Candidate.objects.filter(seq=1).update(
        published_at=timezone.now() - timedelta(days=13)
    )
    refresh_repositories(timezone.now())
    after_days = {path.stem for path in folder.iterdir()}

    refresh_repositories(timezone.now() + timedelta(days=2))

    assert after_days == {*first.loops, *second.loops}
    assert {path.stem for path in folder.iterdir()} == {*second.loops}
