"""Off air at once, by the lead department only, and back only with a new approval."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from hub.content.enums import Lane
from hub.moderation.actions import (
    DecisionRefusedError,
    ask_for_takedown,
    mark_seen,
    take_down,
)
from hub.moderation.enums import EventKind
from hub.moderation.models import Event, Notice
from hub.programmes.actions import add_programme
from hub.programmes.queries import resolve_programme
from tests.hub.builders import make_agency, make_cluster, make_face, make_story
from tests.hub.moderation.lanes import fresh, holder, passed, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db: None) -> Any:
    return holder("approver", name="lanh-dao")


def published_locally() -> tuple[Any, Any, Any]:
    cluster = make_cluster(faces=[make_face(languages=("vi",))])
    operator = cluster.assignments.get().operator
    writer = holder("operator_editor", operator, "viet")
    approver = holder("operator_approver", operator, "duyet")
    page = passed(submitted(writer, operator, Lane.LOCAL), approver)
    return page, writer, cluster


def shown(code: str) -> list[str]:
    programme = resolve_programme(code, timezone.now())
    assert programme is not None
    return [text.title for slot in programme.slots for text in slot.item.texts]


def test_every_language_leaves_the_air_and_the_programme_at_once(head) -> None:
    cluster, story = make_cluster(), make_story()
    add_programme(cluster, "Hằng ngày", [(story, 8)], valid_from=timezone.now())
    before = shown(cluster.code)

    take_down(story, head, "Sai số liệu.")

    assert len(before) == 3
    assert shown(cluster.code) == []
    assert not any(page.live for page in fresh(story).get_translations(inclusive=True))
    events = Event.objects.filter(kind=EventKind.TAKEN_DOWN)
    assert {(one.by, one.opinion) for one in events} == {(head, "Sai số liệu.")}
    assert events.count() == 3


def test_what_was_taken_down_is_not_put_back_as_it_was(head) -> None:
    page, _writer, _cluster = published_locally()
    approved = page.latest_revision
    take_down(page, head, "Sai số liệu.")

    with pytest.raises(PermissionDenied):
        approved.publish()

    assert not fresh(page).live


def test_a_new_approval_puts_it_back(head) -> None:
    page, writer, _cluster = published_locally()
    take_down(page, head, "Sai số liệu.")
    page = fresh(page)

    page.get_workflow().start(page, writer)
    page = passed(page, page.get_workflow() and _approver())

    assert page.live


def _approver() -> Any:
    from django.contrib.auth.models import User

    return User.objects.get(username="duyet")


@pytest.mark.parametrize("role", ["contributor", "editor", "operator_approver"])
def test_nobody_else_takes_anything_down(role: str, client: Client) -> None:
    story, person = make_story(), holder(role, make_agency("so-y-te", "Sở Y tế"))
    client.force_login(person)

    client.post(
        f"/cms/moderation/items/{story.pk}/takedown/", {"reason": "Không thích."}
    )
    with pytest.raises(PermissionDenied):
        take_down(story, person, "Không thích.")

    assert fresh(story).live
    assert not Event.objects.exists()


def test_without_a_reason_nothing_is_taken_down(head, client: Client) -> None:
    story = make_story()
    client.force_login(head)

    client.post(f"/cms/moderation/items/{story.pk}/takedown/", {"reason": "  "})
    with pytest.raises(DecisionRefusedError):
        take_down(story, head, "  ")

    assert fresh(story).live


def test_the_button_takes_down(head, client: Client) -> None:
    story = make_story()
    client.force_login(head)

    answer = client.post(
        f"/cms/moderation/items/{story.pk}/takedown/", {"reason": "Sai."}, follow=True
    )

    assert not fresh(story).live
    # Whoever took it down sees at once where it can still be seen.
    assert answer.redirect_chain == [(f"/cms/urgent/takedown/{story.pk}/", 302)]
    assert "Đã gỡ tin bài ở mọi ngôn ngữ." in answer.content.decode()


def test_the_author_and_the_unit_are_told(head) -> None:
    page, writer, _cluster = published_locally()

    take_down(page, head, "Sai số liệu.")

    told = Notice.objects.filter(words__contains="Sai số liệu.")
    assert {notice.person for notice in told} == {writer, _approver()}


def test_the_lead_department_marks_and_asks(head) -> None:
    page, writer, _cluster = published_locally()
    publication = Event.objects.get(kind=EventKind.APPROVED)

    mark_seen(publication, head)
    ask_for_takedown(publication, head, "Ảnh mờ.")

    assert fresh(page).live
    assert Notice.objects.filter(person=writer, words__contains="Ảnh mờ.").exists()
    with pytest.raises(PermissionDenied):
        ask_for_takedown(publication, writer, "Ảnh mờ.")


def test_a_local_item_is_shown_on_its_units_clusters_only(head) -> None:
    from django.core.exceptions import ValidationError

    page, _writer, cluster = published_locally()
    other = make_cluster("sapa", faces=[make_face(languages=("vi",))])
    assignment = other.assignments.get()
    assignment.operator = make_agency("ubnd-sa-pa", "UBND phường Sa Pa")
    assignment.save()
    now = timezone.now()

    add_programme(cluster, "Hằng ngày", [(page, 8)], valid_from=now)
    with pytest.raises(ValidationError, match="Đ9.2"):
        add_programme(other, "Hằng ngày", [(page, 8)], valid_from=now)

    assert shown(cluster.code) == ["Gầu Tào"]
