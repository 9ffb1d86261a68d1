"""What a check has to know, and whose batches somebody may see."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from hub.content.models import BODY_LIMIT, Topic
from hub.importing.checking import Known
from hub.importing.models import Batch, ImportedItem
from hub.lib.folding import fold
from hub.rights.enums import Right
from hub.rights.queries import own_agencies


def own_batches(user: Any) -> QuerySet[Batch]:
    """Those of the agencies for which the person may write."""
    agencies = own_agencies(user, Right.WRITE)
    rows = Batch.objects.filter(agency__in=agencies).select_related("user")
    return rows.prefetch_related("agency__names")


def known_to(agency: int) -> Known:
    """Three queries, however many rows the sheet has."""
    codes = ImportedItem.objects.filter(agency=agency).values_list("code", flat=True)
    return Known(
        languages=tuple(code for code, _name in settings.LANGUAGES),
        topics=_topics(),
        codes=frozenset(codes),
        body_limit=BODY_LIMIT,
        picture_endings=frozenset(settings.WAGTAILIMAGES_EXTENSIONS),
        clip_endings=frozenset(settings.WAGTAILMEDIA["VIDEO_EXTENSIONS"]),
    )


def topic_names() -> list[str]:
    """In Vietnamese, as they can be chosen in the sheet."""
    return [_name(topic) for topic in Topic.objects.all()]


def _topics() -> dict[str, int]:
    """By code and by every name; a code outranks a name that reads the same."""
    topics = list(Topic.objects.all())
    named = {fold(row.name): one.pk for one in topics for row in one.names.all()}
    return named | {fold(one.code): one.pk for one in topics}


def _name(topic: Topic) -> str:
    names = {row.language: row.name for row in topic.names.all()}
    return str(names.get(settings.LANGUAGE_CODE) or topic.code)
