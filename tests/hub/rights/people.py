"""People with a role, for tests."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from hub.agencies.models import Agency
from hub.rights.actions import give_role, set_up_agency

LONG_AGO = date(2024, 10, 10)


def make_person(name: str = "nguoi-a") -> User:
    return get_user_model().objects.create_user(name)


def make_holder(role: str, agency: Agency, name: str = "", **fields: Any) -> User:
    """Somebody with an account who holds the role for the agency, which is set up."""
    set_up_agency(agency)
    person = make_person(name or f"{role}-{agency.code}")
    fields.setdefault("valid_from", LONG_AGO)
    give_role(person, role, agency, **fields)
    return person
