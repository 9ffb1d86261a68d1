"""What the hub makes of a submission: copies in the media library, and a draft.

Runs after the submission is sealed, in a task: the originals are only read.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.tasks import task
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Collection

from hub.agencies.queries import agency_in_force
from hub.content.actions import add_item
from hub.content.models import (
    ClipPage,
    GalleryPage,
    GalleryPicture,
    ItemPage,
    StoryPage,
)
from hub.contributions import vault
from hub.contributions.enums import ContributionKind
from hub.contributions.models import Intake, LibraryCopy, Submission, SubmittedFile
from hub.contributions.names import FILMS, PICTURES, SOUNDS, ending_of
from hub.media.actions import HOUSE_LANGUAGE, add_image, add_media
from hub.media.checks import FileRefusedError
from hub.media.enums import Rights
from hub.rights.actions import files_of

logger = logging.getLogger(__name__)


@task()
def take_in(submission_id: int) -> None:
    """Asked for twice, it does what is missing."""
    submission = Submission.objects.get(pk=submission_id)
    with translation.override(HOUSE_LANGUAGE):
        agency = agency_in_force(submission.agency, timezone.localdate())
        copies = [_copy_of(file, files_of(agency)) for file in submission.files.all()]
        if not Intake.objects.filter(submission=submission).exists():
            _make_item(submission, agency, copies)


def _copy_of(file: SubmittedFile, collection: Collection) -> LibraryCopy:
    found = LibraryCopy.objects.filter(file=file).first()
    if found:
        return found
    copy = LibraryCopy(file=file)
    try:
        with vault.original_path(file.stored_as).open("rb") as content:
            _fill(copy, File(content, name=file.name), collection)
    except FileRefusedError as error:
        copy.refused_reason = str(error)
    with transaction.atomic():
        copy.save()
    return copy


def _fill(copy: LibraryCopy, content: File, collection: Collection) -> None:
    """Documents stay in the archive alone: no wall shows them."""
    ending, title = ending_of(copy.file.name), copy.file.submission.title
    fields = {
        "collection": collection,
        "rights": Rights.OWN,
        "source": copy.file.submission.agency_name,
        "uploaded_by_user": copy.file.submission.person,
    }
    if ending in PICTURES:
        copy.image = add_image(title, content, **fields)
    elif ending in FILMS | SOUNDS:
        _check_size(copy.file)
        kind = "video" if ending in FILMS else "audio"
        copy.media = add_media(title, content, type=kind, **fields)


def _check_size(file: SubmittedFile) -> None:
    if file.size_bytes > settings.CLIP_MAX_BYTES:
        message = gettext(
            "The original is kept, but a clip for the walls may have at most "
            "%(limit)s: hand in a smaller version."
        )
        limit = filesizeformat(settings.CLIP_MAX_BYTES)
        raise FileRefusedError(message % {"limit": limit})


@transaction.atomic
def _make_item(
    submission: Submission, agency: Any, copies: Sequence[LibraryCopy]
) -> None:
    page = _page_for(submission, copies)
    if page is not None:
        page.title, page.body = submission.title, submission.body
        page.topic = submission.topic
        page = add_item(page, agency, user=submission.person)
        _start_lane(page, submission.person)
    Intake.objects.create(submission=submission, item=page)


def _page_for(submission: Submission, copies: Sequence[LibraryCopy]) -> ItemPage | None:
    """None when all that could be shown was refused: the sender is told, and replaces it."""
    pictures = [copy.image for copy in copies if copy.image]
    clips = [copy.media for copy in copies if copy.media and copy.media.type == "video"]
    if submission.kind in (ContributionKind.PROGRAMME, ContributionKind.CLIP):
        return ClipPage(clip=clips[0]) if clips else None
    if submission.kind == ContributionKind.PHOTOS:
        return _gallery(pictures) if pictures else None
    return StoryPage(picture=pictures[0] if pictures else None)


def _gallery(pictures: Sequence[Any]) -> GalleryPage:
    page = GalleryPage()
    page.pictures = [
        GalleryPicture(image=image, sort_order=order)
        for order, image in enumerate(pictures)
    ]
    return page


def _start_lane(page: ItemPage, user: Any) -> None:
    workflow = page.get_workflow()
    if workflow is None:
        logger.warning("item %s has no workflow to go into", page.pk)
        return
    workflow.start(page, user)
