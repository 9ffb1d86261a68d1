"""Agencies in the admin: one form for all languages."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hub.agencies.models import Agency
from tests.hub.builders import make_agency

pytestmark = pytest.mark.django_db
ADD = "/cms/agencies/new/"


def form(**fields: str) -> dict[str, str]:
    return {
        "names_name_vi": "Sở Du lịch",
        "names_short_name_vi": "SDL",
        "names_name_en": "Department of Tourism",
        "code": "so-du-lich",
        "kind": "DEPARTMENT",
        "group": "",
        "valid_from": "21/04/2022",
        "valid_until": "",
        "successor": "",
        **fields,
    }


def test_an_agency_is_saved_with_its_names_in_each_language(
    admin_client: Client,
) -> None:
    admin_client.post(ADD, form())

    agency = Agency.objects.get()
    assert agency.valid_from is not None
    assert agency.valid_from.isoformat() == "2022-04-21"
    names = {row.language: (row.name, row.short_name) for row in agency.names.all()}
    assert names == {"vi": ("Sở Du lịch", "SDL"), "en": ("Department of Tourism", "")}


def test_a_successor_without_a_last_day_is_refused_at_its_field(
    admin_client: Client,
) -> None:
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")

    answer = admin_client.post(ADD, form(successor=str(heir.pk)))

    assert Agency.objects.count() == 1
    assert set(answer.context["form"].errors) == {"valid_until"}


def test_only_groups_are_offered_as_a_group(admin_client: Client) -> None:
    make_agency("cac-so", "Các sở, ban, ngành", kind="GROUP")
    make_agency("so-tu-phap", "Sở Tư pháp")

    answer = admin_client.get(ADD)

    with translation.override("vi"):
        offered = [str(one) for one in answer.context["form"].fields["group"].queryset]
    assert offered == ["Các sở, ban, ngành"]


@pytest.mark.parametrize("count", [1, 3])
def test_one_agency_or_three_in_the_list_cost_the_same_queries(
    admin_client: Client, count: int, django_assert_num_queries: Any
) -> None:
    heir = make_agency("moi", "Mới")
    for number in range(count):
        make_agency(f"a{number}", "A", valid_until="2025-01-01", successor=heir)
    admin_client.get("/cms/agencies/")

    with django_assert_num_queries(14):
        admin_client.get("/cms/agencies/")
