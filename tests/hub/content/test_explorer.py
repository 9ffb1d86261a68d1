"""The tree of pages as those who write and translate look at it."""

from typing import Any

import pytest
from django.test import Client

from hub.content.actions import agency_page
from tests.hub.builders import make_agency, make_story
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_many_items_cost_as_many_queries_as_one(
    role: str, client: Client, django_assert_max_num_queries: Any
) -> None:
    agency = make_agency()
    client.force_login(make_holder(role, agency))
    make_story("Tin 0", agency=agency)
    folder = f"/cms/pages/{agency_page(agency).pk}/"
    client.get(folder)  # what is kept for a while is kept
    with django_assert_max_num_queries(80) as for_one:
        client.get(folder)
    for number in range(1, 6):
        make_story(f"Tin {number}", agency=agency)

    with django_assert_max_num_queries(len(for_one)):
        answer = client.get(folder)

    assert "Tin 5" in answer.content.decode()
