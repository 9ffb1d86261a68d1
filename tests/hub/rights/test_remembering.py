"""What a person may do is looked up once while a page is read, and never kept beyond."""

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from hub.rights.actions import end_role
from hub.rights.enums import Right
from hub.rights.middleware import GateMiddleware
from hub.rights.models import RoleAssignment
from hub.rights.queries import may
from hub.rights.remembering import remembering
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def test_asking_twice_while_reading_costs_as_much_as_once(
    django_assert_num_queries: object,
) -> None:
    writer = make_holder("contributor", make_agency())

    with remembering(), django_assert_num_queries(5):  # type: ignore[operator]
        assert may(writer, Right.WRITE)
        assert not may(writer, Right.APPROVE)


@pytest.mark.parametrize(
    ("method", "is_still_allowed"), [("GET", True), ("POST", False)]
)
def test_what_changes_something_is_asked_of_what_holds_then(
    method: str, is_still_allowed: bool
) -> None:
    """A request that only reads ends no role; one that writes may."""
    writer = make_holder("contributor", make_agency())
    found = []

    def view(_request: HttpRequest) -> HttpResponse:
        found.append(may(writer, Right.WRITE))
        yesterday = timezone.localdate() - timedelta(days=1)
        end_role(RoleAssignment.objects.get(user=writer), yesterday)
        found.append(may(writer, Right.WRITE))
        return HttpResponse()

    request = RequestFactory().generic(method, "/cms/")
    request.resolver_match = None  # type: ignore[assignment]
    GateMiddleware(view)(request)

    assert found == [True, is_still_allowed]
    assert not may(writer, Right.WRITE)
