"""Names in several languages, and which of them is used."""

import pytest
from django.utils import translation

from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency, AgencyName
from hub.lib.localrows import LocalText, local_texts, name_of, text_in
from tests.hub.builders import locale

pytestmark = pytest.mark.django_db


def make_agency() -> Agency:
    agency = Agency(code="so-du-lich", kind=AgencyKind.DEPARTMENT)
    agency.names = [
        AgencyName(locale=locale("vi"), name="Sở Du lịch"),
        AgencyName(locale=locale("en"), name="Department of Tourism"),
    ]
    agency.save()
    return Agency.objects.get(code="so-du-lich")


def test_a_thing_is_called_by_its_name_in_the_readers_language() -> None:
    agency = make_agency()

    with translation.override("en"):
        assert str(agency) == "Department of Tourism"
    with translation.override("vi"):
        assert str(agency) == "Sở Du lịch"


def test_without_a_name_in_that_language_another_stands_in() -> None:
    assert name_of(make_agency(), "zh-hans") == "Sở Du lịch"


def test_without_any_name_the_code_stands_in() -> None:
    assert name_of(Agency(code="so-moi")) == "so-moi"
    assert text_in((), "vi", fallback="so-moi") == "so-moi"


def test_texts_come_in_the_order_of_the_languages_codes() -> None:
    assert local_texts(make_agency().names.all()) == (
        LocalText("en", "Department of Tourism"),
        LocalText("vi", "Sở Du lịch"),
    )
