"""From what was rendered to what is on air, with a real signing process and repository."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.audit.models import Entry
from hub.playout import actions, queries, signing
from hub.playout.actions import (
    ApprovalRefusedError,
    approve,
    bring_out,
    look_for_candidates,
    refresh_repositories,
    withdraw,
)
from hub.playout.enums import CandidateState, Signers
from hub.playout.models import Approval, Candidate, ReleaseRule
from hub.programmes.actions import add_programme
from release.demo import DEMO_PIN
from release.places import Places
from tests.hub.builders import make_agency, make_story
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE, find_candidate, render
from tests.hub.rights.people import make_holder, make_person

WAITING, PUBLISHED = CandidateState.WAITING, CandidateState.PUBLISHED
SUPERSEDED = CandidateState.SUPERSEDED


def say_yes(candidate: Candidate, person, pin: str = DEMO_PIN, seen=None) -> Candidate:
    seen = candidate.digests if seen is None else seen
    return approve(candidate.pk, person, pin, seen, timezone.now())


def refused(candidate: Candidate, person, **more) -> str:
    """What is said; nothing was approved and nothing is on air."""
    entries = Entry.objects.count()
    with pytest.raises(ApprovalRefusedError) as caught:
        say_yes(candidate, person, **more)
    assert not Approval.objects.filter(person=person).exists()
    assert not Candidate.objects.filter(state=PUBLISHED).exists()
    assert Entry.objects.count() == entries
    return caught.value.messages[0]


def published_seq() -> int:
    places = Places(Path(hub_settings.RELEASES_DIR))
    return places.repository(CODE).next_seq("approve") - 1


# --- what waits ----------------------------------------------------------------------


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


# --- approval ------------------------------------------------------------------------


def test_what_was_approved_is_on_air(office: Office) -> None:
    render()

    candidate = say_yes(find_candidate(), office.lan)

    assert candidate.state == PUBLISHED
    assert queries.on_air(office.cluster) == candidate
    assert published_seq() == 1


def test_one_of_two_is_not_enough(strict_office: Office) -> None:
    render()
    candidate = say_yes(find_candidate(), strict_office.lan)
    assert (candidate.state, candidate.due, published_seq()) == (WAITING, 2, 0)

    candidate = say_yes(candidate, strict_office.minh)

    assert (candidate.state, published_seq()) == (PUBLISHED, 1)


def test_the_rule_can_ask_for_more_than_the_keys_do(office: Office) -> None:
    ReleaseRule.objects.create(cluster=office.cluster, threshold=2)
    render()
    candidate = say_yes(find_candidate(), office.lan)
    assert (candidate.state, published_seq()) == (WAITING, 0)

    candidate = say_yes(candidate, office.minh)

    assert (candidate.state, published_seq()) == (PUBLISHED, 1)


def test_two_who_sign_at_once_are_enough_in_whatever_order_they_are_noted(
    strict_office: Office,
) -> None:
    render()
    candidate, now = find_candidate(), timezone.now()
    actions._draw_up(candidate)
    told = [
        (one, signing.ask_for_signature(candidate, one.username, DEMO_PIN, now))
        for one in (strict_office.lan, strict_office.minh)
    ]

    for person, signed in reversed(told):
        actions._keep(candidate, person, signed, now)
    refresh_repositories(now)

    candidate.refresh_from_db()
    assert (candidate.state, published_seq()) == (PUBLISHED, 1)


def test_nobody_counts_twice(strict_office: Office) -> None:
    render()
    candidate = say_yes(find_candidate(), strict_office.lan)

    with pytest.raises(ApprovalRefusedError, match="đã duyệt"):
        say_yes(candidate, strict_office.lan)

    assert published_seq() == 0


def test_whoever_has_no_right_approves_nothing(office: Office) -> None:
    render()
    candidate = find_candidate()

    said = refused(candidate, make_person("khach"))

    assert "không có quyền duyệt" in said
    assert "lan" in said


def test_an_operator_approves_on_its_own_cluster_alone(office: Office) -> None:
    render()
    stranger = make_holder(
        "operator_approver", make_agency("bql-khac", "Ban Quản lý khác"), "khac"
    )

    assert "không có quyền duyệt" in refused(find_candidate(), stranger)


def test_a_rule_can_leave_it_to_those_who_approve_for_the_province(
    office: Office,
) -> None:
    ReleaseRule.objects.create(cluster=office.cluster, signers=Signers.APPROVERS)
    operator = office.cluster.assignments.get().operator
    person = make_holder("operator_approver", operator, "van-hanh")
    render()

    assert "không có quyền duyệt" in refused(find_candidate(), person)


def test_whoever_arranged_the_programme_does_not_approve_it(office: Office) -> None:
    programme = add_programme(office.cluster, "Chương trình", [(make_story(), None)])
    programme.save_revision(user=office.lan).publish(user=office.lan)
    render()
    candidate = find_candidate()

    said = refused(candidate, office.lan)

    assert "người khác duyệt" in said
    assert "minh" in said
    assert say_yes(candidate, office.minh).state == PUBLISHED


def test_a_wrong_pin_leaves_nothing(office: Office) -> None:
    render()
    candidate = find_candidate()

    assert "PIN" in refused(candidate, office.lan, pin="sai-het-roi-99")
    assert say_yes(candidate, office.lan).state == PUBLISHED


def test_what_was_not_seen_is_not_approved(office: Office) -> None:
    render()
    candidate = find_candidate()
    half = sorted(candidate.digests)[:1]

    assert "xem" in refused(candidate, office.lan, seen=half)


def test_a_candidate_that_was_replaced_is_not_approved(office: Office) -> None:
    render()
    first = find_candidate()
    render(b"loop 2")
    find_candidate()

    assert "không còn chờ duyệt" in refused(first, office.lan)


def test_a_candidate_that_is_over_is_not_approved(office: Office) -> None:
    render()
    candidate = find_candidate()
    Candidate.objects.update(expires_at=timezone.now())

    assert "đúng hạn" in refused(candidate, office.lan)


def test_a_gap_in_the_days_to_come_is_not_approved(office: Office) -> None:
    render(days=3)

    assert "Không có gì được xếp" in refused(find_candidate(), office.lan)


def test_fallbacks_can_be_required(office: Office) -> None:
    ReleaseRule.objects.create(cluster=office.cluster, needs_fallbacks=True)
    render()

    assert "hình an toàn" in refused(find_candidate(), office.lan)


def test_a_file_that_was_changed_is_not_signed(office: Office) -> None:
    timetable = render()
    candidate = find_candidate()
    (sha256,) = timetable.loops
    (Path(hub_settings.LOOPS_DIR) / "files" / f"{sha256}.mp4").write_bytes(b"khac")

    assert "khác với nội dung đã duyệt" in refused(candidate, office.lan)


def test_without_a_signing_process_nothing_is_approved(
    office: Office, settings
) -> None:
    render()
    candidate = find_candidate()
    settings.SIGNER_SOCKET = ""

    assert "chưa được thiết lập" in refused(candidate, office.lan)


def test_a_signing_process_that_is_not_there_is_named(office: Office, settings) -> None:
    render()
    candidate = find_candidate()
    settings.SIGNER_SOCKET = "/nowhere/s.sock"

    assert "/nowhere/s.sock" in refused(candidate, office.lan)


def test_without_a_repository_nothing_is_approved(office: Office, settings) -> None:
    render()
    candidate = find_candidate()
    settings.RELEASES_DIR = Path(settings.RELEASES_DIR) / "other"

    assert "chưa có kho phát hành" in refused(candidate, office.lan)


# --- afterwards ----------------------------------------------------------------------


def test_a_withdrawn_approval_counts_no_more(strict_office: Office) -> None:
    render()
    first = say_yes(find_candidate(), strict_office.lan)

    second = withdraw(first.pk, strict_office.lan, timezone.now())
    second = say_yes(second, strict_office.minh)

    first.refresh_from_db()
    assert (first.state, second.state, published_seq()) == (SUPERSEDED, WAITING, 0)


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
