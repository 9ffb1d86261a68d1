"""Whoever can approve is told once that loops wait, and where."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hub.moderation.models import Notice
from hub.playout.notices import tell_approvers
from tests.hub.playout.approving import say_yes
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import find_candidate, render


@pytest.fixture
def lan_client(office: Office, client: Client) -> Client:
    client.force_login(office.lan)
    return client


def test_approvers_are_told_where_to_look(
    office: Office, django_capture_on_commit_callbacks: object
) -> None:
    office.lan.email = "lan@example.vn"
    office.lan.save()
    render()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        candidate = find_candidate()

    address = reverse("playout:release", args=[candidate.pk])
    told = Notice.objects.get(person=office.lan)
    assert told.address == address
    assert "chờ duyệt" in told.words
    (letter,) = mail.outbox
    assert letter.to == ["lan@example.vn"]
    assert address in letter.body


def test_who_arranged_it_is_not_asked_to_approve_it(office: Office) -> None:
    render()
    candidate = find_candidate()
    candidate.authors = {str(office.lan.pk): office.lan.username}
    candidate.save()
    Notice.objects.all().delete()

    tell_approvers(candidate)

    assert [one.person for one in Notice.objects.all()] == [office.minh]


def test_each_change_of_what_waits_is_not_told_anew(office: Office) -> None:
    render()
    find_candidate()
    render(b"loop 2")
    find_candidate()

    assert Notice.objects.filter(person=office.lan).count() == 1


def test_the_home_page_shows_what_waits_for_the_reader_until_it_is_approved(
    office: Office, lan_client: Client
) -> None:
    render()
    candidate = find_candidate()
    address = reverse("playout:release", args=[candidate.pk])

    before = lan_client.get("/cms/").content.decode()
    say_yes(candidate, office.lan)
    after = lan_client.get("/cms/").content.decode()

    assert "Vòng phát chờ duyệt" in before
    assert before.count(address) >= 1
    assert "Vòng phát chờ duyệt" not in after
