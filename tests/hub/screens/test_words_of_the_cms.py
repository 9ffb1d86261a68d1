"""A walk through the whole CMS: not an English word in Vietnamese, and the reverse."""

import re

import polib
import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile

from hub.lib.catalogue import CATALOGUE
from hub.lib.companions import LOCALE
from hub.programmes.actions import add_programme
from tests.hub.builders import (
    make_agency,
    make_clip_item,
    make_cluster,
    make_face,
    make_gallery,
    make_story,
)
from tests.hub.rights.people import make_holder
from tests.hub.walk import Walk, english_words, in_english, walk

pytestmark = [
    pytest.mark.django_db,
    # Wagtail Localize's list of translations, which the walk is the first to open.
    pytest.mark.filterwarnings(
        "ignore::django.core.paginator.UnorderedObjectListWarning"
    ),
]

# What is English here and stays so: codes, time zones, and rows that Wagtail's migrations
# made (its workflow and its permissions, which only the pages of raw groups show), and
# three names of fields where languages, groups and sites are set up.
NAMES = re.compile(
    r"(America|Canada|US)/.*|/cms/.*|editor|contributor|receiver|appraiser|approver|receiving|technical|appraisal|editing|(unit-)?approval|border|external-affairs|security|tourism"
    r"|.*Moderators approval.*|Welcome to your new Wagtail site!"
    r"|Phần lõi Wagtail \| trang \| .*|Sắp xếp (tăng|giảm) dần theo “Port”\.|Locale|Translation"
)
# Official names stand there in each language.
IN_THREE_LANGUAGES = "/cms/terms/"
# Who has a password finds the page on which to change it.
PASSWORD = "mot-mat-khau-that-dai-2026"
# Where a walk has to come by, or it has lost its way.
LANDMARKS = {
    "cms/pages/<int:page_id>/edit/",
    "cms/images/<int:image_id>/",
    "cms/media/edit/<int:media_id>/",
    "cms/images/chooser/",
    "cms/snippets/hub_programmes/programme/edit/<int:pk>/",
    "cms/clusters/edit/<int:pk>/",
    "cms/workflows/edit/<int:pk>/",
    "cms/reports/site-history/",
    "cms/week/<slug:code>/",
}


# In Vietnamese for whoever chose English: rows of the database (the topmost page, the site,
# a step of a lane), and words that Wagtail translates once, as it starts.
STAYS_VIETNAMESE = {
    "Gốc",
    "Trang chủ",
    "Thông tin đối ngoại",
    "Biên tập",
    "Tìm kiếm",
    "Bạn không có quyền vào phần này.",
}


@pytest.fixture
def editors() -> list[str]:
    """One of everything an editor meets, and where it is written."""
    agency = make_agency()
    story = make_story(languages=("vi",))
    items = [story, make_gallery(), make_clip_item()]
    cluster = make_cluster(faces=[make_face(languages=("vi",))])
    add_programme(cluster, "Chương trình tháng 5", [(story, 20)])
    make_holder("contributor", agency, "nguoi-soan")
    return ["/cms/", *(f"/cms/pages/{item.pk}/edit/" for item in items)]


def as_administrator(client: Client, language: str = "") -> Client:
    person = User.objects.create_superuser("quan-tri", password=PASSWORD)
    UserProfile.objects.create(user=person, preferred_language=language)
    client.force_login(person)
    return client


def met(seen: Walk, texts: set[str]) -> dict[str, str]:
    return {
        text: address
        for address, all_texts in seen.texts.items()
        if not address.startswith(IN_THREE_LANGUAGES)
        for text in all_texts
        if text in texts and not NAMES.fullmatch(text)
    }


def test_no_page_for_administrators_has_an_english_word(
    client: Client, editors: list[str]
) -> None:
    seen = walk(as_administrator(client), editors, each=1)

    english = english_words()
    flagged = {text for texts in seen.texts.values() for text in texts}
    assert seen.broken == []
    assert LANDMARKS - seen.routes == set()
    assert met(seen, set(in_english(flagged, english))) == {}


def test_no_page_for_an_editor_has_an_english_word(
    client: Client, editors: list[str]
) -> None:
    editor = User.objects.get(username="nguoi-soan")
    editor.set_password(PASSWORD)
    editor.save()
    client.force_login(editor)

    seen = walk(client, editors, each=1)

    flagged = {text for texts in seen.texts.values() for text in texts}
    assert "cms/images/chooser/" in seen.routes
    assert met(seen, set(in_english(flagged, english_words()))) == {}


def test_whoever_chose_english_reads_no_vietnamese_of_the_cms(
    client: Client, editors: list[str]
) -> None:
    client = as_administrator(client, "en")

    seen = walk(client, editors, each=1, most=60)

    vietnamese = {
        entry.msgstr
        for path in (CATALOGUE, LOCALE / "django.po")
        for entry in polib.pofile(str(path))
        if not entry.msgstr.isascii()
    }
    assert "Collections" in str(seen.texts)
    assert met(seen, vietnamese - STAYS_VIETNAMESE) == {}


def test_the_walk_knows_english_from_vietnamese() -> None:
    english = english_words()

    assert in_english(["Save draft", "Lưu nháp", "video clip", "Wagtail"], english) == [
        "Save draft"
    ]
