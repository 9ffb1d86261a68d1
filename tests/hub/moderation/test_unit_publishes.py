"""Two people of an operator publish on its cluster, through the CMS's own forms (Đ9.2)."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.actions import agency_page
from hub.content.enums import Lane
from hub.content.models import NoticePage, Topic
from hub.moderation.models import Notice
from hub.programmes.actions import add_programme
from hub.programmes.queries import resolve_programme
from tests.hub.builders import make_cluster, make_face
from tests.hub.moderation.lanes import fresh, holder

pytestmark = pytest.mark.django_db


def test_a_notice_of_the_unit_plays_on_its_cluster_with_nobody_else_asked() -> None:
    cluster = make_cluster("ck-kim-thanh", faces=[make_face(languages=("vi",))])
    operator, head = cluster.assignments.get().operator, holder("approver")
    writer = _client_of(holder("operator_editor", operator, "viet"))
    approver = _client_of(holder("operator_approver", operator, "duyet"))

    page = _write_notice(writer, agency_page(operator).pk)
    refused = _approve(writer, page)
    was_live = fresh(page).live
    approved = _approve(approver, page)
    add_programme(cluster, "Hằng ngày", [(page, 10)], valid_from=timezone.now())

    assert page.lane == Lane.LOCAL
    assert (refused, was_live) == (422, False)
    assert (approved, fresh(page).live) == (302, True)
    programme = resolve_programme("ck-kim-thanh", timezone.now())
    assert programme is not None
    assert [slot.item.texts[0].title for slot in programme.slots] == ["Giờ thông quan"]
    assert Notice.objects.filter(person=head, words__contains="Giờ thông quan").exists()


def _client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def _write_notice(writer: Client, folder: int) -> NoticePage:
    form = nested_form_data(
        {
            "title": "Giờ thông quan",
            "body": "Từ 7 giờ đến 19 giờ.",
            "topic": Topic.objects.get(code="culture").pk,
            "lane": Lane.LOCAL,
            "comments": inline_formset([]),
            "action-submit": "1",
        }
    )
    writer.post(f"/cms/pages/add/hub_content/noticepage/{folder}/", form)
    return NoticePage.objects.get()


def _approve(client: Client, page: NoticePage) -> int:
    form = {"verdict": "PASS", "opinion": "", "seen": fresh(page).latest_revision_id}
    return client.post(f"/cms/moderation/items/{page.pk}/", form).status_code
