"""Special days and airtime agreements in the admin: saved, or refused with a way out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from hub.displays.models import Cluster
from hub.programmes.models import AirtimeAgreement, SpecialDay
from tests.hub.builders import make_agency, make_cluster

pytestmark = pytest.mark.django_db
NEW_DAY = "/cms/special_days/new/"
NEW_AGREEMENT = "/cms/airtime_agreements/new/"


def day_form(code: str = "tet", **fields: Any) -> dict[str, Any]:
    return {
        "names_name_vi": f"Ngày {code}",
        "code": code,
        "first_day": "05/02/2027",
        "last_day": "11/02/2027",
        "rule": "7",
        **fields,
    }


def test_a_special_day_is_saved_with_its_days_rule_and_clusters(
    admin_client: Client,
) -> None:
    cluster = make_cluster()

    admin_client.post(NEW_DAY, day_form(clusters=[cluster.pk]))

    special = SpecialDay.objects.get()
    assert str(special) == "Ngày tet (05/02–11/02/2027)"
    assert special.rule == "7"
    assert [one.code for one in special.clusters.all()] == ["ck-lao-cai"]


def test_a_last_day_before_the_first_is_refused(admin_client: Client) -> None:
    answer = admin_client.post(NEW_DAY, day_form(last_day="01/02/2027"))

    assert not SpecialDay.objects.exists()
    assert set(answer.context["form"].errors) == {"last_day"}


def test_two_special_days_for_the_same_cluster_cannot_share_a_date(
    admin_client: Client,
) -> None:
    admin_client.post(NEW_DAY, day_form())

    answer = admin_client.post(NEW_DAY, day_form("khac", first_day="11/02/2027"))

    assert SpecialDay.objects.count() == 1
    (error,) = answer.context["form"].errors["first_day"]
    assert "“Ngày tet (05/02–11/02/2027)” đã có ngày trùng" in error
    assert "Hãy đổi ngày" in error


def test_one_for_a_cluster_may_stand_beside_one_for_all(admin_client: Client) -> None:
    admin_client.post(NEW_DAY, day_form())

    admin_client.post(NEW_DAY, day_form("rieng", clusters=[make_cluster().pk]))

    assert SpecialDay.objects.count() == 2


def agreement_form(cluster: Cluster, **fields: Any) -> dict[str, Any]:
    return {
        "cluster": cluster.pk,
        "agency": cluster.assignments.get().operator.pk,
        "seconds_per_loop": "90",
        "reference": "Biên bản 01",
        "valid_from": "01/01/2026",
        "valid_until": "",
        **fields,
    }


def test_an_agreement_with_the_operator_is_saved(admin_client: Client) -> None:
    admin_client.post(NEW_AGREEMENT, agreement_form(make_cluster()))

    assert AirtimeAgreement.objects.get().seconds_per_loop == 90


def test_who_does_not_run_the_cluster_agrees_to_nothing(admin_client: Client) -> None:
    agency = make_agency()

    answer = admin_client.post(
        NEW_AGREEMENT, agreement_form(make_cluster(), agency=agency.pk)
    )

    assert not AirtimeAgreement.objects.exists()
    (error,) = answer.context["form"].errors["agency"]
    assert "Đ14.3.a" in error
    assert "chọn đúng đơn vị vận hành" in error


def test_an_agreement_before_the_assignment_is_refused(admin_client: Client) -> None:
    answer = admin_client.post(
        NEW_AGREEMENT,
        agreement_form(
            make_cluster(), valid_from="01/01/2024", valid_until="31/01/2024"
        ),
    )

    assert not AirtimeAgreement.objects.exists()
    assert set(answer.context["form"].errors) == {"agency"}


def test_two_agreements_cannot_hold_on_the_same_day(admin_client: Client) -> None:
    cluster = make_cluster()
    admin_client.post(NEW_AGREEMENT, agreement_form(cluster))

    answer = admin_client.post(
        NEW_AGREEMENT, agreement_form(cluster, valid_from="01/06/2026")
    )

    assert AirtimeAgreement.objects.count() == 1
    (error,) = answer.context["form"].errors["valid_from"]
    assert "“Biên bản 01”" in error


def test_one_agreement_may_follow_another(admin_client: Client) -> None:
    cluster = make_cluster()
    admin_client.post(NEW_AGREEMENT, agreement_form(cluster, valid_until="31/05/2026"))

    admin_client.post(NEW_AGREEMENT, agreement_form(cluster, valid_from="01/06/2026"))

    assert AirtimeAgreement.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_one_row_or_three_in_a_list_cost_the_same_queries(
    admin_client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        cluster = make_cluster(f"cum-{number}")
        admin_client.post(NEW_AGREEMENT, agreement_form(cluster))
        SpecialDay.objects.create(
            code=f"ngay-{number}",
            first_day=date(2026, 1, 1 + number),
            last_day=date(2026, 1, 1 + number),
        ).clusters.set([cluster])
    for address in ("/cms/special_days/", "/cms/airtime_agreements/"):
        admin_client.get(address)

    with django_assert_num_queries(28):
        admin_client.get("/cms/special_days/")
        admin_client.get("/cms/airtime_agreements/")
