"""The pages of releases: what is listed for whom, what is shown, and approval by form."""

from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hub.displays.models import Cluster
from hub.playout import queries
from hub.playout.actions import approve
from hub.playout.enums import CandidateState
from hub.playout.models import Approval, Candidate, ReleaseRule
from release.demo import DEMO_PIN
from tests.hub.builders import make_agency, make_cluster
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import (
    find_candidate,
    make_people,
    make_wall,
    render,
)
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
LIST = "/cms/releases/"


def sign_in(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def page_of(candidate: Candidate) -> str:
    return reverse("playout:release", args=[candidate.pk])


def entered(candidate: Candidate, **more: Any) -> dict[str, Any]:
    seen = " ".join(candidate.digests)
    return {"seen": seen, "has_watched": "on", "pin": DEMO_PIN, **more}


def test_the_list_says_what_is_on_air_and_what_waits(
    client: Client, office: Office
) -> None:
    render()
    first = find_candidate()
    approve(first.pk, office.lan, DEMO_PIN, first.digests, timezone.now())
    render(b"loop 2")
    second = find_candidate()

    said = sign_in(client, office.lan).get(LIST).content.decode()

    assert page_of(first) in said
    assert page_of(second) in said
    assert "Bản phát hành số 2" in said


def test_the_page_plays_every_loop_beside_what_is_on_air(
    client: Client, office: Office
) -> None:
    render()
    first = find_candidate()
    approve(first.pk, office.lan, DEMO_PIN, first.digests, timezone.now())
    render(b"loop 2")
    second = find_candidate()

    said = sign_in(client, office.minh).get(page_of(second)).content.decode()

    for release in (first.release, second.release):
        (file,) = release.files
        assert f"/releases/ck-lao-cai/files/{file.sha256}.mp4" in said
    assert "Mục cho-phien" in said
    assert "hình có khác" in said
    assert "English" in said or "tiếng Anh" in said.lower()
    assert 'name="pin"' in said


def test_the_form_approves_what_it_showed(client: Client, office: Office) -> None:
    render()
    candidate = find_candidate()

    answer = sign_in(client, office.lan).post(page_of(candidate), entered(candidate))

    candidate.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, LIST)
    assert candidate.state == CandidateState.PUBLISHED


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pin": "sai-het-roi-99"}, "PIN"),
        ({"has_watched": ""}, "đã xem hết"),
        ({"seen": "0" * 64}, "không trùng"),
    ],
)
def test_a_wrong_form_says_why_and_approves_nothing(
    client: Client, office: Office, wrong: dict[str, str], said: str
) -> None:
    render()
    candidate = find_candidate()

    answer = sign_in(client, office.lan).post(
        page_of(candidate), entered(candidate, **wrong)
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert wrong.get("pin", DEMO_PIN) not in answer.content.decode()
    assert not Approval.objects.exists()


def test_one_s_approval_can_be_withdrawn_on_the_page(
    client: Client, strict_office: Office
) -> None:
    render()
    candidate = find_candidate()
    approve(
        candidate.pk, strict_office.lan, DEMO_PIN, candidate.digests, timezone.now()
    )
    sign_in(client, strict_office.lan)
    address = reverse("playout:withdraw", args=[candidate.pk])
    assert address in client.get(page_of(candidate)).content.decode()

    client.post(address)

    candidate.refresh_from_db()
    assert candidate.state == CandidateState.SUPERSEDED


def test_a_release_out_of_reach_is_not_there(client: Client) -> None:
    make_wall()
    render()
    candidate = find_candidate()
    agency = make_agency("bql-khac", "Ban Quản lý khác")
    sign_in(client, make_holder("operator_approver", agency))

    answers = [
        client.get(page_of(candidate)),
        client.post(page_of(candidate), entered(candidate)),
        client.post(reverse("playout:withdraw", args=[candidate.pk])),
    ]

    assert {one.status_code for one in answers} == {HTTPStatus.NOT_FOUND}
    assert page_of(candidate) not in client.get(LIST).content.decode()


def test_without_the_right_there_is_neither_list_nor_menu(client: Client) -> None:
    agency = make_agency()
    sign_in(client, make_holder("contributor", agency))

    assert client.get(LIST).status_code == HTTPStatus.FOUND
    assert LIST not in client.get("/cms/").content.decode()


def test_whoever_may_approve_has_it_in_the_menu(client: Client) -> None:
    (lan,) = make_people(1)

    assert LIST in sign_in(client, lan).get("/cms/").content.decode()


def test_pages_say_that_signing_is_not_set_up(client: Client) -> None:
    make_wall()
    (lan,) = make_people(1)
    render()
    candidate = find_candidate()
    sign_in(client, lan)

    for address in (LIST, page_of(candidate)):
        assert "chưa được thiết lập" in client.get(address).content.decode()
    assert 'name="pin"' not in client.get(page_of(candidate)).content.decode()


def _wait_at(cluster: Cluster, like: Candidate) -> None:
    for seq, state in ((1, CandidateState.PUBLISHED), (2, CandidateState.WAITING)):
        Candidate.objects.create(
            cluster=cluster,
            seq=seq,
            state=state,
            document=like.document,
            sha256=like.sha256,
            made_at=like.made_at,
            expires_at=like.expires_at,
            published_at=like.made_at,
        )


def test_a_longer_list_costs_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_wall()
    (lan,) = make_people(1)
    render()
    candidate = find_candidate()
    sign_in(client, lan).get(LIST)
    with django_assert_num_queries(20):
        client.get(LIST)

    for number in range(3):
        _wait_at(make_cluster(f"cum-{number}"), candidate)

    with django_assert_num_queries(20):
        assert "Cụm cum-2" in client.get(LIST).content.decode()


def test_the_account_manager_sets_a_cluster_s_rule(client: Client) -> None:
    cluster = make_wall()
    sign_in(client, make_holder("admin", make_agency()))
    sent = {"cluster": cluster.pk, "threshold": 2, "hours": 12, "signers": "APPROVERS"}

    client.post("/cms/release_rules/new/", sent)

    rule = queries.rule_of(cluster)
    assert (rule.threshold, rule.hours, rule.signers) == (2, 12, "APPROVERS")
    assert "Cụm ck-lao-cai" in client.get("/cms/release_rules/").content.decode()


def test_whoever_approves_does_not_set_the_rule(client: Client) -> None:
    cluster = make_wall()
    (lan,) = make_people(1)
    sign_in(client, lan)
    sent = {"cluster": cluster.pk, "threshold": 1, "hours": 12, "signers": "EITHER"}

    client.post("/cms/release_rules/new/", sent)

    assert not ReleaseRule.objects.exists()
