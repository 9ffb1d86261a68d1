"""Rights that begin or end at midnight are so on the first request of the day."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.users.models import UserProfile

from hub.rights.actions import settle_rights
from hub.rights.middleware import SettleRightsMiddleware
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def test_a_role_that_begins_today_opens_the_cms_at_once(client: Client) -> None:
    today = timezone.localdate()
    writer = make_holder("contributor", make_agency(), valid_from=today)
    settle_rights(today - timedelta(days=1))
    assert not writer.groups.exists()
    client.force_login(writer)

    answer = client.get("/cms/")

    assert answer.status_code == 200


def test_a_process_settles_once_a_day_and_not_for_passers_by(
    django_assert_num_queries: object,
) -> None:
    settle = SettleRightsMiddleware(lambda _: HttpResponse())
    passing, known = RequestFactory().get("/"), RequestFactory().get("/")
    known.COOKIES["sessionid"] = "any"

    with django_assert_num_queries(0):  # type: ignore[operator]
        settle(passing)
    settle(known)
    with django_assert_num_queries(0):  # type: ignore[operator]
        settle(known)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Bạn không có quyền vào phần này."),
        ("en", "Sorry, you do not have permission to access this area."),
    ],
)
@pytest.mark.parametrize("path", ["/cms/agencies/", "/cms/reports/workflow/"])
def test_a_refusal_is_said_in_the_language_that_the_reader_chose(
    client: Client, path: str, language: str, words: str
) -> None:
    writer = make_holder("contributor", make_agency())
    profile = UserProfile.get_for_user(writer)
    profile.preferred_language = language
    profile.save()
    client.force_login(writer)

    assert words in client.get(path, follow=True).content.decode()
