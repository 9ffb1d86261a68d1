"""Reports of everybody's things, uploads and deletions, for B."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.media.models import HubImage
from hub.rights.actions import files_of
from tests.hub.builders import picture_file
from tests.hub.isolation.acting import client_of, text_of
from tests.hub.isolation.world import SECRET, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "view",
    [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtail_localize:translations_report",
    ],
)
def test_reports_of_everybodys_things_are_for_the_province(
    world: World, view: str
) -> None:
    answer = client_of(world.b.publisher).get(reverse(view))

    assert (answer.status_code, answer["Location"]) == (302, "/cms/")


def test_an_upload_aimed_at_a_collection_of_others_is_refused_with_words(
    world: World,
) -> None:
    count = HubImage.objects.count()

    answer = client_of(world.b.writer).post(
        reverse("wagtailimages:add"),
        {
            "title": "Ảnh",
            "rights": "OWN",
            "file": SimpleUploadedFile("a.png", picture_file().read(), "image/png"),
            "collection": files_of(world.a.agency).pk,
        },
    )

    assert "Bạn không có quyền đưa tệp" in text_of(answer)
    assert HubImage.objects.count() == count


def test_the_deletion_of_a_clip_is_noted(world: World) -> None:
    world.a.clip.delete()

    entry = ModelLogEntry.objects.filter(action="wagtail.delete").get()
    assert entry.label == f"{SECRET} clip"
