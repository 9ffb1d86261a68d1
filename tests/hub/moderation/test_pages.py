"""The pages of the lanes: who sees them, what they keep, and what they cost."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hub.moderation.enums import Verdict
from hub.moderation.queries import sent_by, waiting_for
from tests.hub.builders import make_agency
from tests.hub.moderation.lanes import fresh, holder, passed, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db: None) -> Any:
    return holder("contributor", make_agency(), "nguoi-viet")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queues_cost_the_same_for_any_number_of_items(
    count: int, author: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    receiver = holder("receiver")
    for _number in range(count):
        submitted(author)

    with django_assert_num_queries(17):
        waiting = waiting_for(receiver)
    with django_assert_num_queries(5):
        sent = sent_by(author)

    assert (len(waiting), len(sent)) == (count, count)


def test_what_does_not_concern_a_person_is_not_there(author, client: Client) -> None:
    page = submitted(author)
    client.force_login(holder("contributor", make_agency("so-y-te", "Sở Y tế"), "khac"))

    assert client.get(f"/cms/moderation/items/{page.pk}/").status_code == 404


def test_a_refused_decision_keeps_the_opinion_and_says_why(author, client: Client):
    page, receiver = submitted(author), holder("receiver")
    client.force_login(receiver)
    seen = page.latest_revision_id
    page.title = "Bản mới"
    page.save_revision(user=author)
    form = {"verdict": Verdict.PASS, "opinion": "Ý kiến dài.", "seen": seen}

    answer = client.post(f"/cms/moderation/items/{page.pk}/", form)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Ý kiến dài." in said
    assert "đã được sửa sau khi" in said
    assert f'value="{fresh(page).latest_revision_id}"' in said


def test_the_buttons_are_drawn_only_for_whoever_may_use_them(author, client: Client):
    page, receiver = submitted(author), holder("receiver")
    drawn = {}
    for person in (author, receiver):
        client.force_login(person)
        answer = client.get(f"/cms/moderation/items/{page.pk}/").content.decode()
        drawn[person.username] = 'name="verdict"' in answer

    assert drawn == {"nguoi-viet": False, receiver.username: True}


def test_the_author_follows_the_item_on_its_way(author, client: Client) -> None:
    receiver, page = holder("receiver"), submitted(author)
    passed(page, receiver, opinion="Đã nhận đủ hồ sơ.")
    client.force_login(author)

    record = client.get(f"/cms/moderation/items/{page.pk}/").content.decode()
    mine = client.get("/cms/moderation/sent/").content.decode()

    assert "Đã nhận đủ hồ sơ." in record
    assert "Kiểm tra kỹ thuật" in mine


@pytest.mark.parametrize("path", ["waiting", "sent", "notices", "local"])
def test_the_lists_are_there_for_the_lead_department(path: str, client: Client) -> None:
    client.force_login(holder("approver"))

    assert client.get(f"/cms/moderation/{path}/").status_code == 200
    assert client.get("/cms/").status_code == 200
