"""Has rows written into the index anew whose words stand in other rows.

Wagtail looks after what is saved itself. A caption, a topic's or an agency's name is
kept elsewhere: whoever saves one says so here.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.tasks import task
from modelsearch.index import class_is_indexed, insert_or_update_object
from wagtail.models import ReferenceIndex


def renew(row: Any) -> None:
    """The row, and all rows that refer to it. Its words are saved before this is asked."""
    renew_index.enqueue(row._meta.label, str(row.pk))


@task()
def renew_index(label: str, key: str) -> None:
    row = apps.get_model(label).objects.filter(pk=key).first()
    if row is None:
        return
    _write(row)
    for kind, at in _referring(row):
        found = ContentType.objects.get_for_id(kind).model_class()
        other = found._default_manager.filter(pk=at).first() if found else None
        if other is not None:
            _write(other)


def _write(row: Any) -> None:
    if class_is_indexed(type(row)):
        insert_or_update_object(row)


def _referring(row: Any) -> list[tuple[int, str]]:
    found = ReferenceIndex.get_references_to(row)
    return list(found.values_list("base_content_type", "object_id").distinct())
