"""Scenario 9: on a set day one agency takes another's place, and a ward a town's."""

from datetime import date
from pathlib import Path

import pytest

from hub.agencies.models import Agency
from hub.contributions.models import Submission
from hub.programmes.actions import add_programme
from tests.acceptance.album import keep
from tests.acceptance.clock import Clock
from tests.acceptance.desk import Desk, Person
from tests.acceptance.province import SINCE, make_lead
from tests.acceptance.test_monthly_clips import CLIPS, film, hand_in
from tests.hub.builders import make_agency, make_cluster, make_story
from tests.hub.rights.people import make_holder

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
LAST_DAY, FIRST_DAY = (2027, 2, 28), (2027, 3, 1)
NEW_LEAD = "Sở Văn hóa, Thể thao và Du lịch"
TOWN, WARD = "UBND thị xã Sa Pa", "UBND phường Sa Pa"


def test_on_the_set_day_successors_take_over_and_old_records_stay(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    clock.set(*LAST_DAY, 9, 0)
    lead, new_lead = make_lead(), make_agency("so-vhttdl", NEW_LEAD)
    cluster = make_cluster("sapa")
    town = cluster.assignments.get().operator
    rename(town, TOWN)
    ward = make_agency("ubnd-phuong-sa-pa", WARD)
    programme = add_programme(
        cluster, "Hằng ngày", [(make_story("Chào mừng"), 15)], valid_from=SINCE
    )
    planner_page = f"/cms/planner/{programme.pk}/"
    manager = desk.enter(make_holder("admin", lead, "quan-tri"))
    let_succeed(manager, lead, new_lead)
    let_succeed(manager, town, ward)
    receiver = make_holder("receiver", lead, "tiep-nhan-cu")
    new_receiver = make_holder(
        "receiver", new_lead, "tiep-nhan-moi", valid_from=date(*FIRST_DAY)
    )
    editor = make_holder("operator_editor", town, "bien-tap-cu")
    new_editor = make_holder(
        "operator_editor", ward, "bien-tap-moi", valid_from=date(*FIRST_DAY)
    )
    reporter = make_holder("press_contributor", town, "cong-tac-vien")

    sender = desk.enter(reporter)
    hand_in(sender, "Trước ngày D", film(tmp_path, CLIPS[0]))
    sender.sees(TOWN)
    assert agencies_waiting(desk.enter(receiver)) == {"Trước ngày D": TOWN}
    assert may_open(desk.enter(editor), planner_page)
    for person in (new_receiver, new_editor):
        desk.is_turned_away(person)

    clock.set(*FIRST_DAY, 0, 1)
    both = {"Trước ngày D": WARD}
    assert agencies_waiting(desk.enter(receiver)) == both
    assert agencies_waiting(desk.enter(new_receiver)) == both
    assert may_open(desk.enter(editor), planner_page)
    assert may_open(desk.enter(new_editor), planner_page)
    sender = desk.enter(reporter)
    hand_in(sender, "Sau ngày D", film(tmp_path, CLIPS[1]))
    sender.sees(WARD)
    sender.go("/gui/da-gui/")
    sender.page.get_by_role("link", name="Trước ngày D").click()
    sender.sees(TOWN)
    kept = Submission.objects.order_by("received_at")
    assert list(kept.values_list("agency_name", flat=True)) == [TOWN, WARD]


def rename(agency: Agency, name: str) -> None:
    agency.names.filter(locale__language_code="vi").update(name=name)


def let_succeed(manager: Person, agency: Agency, heir: Agency) -> None:
    """As an account manager enters it, long before the day."""
    page = manager.go(f"/cms/agencies/edit/{agency.pk}/")
    page.get_by_label("Ngày cuối cùng").fill(date(*LAST_DAY).strftime("%d/%m/%Y"))
    page.get_by_label("Cơ quan kế thừa").select_option(str(heir.pk))
    keep(page, "co-quan-ke-thua")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/cms/agencies/")


def agencies_waiting(person: Person) -> dict[str, str]:
    """Titles that wait for the person, each with the agency it comes from."""
    rows = person.go("/cms/moderation/waiting/").locator(".moderation tbody tr").all()
    return {
        row.locator("b").inner_text(): row.locator("td").nth(1).inner_text()
        for row in rows
    }


def may_open(person: Person, path: str) -> bool:
    return person.go(path).get_by_role("button", name="Lưu nháp").count() == 1
