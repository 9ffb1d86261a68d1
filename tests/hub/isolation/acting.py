"""What B does in the admin, and what comes back."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.models import AgencyPage, Topic

SNIPPET = "wagtailsnippets_hub_programmes_programme"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(answer: Any) -> str:
    """As a reader sees it, whether HTML or JSON."""
    return answer.content.decode()


def folder_of(agency: Any, language: str = "vi") -> AgencyPage:
    return AgencyPage.objects.get(agency=agency, locale__language_code=language)


def story_form(**fields: Any) -> dict[str, str]:
    topic = Topic.objects.get(code="culture").pk
    plain = {"title": "Tin mới", "body": "", "topic": topic, "picture": ""}
    return nested_form_data({"comments": inline_formset([]), **plain, **fields})


def programme_form(cluster: Any, item: Any, **fields: Any) -> dict[str, str]:
    rows = inline_formset([{"item": item, "seconds": 8, "frequency": 1}])
    plain = {"title": "Của B", "cluster": cluster, "valid_from": "2026-11-01 00:00"}
    return nested_form_data({**plain, "slots": rows, **fields})
