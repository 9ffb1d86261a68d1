"""A press agency that owes a contribution each month, and its reporter."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from hub.agencies.models import Agency
from hub.content.models import Topic
from hub.contributions.actions import Entries, submit
from hub.contributions.intake import take_in
from hub.contributions.models import Obligation, Submission
from tests.hub.builders import make_agency
from tests.hub.contributions.handing_in import make_upload
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


@pytest.fixture
def hand_in(press: Agency, reporter: User, at: Callable[..., None]) -> Any:
    """A news item with a document, received at a moment of the province's time."""

    def handed_in(*moment: int, text: bytes = b"tin", **changed: Any) -> Submission:
        at(*(moment or (2026, 11, 20, 22, 10)))
        words = {
            "agency": press,
            "month": date(2026, 11, 1),
            "kind": "NEWS",
            "topic": Topic.objects.get(code="culture"),
            "title": "Chợ phiên Bắc Hà",
            "shown_where": "Báo in số 4321",
            "shown_on": date(2026, 11, 2),
            **changed,
        }
        upload = make_upload(reporter, "Bản thảo.txt", text)
        submission = submit(reporter, Entries(**words), [upload])
        take_in.call(submission.pk)
        return submission

    return handed_in
