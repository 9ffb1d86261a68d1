"""A press agency that owes a contribution each month, and its reporter."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from hub.agencies.models import Agency
from hub.contributions.models import Obligation
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder


@pytest.fixture
def press(db: None) -> Agency:
    agency = make_agency("bao-lao-cai", "Báo Lào Cai", kind="PRESS")
    Obligation.objects.create(agency=agency, valid_from=date(2024, 10, 10))
    return agency


@pytest.fixture
def reporter(press: Agency) -> User:
    user = make_holder("press_contributor", press, "phong-vien")
    user.email = "phong-vien@bao.example"
    user.save()
    return user


@pytest.fixture
def stranger(db: None) -> User:
    """Who writes for another agency."""
    return make_holder("contributor", make_agency("so-ngoai-vu", "Sở Ngoại vụ"))


@pytest.fixture
def lead(db: None) -> User:
    return make_holder("receiver", make_agency("so-tttt", "Sở TT&TT"), "tiep-nhan")


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the clock by which submissions are received, in the province's time."""

    def set_clock(*parts: int) -> None:
        moment = datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock
