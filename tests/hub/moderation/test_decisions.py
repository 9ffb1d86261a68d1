"""Who decides what, at which step; and that otherwise nothing happens."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import TaskState

from hub.content.enums import Lane
from hub.moderation.actions import DecisionRefusedError, decide
from hub.moderation.enums import EventKind, Verdict
from hub.moderation.models import Event, Notice
from hub.moderation.queries import state_of, workflow_of
from hub.rights.actions import give_role
from tests.hub.builders import make_agency, make_cluster
from tests.hub.moderation.lanes import STEPS, draft, fresh, holder, passed, submitted
from tests.hub.rights.people import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db: None) -> Any:
    return holder("contributor", make_agency(), "nguoi-viet")


@pytest.fixture
def desk(db: None) -> dict[str, Any]:
    return {role: holder(role, name=role) for role in dict.fromkeys(STEPS)}


@pytest.fixture
def unit(db: None) -> tuple[Any, Any, Any]:
    """An operator's editor and approver, and the operator."""
    operator = make_cluster().assignments.get().operator
    return (
        holder("operator_editor", operator, "viet"),
        holder("operator_approver", operator, "duyet"),
        operator,
    )


def at_the_last_step(author: Any, desk: dict[str, Any]) -> Any:
    page = submitted(author, make_agency("so-y-te", "Sở Y tế"))
    for role in STEPS[:-1]:
        page = passed(page, desk[role])
    return page


def step_code(page: Any) -> str:
    state = state_of(page)
    return state.task.specific.code if state else ""


def test_an_item_goes_through_every_step_of_the_province_lane(author, desk) -> None:
    page, steps = submitted(author), []

    for role in STEPS:
        steps.append(step_code(page))
        assert not page.live
        page = passed(page, desk[role])

    assert steps == ["receiving", "technical", "appraisal", "editing", "approval"]
    assert page.live
    assert [event.kind for event in Event.objects.all()] == [
        EventKind.SUBMITTED,
        *[EventKind.PASSED] * 4,
        EventKind.APPROVED,
    ]


@pytest.mark.parametrize("wrong", ["appraiser", "editor", "approver"])
def test_a_step_is_done_by_whoever_holds_its_right_only(wrong, author, desk) -> None:
    page = submitted(author)

    with pytest.raises(DecisionRefusedError, match="Tiếp nhận"):
        passed(page, desk[wrong])

    assert step_code(page) == "receiving"
    assert Event.objects.count() == 1


def test_a_technical_administrator_decides_nothing(author) -> None:
    page = submitted(author)

    with pytest.raises(DecisionRefusedError):
        passed(page, User.objects.create_superuser("quan-tri"))

    assert step_code(page) == "receiving"


def test_who_changed_the_item_on_its_way_does_not_approve_it(author, desk) -> None:
    page = at_the_last_step(author, desk)
    page.save_revision(user=desk["approver"])

    with pytest.raises(DecisionRefusedError) as refused:
        passed(page, desk["approver"])

    assert "approver" in str(refused.value)
    assert "Đ7.1" in str(refused.value)
    assert not fresh(page).live
    assert step_code(page) == "approval"


def test_who_submitted_the_item_does_not_approve_it(unit) -> None:
    writer, approver, operator = unit
    page = draft(writer, operator, Lane.LOCAL)
    page.get_workflow().start(page, approver)

    with pytest.raises(DecisionRefusedError):
        passed(page, approver)

    assert not fresh(page).live


def test_after_an_approval_only_what_was_changed_since_counts(author, desk) -> None:
    other = holder("approver", name="duyet-hai")
    page = at_the_last_step(author, desk)
    page.save_revision(user=desk["approver"])
    page = passed(page, other)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)

    for role in STEPS:
        page = passed(page, desk[role])

    assert Event.objects.filter(kind=EventKind.APPROVED).count() == 2


def test_what_was_changed_meanwhile_is_not_approved(author, desk) -> None:
    page = submitted(author)
    seen = page.latest_revision_id
    page.title = "Nội dung khác"
    page.save_revision(user=author)

    with pytest.raises(DecisionRefusedError):
        decide(page.pk, Verdict.PASS, "", seen=seen, by=desk["receiver"])

    assert step_code(page) == "receiving"


def test_what_goes_on_air_is_what_was_approved(author, desk) -> None:
    page = at_the_last_step(author, desk)
    page.title = "Bản đã biên tập"
    page.save_revision(user=desk["editor"])

    page = passed(page, desk["approver"])

    assert page.live
    assert page.title == "Bản đã biên tập"


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.REJECT])
def test_nothing_is_returned_or_rejected_without_a_reason(
    verdict, author, desk
) -> None:
    page = submitted(author)

    with pytest.raises(DecisionRefusedError):
        decide(
            page.pk, verdict, "  ", seen=page.latest_revision_id, by=desk["receiver"]
        )

    assert step_code(page) == "receiving"


def test_an_appraisal_needs_an_opinion(author, desk) -> None:
    page = passed(passed(submitted(author), desk["receiver"]), desk["receiver"])

    with pytest.raises(DecisionRefusedError):
        passed(page, desk["appraiser"], opinion="")

    assert step_code(page) == "appraisal"


def test_a_returned_item_is_submitted_again_to_the_same_step(author, desk) -> None:
    page = passed(submitted(author), desk["receiver"])
    seen = page.latest_revision_id
    decide(page.pk, Verdict.RETURN, "Thiếu ảnh.", seen=seen, by=desk["receiver"])

    page = fresh(page)
    assert state_of(page) is None
    assert Notice.objects.filter(person=author, words__contains="Thiếu ảnh.").exists()
    page.current_workflow_state.resume(user=author)

    assert step_code(fresh(page)) == "technical"


def test_a_rejected_item_is_not_submitted_again(author, desk) -> None:
    page = submitted(author)
    seen = page.latest_revision_id

    decide(page.pk, Verdict.REJECT, "Sai sự thật.", seen=seen, by=desk["receiver"])

    page = fresh(page)
    assert workflow_of(page) is None
    assert not page.permissions_for_user(author).can_submit_for_moderation()
    assert Notice.objects.filter(person=author, words__contains="Sai sự thật.").exists()


def test_a_clip_that_is_not_good_does_not_pass_the_technical_check(
    author, desk
) -> None:
    from hub.content.actions import add_item
    from hub.content.models import ClipPage, Topic
    from hub.media.models import HubMedia
    from tests.hub.builders import make_clip

    culture = Topic.objects.get(code="culture")
    page = add_item(
        ClipPage(title="Chợ phiên", clip=make_clip(), topic=culture),
        make_agency("so-y-te", "Sở Y tế"),
        user=author,
    )
    page.get_workflow().start(page, author)
    page = passed(page, desk["receiver"])
    HubMedia.objects.update(probe_state="WAITING")

    with pytest.raises(DecisionRefusedError, match="Chợ phiên"):
        passed(page, desk["receiver"])

    assert step_code(page) == "technical"


def test_the_units_own_approver_approves_on_the_local_lane(unit) -> None:
    writer, approver, operator = unit

    page = passed(submitted(writer, operator, Lane.LOCAL), approver)

    assert page.live


def test_another_units_approver_does_not(unit) -> None:
    writer, _approver, operator = unit
    other = holder("operator_approver", make_agency("ubnd-sa-pa", "UBND Sa Pa"), "khac")
    page = submitted(writer, operator, Lane.LOCAL)

    with pytest.raises(DecisionRefusedError):
        passed(page, other)

    assert not fresh(page).live


def test_the_units_writer_does_not_approve_even_with_the_right(unit) -> None:
    writer, _approver, operator = unit
    give_role(writer, "operator_approver", operator, valid_from=LONG_AGO)
    page = submitted(writer, operator, Lane.LOCAL)

    with pytest.raises(DecisionRefusedError, match="duyet"):
        passed(page, writer)

    assert not fresh(page).live


def test_the_lead_department_is_told_of_each_local_publication(unit) -> None:
    writer, approver, operator = unit
    head = holder("approver")

    passed(submitted(writer, operator, Lane.LOCAL), approver)

    assert Notice.objects.filter(person=head, words__contains="Đ9.2").count() == 1


@pytest.mark.parametrize("who", ["approver", "superuser"])
def test_nobody_publishes_by_hand(who, author, desk, client: Client) -> None:
    page = draft(author)
    superuser = User.objects.create_superuser("quan-tri")
    person = superuser if who == "superuser" else desk["approver"]
    client.force_login(person)
    form = {
        "title": page.title,
        "body": page.body,
        "topic": page.topic_id,
        "picture": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
    }

    client.post(f"/cms/pages/{page.pk}/edit/", form)
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}", {"next": "/cms/"})
    with pytest.raises(PermissionDenied):
        fresh(page).latest_revision.publish(user=person)
    with pytest.raises(PermissionDenied):
        fresh(page).latest_revision.publish()

    assert not fresh(page).live


def test_wagtails_own_door_to_approval_is_shut(author, desk, client: Client) -> None:
    page = submitted(author)
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    client.force_login(desk["receiver"])

    client.post(f"/cms/pages/workflow/action/{page.pk}/approve/{state.pk}/", {})
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, desk["receiver"], "approve")

    assert step_code(page) == "receiving"
