"""A few items on their way, one at each place where somebody has to act."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from hub.agencies.models import Agency
from hub.content.actions import add_item
from hub.content.enums import Lane
from hub.content.models import ItemPage, StoryPage, Topic
from hub.demo.accounts import PREFIX
from hub.moderation.actions import decide
from hub.moderation.enums import Verdict

AUTHOR, UNIT = "cong-tac-vien", "van-hanh"
# Slug, title, words, and who has passed it on so far.
ON_THEIR_WAY = (
    (
        "le-hoi-gau-tao",
        "Lễ hội Gầu Tào đầu xuân",
        "Đồng bào Mông mở hội Gầu Tào vào những ngày đầu xuân.",
        (),
    ),
    (
        "mua-hoa-do-quyen",
        "Mùa hoa đỗ quyên trên Hoàng Liên",
        "Từ tháng 3, hoa đỗ quyên nở rộ trên dãy Hoàng Liên.",
        ("tiep-nhan", "tiep-nhan"),
    ),
    (
        "cho-dem-sa-pa",
        "Chợ đêm Sa Pa cuối tuần",
        "Chợ đêm họp tối thứ Bảy hằng tuần tại trung tâm Sa Pa.",
        ("tiep-nhan", "tiep-nhan", "tham-dinh", "bien-tap"),
    ),
)
RETURNED = (
    "ruou-san-lung",
    "Rượu thóc San Lùng",
    "Nghề nấu rượu thóc của người Dao đỏ ở Bát Xát.",
)
REASON = "Đề nghị bổ sung nguồn tư liệu."
IN_THE_UNIT = (
    "gio-thong-quan",
    "Giờ thông quan tại cửa khẩu Kim Thành",
    "Cửa khẩu Kim Thành làm việc từ 7 giờ đến 19 giờ hằng ngày.",
)


def load_items_on_their_way() -> None:
    for slug, title, body, passed_by in ON_THEIR_WAY:
        if page := _submit(slug, title, body, AUTHOR, "so-du-lich", Lane.PROVINCE):
            for name in passed_by:
                _decide(page, Verdict.PASS, "Nội dung phù hợp.", name)
    if page := _submit(*RETURNED, AUTHOR, "so-du-lich", Lane.PROVINCE):
        _decide(page, Verdict.RETURN, REASON, "tiep-nhan")
    _submit(*IN_THE_UNIT, UNIT, "bql-kkt", Lane.LOCAL)


def _submit(
    slug: str, title: str, body: str, author: str, agency: str, lane: Lane
) -> ItemPage | None:
    """A story of a demo account, submitted; nothing when it was loaded before."""
    if ItemPage.objects.filter(slug=slug).exists():
        return None
    topic, user = Topic.objects.get(code="culture"), _account(author)
    story = StoryPage(
        slug=slug, title=title, body=body, topic=topic, lane=lane, owner=user
    )
    page = add_item(story, Agency.objects.get(code=agency), user=user)
    page.get_workflow().start(page, user)
    return page


def _decide(page: ItemPage, verdict: Verdict, opinion: str, name: str) -> None:
    seen = ItemPage.objects.values_list("latest_revision_id", flat=True).get(pk=page.pk)
    decide(page.pk, verdict, opinion, seen=seen, by=_account(name))


def _account(name: str) -> User:
    return get_user_model().objects.get(username=PREFIX + name)
