"""Making programmes in the admin: what may be put in, and what is refused and why."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.models import ItemPage
from hub.displays.models import Cluster
from hub.programmes.models import AirtimeAgreement, Daypart, Programme
from tests.hub.builders import (
    make_clip,
    make_clip_item,
    make_cluster,
    make_face,
    make_story,
)

pytestmark = pytest.mark.django_db
ADD = "/cms/snippets/hub_programmes/programme/add/"


def form(cluster: Cluster, *items: ItemPage, **slot_fields: Any) -> dict[str, Any]:
    slots = [{"item": item.pk, "seconds": "", **slot_fields} for item in items]
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Chương trình hằng ngày",
            "cluster": cluster.pk,
            "valid_from": "01/03/2026 06:00",
            "valid_until": "",
            "slots": inline_formset(slots),
            "action-publish": "1",
        }
    )
    every_day = {f"slots-{n}-weekdays": list("1234567") for n in range(len(items))}
    return {**data, **every_day}


def errors_of_slot(answer: Any, number: int = 0) -> Any:
    return answer.context["form"].formsets["slots"].forms[number].errors


def test_an_editor_makes_a_programme_in_the_order_given(admin_client: Client) -> None:
    cluster, first, second = make_cluster(), make_story("B"), make_story("A")

    admin_client.post(ADD, form(cluster, first, second))

    programme = Programme.objects.get()
    assert programme.live
    assert programme.valid_from.isoformat() == "2026-02-28T23:00:00+00:00"
    assert [slot.item.title for slot in programme.slots.all()] == ["B", "A"]


def test_an_item_without_a_needed_language_is_refused(admin_client: Client) -> None:
    cluster = make_cluster()
    story = make_story("Chợ phiên Bắc Hà", languages=("vi", "en"))

    answer = admin_client.post(ADD, form(cluster, story))

    assert not Programme.objects.exists()
    (error,) = errors_of_slot(answer)["item"]
    assert "“Chợ phiên Bắc Hà”" in error
    assert "tiếng Trung" in error
    assert "Mặt A" in error
    assert "Đ7.2" in error
    assert "Hãy dịch và xuất bản bản dịch" in error


def test_a_refused_programme_keeps_what_was_entered(admin_client: Client) -> None:
    good, bad = make_story("Đủ"), make_story("Thiếu", languages=("vi",))

    answer = admin_client.post(ADD, form(make_cluster(), good, bad))

    page = answer.content.decode()
    assert "Chương trình hằng ngày" in page
    assert "01/03/2026 06:00" in page
    assert errors_of_slot(answer, 0) == {}
    assert set(errors_of_slot(answer, 1)) == {"item"}


def test_a_face_in_one_language_asks_for_no_other(admin_client: Client) -> None:
    cluster = make_cluster(faces=[make_face(languages=("vi",))])

    admin_client.post(ADD, form(cluster, make_story(languages=("vi",))))

    assert Programme.objects.get().slots.count() == 1


def test_an_item_that_is_not_published_is_refused_by_its_clause(
    admin_client: Client,
) -> None:
    story = make_story("Chợ phiên Bắc Hà")
    story.unpublish()

    answer = admin_client.post(ADD, form(make_cluster(), story))

    assert not Programme.objects.exists()
    (error,) = errors_of_slot(answer)["item"]
    assert "chưa được xuất bản" in error
    assert "Đ2.1" in error


def test_a_clip_that_was_refused_cannot_be_put_in(admin_client: Client) -> None:
    item = make_clip_item(clip=make_clip(is_good=False))

    answer = admin_client.post(ADD, form(make_cluster(), item))

    assert not Programme.objects.exists()
    assert "không dùng được" in errors_of_slot(answer)["item"][0]


def test_a_translation_cannot_stand_in_for_its_item(admin_client: Client) -> None:
    english = make_story().get_translations().get(locale__language_code="en")

    answer = admin_client.post(ADD, form(make_cluster(), english.specific))

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"item"}


def test_a_daypart_of_another_cluster_is_refused(admin_client: Client) -> None:
    other = make_cluster("sapa")
    daypart = Daypart.objects.create(
        code="sang", cluster=other, start=time(6), end=time(11)
    )

    data = {**form(make_cluster(), make_story()), "slots-0-dayparts": [daypart.pk]}

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"dayparts"}


@pytest.mark.parametrize("seconds", ["0", "2", "601"])
def test_a_length_nobody_could_read_or_bear_is_refused(
    admin_client: Client, seconds: str
) -> None:
    answer = admin_client.post(ADD, form(make_cluster(), make_story(), seconds=seconds))

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"seconds"}


def test_a_slot_on_no_day_is_refused(admin_client: Client) -> None:
    data = {**form(make_cluster(), make_story()), "slots-0-weekdays": []}

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"weekdays"}


def test_an_end_before_the_beginning_is_refused(admin_client: Client) -> None:
    data = form(make_cluster(), make_story())
    data["valid_until"] = "01/03/2026 05:00"

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(answer.context["form"].errors) == {"valid_until"}


def test_only_what_the_cluster_can_show_is_offered(admin_client: Client) -> None:
    cluster = make_cluster()
    make_story("Đủ ba thứ tiếng")
    make_story("Thiếu tiếng Trung", languages=("vi", "en"))

    answer = admin_client.get("/cms/item_chooser/", {"cluster": cluster.pk})

    offered = answer.json()["html"]
    assert "Đủ ba thứ tiếng" in offered
    assert "Thiếu tiếng Trung" not in offered


def test_a_programme_is_taken_off_the_air_by_unpublishing_it(
    admin_client: Client,
) -> None:
    admin_client.post(ADD, form(make_cluster(), make_story()))
    programme = Programme.objects.get()

    admin_client.post(
        f"/cms/snippets/hub_programmes/programme/unpublish/{programme.pk}/"
    )

    assert not Programme.objects.get().live


@pytest.mark.parametrize("count", [1, 3])
def test_one_programme_or_three_in_the_list_cost_the_same_queries(
    admin_client: Client, count: int, django_assert_num_queries: Any
) -> None:
    cluster = make_cluster()
    for number in range(count):
        Programme.objects.create(cluster=cluster, title=f"Chương trình {number}")
    address = "/cms/snippets/hub_programmes/programme/"
    admin_client.get(address)

    with django_assert_num_queries(14):
        admin_client.get(address)


def agree(cluster: Cluster, seconds: int) -> None:
    AirtimeAgreement.objects.create(
        agency=cluster.assignments.get().operator,
        cluster=cluster,
        seconds_per_loop=seconds,
        reference="Biên bản 01",
        valid_from=date(2026, 1, 1),
    )


def of_operator(cluster: Cluster, *titles: str) -> list[ItemPage]:
    operator = cluster.assignments.get().operator
    return [make_story(title, agency=operator) for title in titles]


def test_an_operator_cannot_go_beyond_what_was_agreed(admin_client: Client) -> None:
    cluster = make_cluster()
    agree(cluster, 90)
    first, second = of_operator(cluster, "Tin một", "Tin hai")

    # In three languages: 60 s, then 60 s more.
    answer = admin_client.post(ADD, form(cluster, first, second, seconds=20))

    assert not Programme.objects.exists()
    assert errors_of_slot(answer, 0) == {}
    (error,) = errors_of_slot(answer, 1)["seconds"]
    assert "sẽ chiếm 120 giây" in error
    assert "thỏa thuận là 90 giây (Biên bản 01; Đ9.2, Đ14.3.a)" in error
    assert "Hãy rút ngắn thời lượng" in error


def test_what_was_agreed_may_be_filled_to_the_last_second(admin_client: Client) -> None:
    cluster = make_cluster()
    agree(cluster, 120)

    admin_client.post(ADD, form(cluster, *of_operator(cluster, "A", "B"), seconds=20))

    assert Programme.objects.get().slots.count() == 2


def test_each_time_in_the_loop_counts(admin_client: Client) -> None:
    cluster = make_cluster()
    agree(cluster, 90)
    (story,) = of_operator(cluster, "A")

    answer = admin_client.post(ADD, form(cluster, story, seconds=20, frequency=2))

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"seconds"}


def test_an_agreement_binds_no_other_agency(admin_client: Client) -> None:
    cluster = make_cluster()
    agree(cluster, 10)

    admin_client.post(ADD, form(cluster, make_story(), seconds=60))

    assert Programme.objects.get().slots.count() == 1


def test_a_slot_is_shown_as_often_as_it_says_and_once_when_it_says_nothing(
    admin_client: Client,
) -> None:
    cluster, first, second = make_cluster(), make_story("A"), make_story("B")
    data = {**form(cluster, first, second), "slots-0-frequency": "3"}

    admin_client.post(ADD, {**data, "slots-1-frequency": ""})

    slots = Programme.objects.get().slots.all()
    assert [slot.frequency for slot in slots] == [3, 1]


@pytest.mark.parametrize("frequency", ["0", "7", "-1"])
def test_a_frequency_that_no_loop_could_hold_is_refused(
    admin_client: Client, frequency: str
) -> None:
    answer = admin_client.post(
        ADD, form(make_cluster(), make_story(), frequency=frequency)
    )

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"frequency"}
