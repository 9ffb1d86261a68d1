"""When what was rendered becomes a candidate, and when it ceases to be one."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings as hub_settings
from django.utils import timezone

from hub.playout.actions import (
    look_for_candidates,
)
from hub.playout.enums import CandidateState
from tests.hub.playout.approving import say_yes
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE, find_candidate, render

WAITING, PUBLISHED = CandidateState.WAITING, CandidateState.PUBLISHED
SUPERSEDED = CandidateState.SUPERSEDED


def test_what_was_rendered_waits_to_be_approved(office: Office) -> None:
    timetable = render()

    candidate = find_candidate()

    assert (candidate.state, candidate.seq) == (WAITING, 1)
    assert candidate.release.timetable == timetable


def test_the_same_is_found_once(office: Office) -> None:
    render()
    find_candidate()

    assert look_for_candidates(timezone.now()) == []


def test_the_same_loops_further_on_are_no_other_candidate(office: Office) -> None:
    render()
    find_candidate()
    render(days=9)

    assert look_for_candidates(timezone.now()) == []


def test_other_loops_take_the_place_of_what_waits(office: Office) -> None:
    render()
    first = find_candidate()
    render(b"loop 2")

    second = find_candidate()

    first.refresh_from_db()
    assert (first.state, second.state, second.seq) == (SUPERSEDED, WAITING, 2)


def test_what_waits_is_over_when_the_renderer_is_back_at_what_is_on_air(
    office: Office,
) -> None:
    render()
    say_yes(find_candidate(), office.lan)
    render(b"loop 2")
    second = find_candidate()
    render()

    made = look_for_candidates(timezone.now())

    second.refresh_from_db()
    assert (made, second.state) == ([], SUPERSEDED)


def test_what_is_on_air_is_no_candidate(office: Office) -> None:
    render()
    say_yes(find_candidate(), office.lan)

    assert look_for_candidates(timezone.now()) == []


def test_what_is_on_air_is_to_be_renewed_before_it_runs_out(office: Office) -> None:
    render()
    say_yes(find_candidate(), office.lan)
    later = timezone.now() + timedelta(days=6)
    render(since=later)

    (candidate,) = look_for_candidates(later)

    assert candidate.seq == 2


def test_a_candidate_expires_and_has_to_be_looked_at_anew(office: Office) -> None:
    render()
    first = find_candidate()

    (second,) = look_for_candidates(first.expires_at)

    first.refresh_from_db()
    assert (first.state, second.seq) == (CandidateState.EXPIRED, 2)


def test_a_broken_timetable_leaves_what_waits(office: Office) -> None:
    render()
    candidate = find_candidate()
    (Path(hub_settings.LOOPS_DIR) / CODE / "timetable.json").write_text("{")

    made = look_for_candidates(timezone.now())

    candidate.refresh_from_db()
    assert (made, candidate.state) == ([], WAITING)


def test_fallbacks_beside_the_timetable_are_part_of_the_release(office: Office) -> None:
    render()
    filler, slate = render(b"f", name="filler.json"), render(b"s", name="slate.json")

    release = find_candidate().release

    assert release.filler == filler.windows[0].loops
    assert release.slate == slate.windows[0].loops
    assert len(release.files) == 3
