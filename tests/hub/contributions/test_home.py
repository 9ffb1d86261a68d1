"""What is due this month stands on the home page of whoever it concerns."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from hub.agencies.models import Agency
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def home_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/cms/").content.decode()


@pytest.mark.parametrize(
    ("day", "state"), [(2, "Chưa đến hạn"), (16, "Sắp đến hạn"), (21, "Thiếu")]
)
def test_the_press_and_the_lead_see_how_the_month_stands(
    day: int,
    state: str,
    press: Agency,
    reporter: User,
    lead: User,
    at: Callable[..., None],
) -> None:
    at(2026, 11, day, 9, 0)

    for home in (home_of(reporter), home_of(lead)):
        assert "Thời hạn" in home
        assert f"<span>Báo Lào Cai</span> <b>{state}</b> 0/1" in home


def test_nobody_else_is_told_of_it(press: Agency) -> None:
    others: list[Any] = [
        make_holder("contributor", make_agency("so-y-te", "Sở Y tế")),
        make_holder("security_viewer", make_agency("cong-an", "Công an tỉnh")),
    ]

    for person in others:
        assert "Thời hạn" not in home_of(person)
