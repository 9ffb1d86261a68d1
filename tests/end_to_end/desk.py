"""People at the desk, through the CMS's own forms."""

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.models import AgencyPage, StoryPage, Topic
from hub.displays.models import Cluster
from hub.programmes.models import Programme


class Person:
    """Somebody logged in with a demo account."""

    def __init__(self, username: str) -> None:
        self.client = Client()
        self.client.force_login(get_user_model().objects.get(username=username))

    def post(self, path: str, data: dict[str, Any]) -> None:
        response = self.client.post(path, data)
        assert response.status_code == 302, _errors(response)


def _errors(response: Any) -> str:
    context = response.context or {}
    form = context.get("form")
    return f"{response.status_code}: {form.errors if form else response.content[:500]}"


def write_story(editor: Person, folder: AgencyPage, title: str, body: str) -> StoryPage:
    """A new Vietnamese story, submitted for approval."""
    path = f"/cms/pages/add/hub_content/storypage/{folder.pk}/"
    topic = Topic.objects.get(code="culture")
    words = {"title": title, "body": body, "topic": topic.pk, "picture": ""}
    editor.post(path, {**words, **_comments(), "action-submit": "1"})
    return StoryPage.objects.get(title=title)


def translate(
    editor: Person, story: StoryPage, language: str, title: str, body: str
) -> Page:
    """A translation with words of its own, submitted for approval."""
    locale = Locale.objects.get(language_code=language)
    editor.post(
        f"/cms/localize/submit/page/{story.pk}/", {"locales": [locale.pk], "next": ""}
    )
    page = story.get_translation(locale)
    words = {"title": title, "body": body, **_comments(), "action-submit": "1"}
    editor.post(f"/cms/pages/{page.pk}/edit/", words)
    return page


def pass_on(person: Person, page: Page) -> None:
    """What the person sees of the page is good enough for its next step."""
    seen = Page.objects.values_list("latest_revision_id", flat=True).get(pk=page.pk)
    decision = {"verdict": "PASS", "opinion": "Nội dung phù hợp.", "seen": seen}
    person.post(f"/cms/moderation/items/{page.pk}/", decision)


def put_in_programme(
    approver: Person, cluster: Cluster, title: str, item: StoryPage, seconds: int
) -> Programme:
    """A new programme of one slot, published."""
    data = nested_form_data(
        {
            "cluster": cluster.pk,
            "title": title,
            "valid_from": "01/06/2026 00:00",
            "valid_until": "",
            "slots": inline_formset([{"item": item.pk, "seconds": seconds}]),
            "action-publish": "1",
        }
    )
    every_day = {"slots-0-weekdays": list("1234567")}
    approver.post("/cms/snippets/hub_programmes/programme/add/", {**data, **every_day})
    return Programme.objects.get(title=title)


def _comments() -> dict[str, Any]:
    return nested_form_data({"comments": inline_formset([])})
