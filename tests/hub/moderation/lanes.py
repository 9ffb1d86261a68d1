"""People and items on the lanes, for tests."""

from typing import Any

from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency
from hub.content.actions import add_item
from hub.content.enums import Lane
from hub.content.models import ItemPage, StoryPage, Topic
from hub.moderation.actions import decide
from hub.moderation.enums import Verdict
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder

STEPS = ("receiver", "receiver", "appraiser", "editor", "approver")


def lead() -> Agency:
    found = Agency.objects.filter(code="so-van-hoa").first()
    return found or make_agency("so-van-hoa", "Sở Văn hóa", kind=AgencyKind.DEPARTMENT)


def holder(role: str, agency: Agency | None = None, name: str = "") -> Any:
    return make_holder(role, agency or lead(), name)


def draft(
    by: Any,
    agency: Agency | None = None,
    lane: str = Lane.PROVINCE,
    title: str = "Gầu Tào",
) -> ItemPage:
    page = StoryPage(
        title=title,
        body="Mùa xuân mở hội.",
        topic=Topic.objects.get(code="culture"),
        lane=lane,
    )
    return add_item(page, agency or _owner(), user=by, publish=False)


def submitted(by: Any, agency: Agency | None = None, lane: str = Lane.PROVINCE) -> Any:
    """A story that somebody wrote, owns and submitted."""
    page = draft(by, agency, lane)
    page.owner = by
    page.save(update_fields=["owner"])
    page.get_workflow().start(page, by)
    return fresh(page)


def fresh(page: Any) -> Any:
    return ItemPage.objects.get(pk=page.pk).specific


def passed(page: Any, by: Any, opinion: str = "Đồng ý.") -> Any:
    decide(page.pk, Verdict.PASS, opinion, seen=fresh(page).latest_revision_id, by=by)
    return fresh(page)


def _owner() -> Agency:
    return Agency.objects.filter(code="so-du-lich").first() or make_agency()
