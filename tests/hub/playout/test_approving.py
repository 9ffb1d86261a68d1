"""Who may approve a candidate, and what is refused: with a real signing process."""

from pathlib import Path

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.playout import actions, queries, signing
from hub.playout.actions import (
    ApprovalRefusedError,
    refresh_repositories,
)
from hub.playout.enums import CandidateState, Signers
from hub.playout.models import Candidate, ReleaseRule
from hub.programmes.actions import add_programme
from release.demo import DEMO_PIN
from tests.hub.builders import make_agency, make_story
from tests.hub.playout.approving import published_seq, refused, say_yes
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import find_candidate, render
from tests.hub.rights.people import make_holder, make_person

WAITING, PUBLISHED = CandidateState.WAITING, CandidateState.PUBLISHED
SUPERSEDED = CandidateState.SUPERSEDED


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
    paper, statement = signing.paper_of(candidate), bytes(candidate.statement)
    told = [
        (one, signing.ask_for_signature(paper, statement, one.username, DEMO_PIN, now))
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
