"""What a cluster shows at an instant, out of the database."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.content.models import GalleryPage, GalleryPicture, ItemPage
from hub.displays.models import Cluster
from hub.media.models import HubImage
from hub.programmes.enums import ProblemCode
from hub.programmes.models import Daypart, DaypartName, Programme, Slot
from hub.programmes.queries import (
    ResolvedProgramme,
    resolve_programme,
    resolve_programmes,
)
from tests.hub.builders import (
    locale,
    make_clip,
    make_clip_item,
    make_cluster,
    make_face,
    make_image,
    make_item,
    make_story,
)

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 3, 2, 12, tzinfo=ZONE)  # a Monday
MIDNIGHT = datetime(2026, 3, 3, tzinfo=ZONE)


def make_programme(cluster: Cluster, *items: ItemPage, **fields: Any) -> Programme:
    fields = {"valid_from": NOON - timedelta(days=30), "title": "Hằng ngày", **fields}
    programme = Programme(cluster=cluster, **fields)
    programme.slots = [
        Slot(item=item, sort_order=order) for order, item in enumerate(items)
    ]
    programme.save()
    return programme


def make_daypart(start: int, end: int) -> Daypart:
    daypart = Daypart(code=f"k{start}", start=time(start), end=time(end))
    daypart.names = [DaypartName(locale=locale("vi"), name="Khung giờ")]
    daypart.save()
    return daypart


def resolve(at: datetime = NOON) -> ResolvedProgramme:
    resolved = resolve_programme("ck-lao-cai", at)
    assert resolved is not None
    return resolved


def titles(resolved: ResolvedProgramme) -> list[str]:
    return [
        text.title
        for slot in resolved.slots
        for text in slot.item.texts
        if text.language == "vi"
    ]


def test_slots_come_in_their_order_with_their_seconds() -> None:
    programme = make_programme(make_cluster(), make_story("B"), make_story("A"))
    first, _ = programme.slots.all()
    first.seconds = 20
    first.save()

    resolved = resolve()

    assert titles(resolved) == ["B", "A"]
    assert [slot.seconds for slot in resolved.slots] == [20, None]
    assert resolved.slots[0].id == str(first.pk)
    assert resolved.problems == ()
    assert (resolved.theme, resolved.at, resolved.until) == ("lao-cai", NOON, MIDNIGHT)


def test_there_is_no_answer_for_a_cluster_that_does_not_exist() -> None:
    assert resolve_programme("no-such", NOON) is None


def test_a_cluster_without_a_programme_has_nothing_to_show() -> None:
    make_cluster()

    resolved = resolve()

    assert (resolved.slots, resolved.problems) == ((), ())
    assert resolved.until == MIDNIGHT


def test_of_valid_programmes_the_one_that_began_last_wins() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story("Mới"), valid_from=NOON - timedelta(hours=1))
    make_programme(cluster, make_story("Cũ"), valid_from=NOON - timedelta(days=9))

    assert titles(resolve()) == ["Mới"]


def test_when_a_newer_one_is_over_the_older_one_is_shown_again() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story("Thường ngày"))
    make_programme(
        cluster,
        make_story("Lễ hội"),
        valid_from=NOON - timedelta(hours=1),
        valid_until=NOON + timedelta(hours=1),
    )

    assert titles(resolve()) == ["Lễ hội"]
    assert resolve().until == NOON + timedelta(hours=1)
    assert titles(resolve(NOON + timedelta(hours=1))) == ["Thường ngày"]


def test_the_beginning_of_a_newer_programme_is_an_edge() -> None:
    cluster = make_cluster()
    make_programme(cluster, make_story("Bây giờ"))
    make_programme(cluster, make_story("Sau"), valid_from=NOON + timedelta(hours=2))

    assert titles(resolve()) == ["Bây giờ"]
    assert resolve().until == NOON + timedelta(hours=2)


def test_a_programme_that_is_not_published_is_not_shown() -> None:
    make_programme(make_cluster(), make_story(), live=False)

    assert resolve().slots == ()


def test_a_programme_of_another_cluster_is_not_shown() -> None:
    make_cluster()
    make_programme(make_cluster("sapa"), make_story())

    assert resolve().slots == ()


def test_a_slot_is_shown_in_its_daypart_only() -> None:
    programme = make_programme(
        make_cluster(), make_story("Sáng"), make_story("Cả ngày")
    )
    slot = programme.slots.first()
    slot.dayparts = [make_daypart(6, 13)]
    slot.save()

    assert titles(resolve()) == ["Sáng", "Cả ngày"]
    assert resolve().until == NOON + timedelta(hours=1)
    assert titles(resolve(NOON + timedelta(hours=1))) == ["Cả ngày"]


def test_a_slot_is_shown_on_its_weekdays_only() -> None:
    programme = make_programme(make_cluster(), make_story())
    programme.slots.update(weekdays="67")

    assert resolve().slots == ()
    assert len(resolve(NOON + timedelta(days=5)).slots) == 1


def test_an_item_that_was_withdrawn_is_a_problem_and_not_a_slot() -> None:
    story = make_story("Chợ phiên Bắc Hà")
    programme = make_programme(make_cluster(), story, make_story("Còn lại"))
    story.unpublish()

    resolved = resolve()

    assert titles(resolved) == ["Còn lại"]
    (problem,) = resolved.problems
    assert problem.code == ProblemCode.WITHDRAWN
    assert problem.slot_id == str(programme.slots.first().pk)
    assert problem.title == "Chợ phiên Bắc Hà"
    assert "“Chợ phiên Bắc Hà” chưa được xuất bản hoặc đã bị gỡ" in problem.message
    assert "Đ2.1" in problem.message


def test_an_item_that_expires_is_shown_until_then() -> None:
    story = make_story()
    make_programme(make_cluster(), story)
    ItemPage.objects.filter(pk=story.pk).update(expire_at=NOON + timedelta(minutes=30))

    assert len(resolve().slots) == 1
    assert resolve().until == NOON + timedelta(minutes=30)
    (problem,) = resolve(NOON + timedelta(minutes=30)).problems
    assert problem.code == ProblemCode.WITHDRAWN


def test_a_language_that_was_withdrawn_is_a_problem_that_names_it_and_the_face() -> (
    None
):
    story = make_story("Chợ phiên Bắc Hà")
    make_programme(make_cluster(), story)
    story.get_translations().get(locale__language_code="zh-hans").unpublish()

    (problem,) = resolve().problems

    assert problem.code == ProblemCode.LANGUAGE_MISSING
    assert "tiếng Trung" in problem.message
    assert "Mặt A" in problem.message
    assert "Đ7.2" in problem.message


def test_a_picture_whose_file_is_gone_is_a_problem() -> None:
    image = make_image("Ruộng bậc thang")
    make_programme(make_cluster(), make_story(picture=image))
    image.file.storage.delete(image.file.name)

    (problem,) = resolve().problems

    assert problem.code == ProblemCode.MEDIA_MISSING
    assert "Ruộng bậc thang" in problem.message


def test_a_refused_clip_is_a_problem_with_its_reason() -> None:
    item = make_clip_item("Chợ phiên", make_clip("Clip hỏng", is_good=False))
    make_programme(make_cluster(), item)

    (problem,) = resolve().problems

    assert problem.code == ProblemCode.MEDIA_REFUSED
    assert "Clip hỏng" in problem.message
    assert "không giải mã được" in problem.message


def test_a_slot_that_is_not_due_is_no_problem() -> None:
    story = make_story()
    programme = make_programme(make_cluster(), story)
    programme.slots.update(weekdays="7")
    story.unpublish()

    assert resolve().problems == ()


def test_all_shown_clusters_are_answered_for_at_once() -> None:
    first, second = make_cluster("a"), make_cluster("b")
    make_cluster("c", status="PLANNED")
    make_programme(first, make_story("Cho cụm a"))
    make_programme(second, make_story("Cho cụm b"))

    resolved = resolve_programmes(NOON)

    assert [(one.cluster.code, titles(one)) for one in resolved] == [
        ("a", ["Cho cụm a"]),
        ("b", ["Cho cụm b"]),
    ]
    assert resolved[0] == resolve_programme("a", NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_one_cluster_or_three_cost_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    story = make_story()
    for number in range(count):
        make_programme(make_cluster(f"cum-{number}"), story)

    with django_assert_num_queries(18):
        assert len(resolve_programmes(NOON)) == count


@pytest.mark.parametrize("count", [1, 60])
def test_one_slot_or_sixty_cost_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    image = make_image()
    galleries = [make_vietnamese_gallery(image) for _ in range(count)]
    make_programme(make_cluster(faces=[make_face(languages=("vi",))]), *galleries)

    with django_assert_num_queries(20):
        assert len(resolve().slots) == count


def make_vietnamese_gallery(image: HubImage) -> ItemPage:
    page = GalleryPage(title="Sa Pa")
    page.pictures = [GalleryPicture(image=image)]
    return make_item(page, languages=("vi",))
