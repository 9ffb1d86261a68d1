"""Takes a folder in, checks it, and imports it: all rows or none.

Files are cleaned before the transaction, which would otherwise stop everybody's work for
minutes; they are copied in and the rows written within it.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from hub.agencies.models import Agency
from hub.content.actions import add_item, add_translation
from hub.content.enums import ItemKind
from hub.content.models import (
    ClipPage,
    GalleryPage,
    GalleryPicture,
    ItemPage,
    NoticePage,
    StoryPage,
)
from hub.importing.checking import Outcome, Planned, check_rows
from hub.importing.enums import BatchState
from hub.importing.folders import Folder, open_folder
from hub.importing.models import Batch, ImportedItem
from hub.importing.problems import FolderRefusedError, Problem
from hub.importing.queries import known_to
from hub.importing.workbooks import read_sheet
from hub.media.actions import add_media, keep_clean_image
from hub.media.checks import FileRefusedError, clean_picture
from hub.rights.actions import files_of
from hub.rights.enums import Right
from hub.rights.queries import may

PACKED_NAME, LOOSE_NAME = "folder.zip", "files"
# What is kept of a batch is read in the language of the house, as of a clip.
HOUSE_LANGUAGE = "vi"
IMPORTED = "hub_importing.import"


@dataclass(frozen=True)
class Ready:
    """A row with its files, cleaned and lying where they can be taken from."""

    planned: Planned
    paths: tuple[Path, ...]


def receive_folder(agency: Agency, user: Any, files: Iterable[UploadedFile]) -> Batch:
    """Keeps what was uploaded, and checks it. Nothing of it is imported."""
    uploads = list(files)
    batch = Batch.objects.create(
        agency=agency, user=user, title=(uploads[0].name or "")[:255]
    )
    _keep(batch, uploads)
    check_batch(batch)
    return batch


def check_batch(batch: Batch) -> None:
    outcome = _look_at(batch)[1]
    state = BatchState.READY if outcome.may_be_imported else BatchState.FAULTY
    _note(batch, state, outcome.problems)


def start_import(batch: Batch, user: Any) -> bool:
    """Whether it was begun: two clicks begin it once."""
    if not batch.can_be_imported:
        return False
    begun = Batch.objects.filter(
        pk=batch.pk, state=batch.state, seen_at=batch.seen_at
    ).update(state=BatchState.RUNNING, seen_at=timezone.now(), done_count=0)
    if begun:
        import_batch.enqueue(batch.pk, user.pk)
    return bool(begun)


def forget_batch(batch: Batch) -> None:
    """Removes what was uploaded; of an imported one the record stays."""
    shutil.rmtree(batch.folder, ignore_errors=True)
    if batch.state != BatchState.DONE:
        batch.delete()


@task()
def import_batch(batch_id: int, user_id: int) -> None:
    batch = Batch.objects.get(pk=batch_id)
    user = User.objects.get(pk=user_id)
    with translation.override(HOUSE_LANGUAGE), _at_work(batch):
        if not may(user, Right.WRITE, agency=batch.agency_id):
            message = _("You may no longer write for this agency.")
            _note(batch, BatchState.FAULTY, [Problem(message)])
            return
        folder, outcome = _look_at(batch)
        if folder is None or not outcome.may_be_imported:
            _note(batch, BatchState.FAULTY, outcome.problems)
            return
        _import(batch, user, folder, outcome)


@contextmanager
def _at_work(batch: Batch) -> Iterator[None]:
    """What breaks off can be begun again; the reason is in the log."""
    try:
        yield
    except Exception:
        message = _("The import broke off, and nothing was imported. Try again.")
        _note(batch, BatchState.READY, [Problem(message, is_note=True)])
        raise


def _import(batch: Batch, user: Any, folder: Folder, outcome: Outcome) -> None:
    with TemporaryDirectory(prefix="hub-import-", dir=batch.folder) as place:
        ready, refused = _clean_files(batch, folder, outcome.planned, Path(place))
        if refused:
            _note(batch, BatchState.FAULTY, [*refused, *outcome.problems])
            return
        try:
            _write(batch, user, ready)
        except IntegrityError:
            message = _("One of these codes was imported meanwhile. Check it again.")
            _note(batch, BatchState.FAULTY, [Problem(message)])
            return
    shutil.rmtree(batch.folder, ignore_errors=True)


def _keep(batch: Batch, uploads: list[UploadedFile]) -> None:
    batch.folder.mkdir(parents=True)
    if len(uploads) == 1 and (uploads[0].name or "").lower().endswith(".zip"):
        _write_file(uploads[0], batch.folder / PACKED_NAME)
        return
    loose = batch.folder / LOOSE_NAME
    loose.mkdir()
    for upload in uploads:
        _write_file(upload, loose / PurePosixPath(upload.name or "").name)


def _write_file(upload: UploadedFile, path: Path) -> None:
    with path.open("wb") as target:
        for piece in upload.chunks():
            target.write(piece)


def _look_at(batch: Batch) -> tuple[Folder | None, Outcome]:
    try:
        packed = batch.folder / PACKED_NAME
        folder = open_folder(packed if packed.exists() else batch.folder / LOOSE_NAME)
        name = _workbook_name(folder)
        folder.copy_out(name, batch.sheet)
        sheet = read_sheet(batch.sheet, most_rows=settings.IMPORT_MAX_ROWS)
    except FolderRefusedError as error:
        return None, Outcome(problems=[Problem(str(error))])
    files = {file: names for file, names in folder.names.items() if file != name}
    outcome = check_rows(sheet.rows, files, known_to(batch.agency_id))
    found = [*sheet.problems, *outcome.problems]
    outcome.problems = sorted(found, key=lambda one: (one.is_note, one.row or 0))
    batch.row_count = len(sheet.rows)
    batch.file_count = sum(len(one.files) for one in outcome.planned)
    return folder, outcome


def _workbook_name(folder: Folder) -> str:
    endings = {name: PurePosixPath(name).suffix.lower() for name in folder.names}
    if ".xlsm" in endings.values():
        raise FolderRefusedError(
            _("This workbook holds macros. Save it as .xlsx (without macros).")
        )
    found = [
        name
        for name, ending in endings.items()
        if ending == ".xlsx" and not PurePosixPath(name).name.startswith("~$")
    ]
    if not found:
        raise FolderRefusedError(
            _(
                "There is no sheet (.xlsx) in the folder. Fill in the template and add it."
            )
        )
    if len(found) > 1:
        raise FolderRefusedError(
            _("There are several sheets: %(names)s. Leave one.")
            % {"names": ", ".join(sorted(found))}
        )
    return found[0]


def _clean_files(
    batch: Batch, folder: Folder, planned: Iterable[Planned], place: Path
) -> tuple[list[Ready], list[Problem]]:
    """Every file through the sandbox, or why not; clips are checked after the import."""
    ready, refused = [], list[Problem]()
    for one in planned:
        paths = []
        for number, name in enumerate(one.files):
            ending = PurePosixPath(name).suffix.lower()
            path = place / f"{one.row}-{number}{ending}"
            try:
                _copy_clean(folder, name, path, is_picture=one.kind != ItemKind.CLIP)
            except (FileRefusedError, FolderRefusedError) as error:
                refused.append(Problem(f"“{name}”: {error}", one.row, "files"))
            paths.append(path)
            _tell_progress(batch)
        ready.append(Ready(one, tuple(paths)))
    return ready, refused


def _copy_clean(folder: Folder, name: str, path: Path, *, is_picture: bool) -> None:
    folder.copy_out(name, path)
    if not is_picture:
        if path.stat().st_size > settings.CLIP_MAX_BYTES:
            raise FileRefusedError(_("This film is too large. Make it shorter."))
        return
    with clean_picture(path) as clean:
        shutil.copyfile(clean, path)


def _tell_progress(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(
        done_count=F("done_count") + 1, seen_at=timezone.now()
    )


def _write(batch: Batch, user: Any, ready: list[Ready]) -> None:
    """All or nothing: files of rows that were not kept are not kept either."""
    kept: list[Any] = []
    try:
        with transaction.atomic():
            for one in ready:
                item = _write_item(batch, user, one, kept)
                ImportedItem.objects.create(
                    batch=batch,
                    agency=batch.agency,
                    code=one.planned.code.casefold(),
                    item_key=item.translation_key,
                )
            _note(batch, BatchState.DONE, batch.notes)
            log(
                batch,
                IMPORTED,
                user=user,
                data={"items": [one.planned.code for one in ready]},
            )
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise


def _write_item(batch: Batch, user: Any, ready: Ready, kept: list[Any]) -> ItemPage:
    """A draft, with its translations as drafts."""
    planned = ready.planned
    (title, body), *_others = planned.texts.values()
    page = _PAGES[planned.kind](batch, user, ready, kept)
    page.title, page.body, page.topic_id = title, body, planned.topic
    item = add_item(page, batch.agency, user=user)
    log(item, "wagtail.create", user=user)
    for language, (title, body) in list(planned.texts.items())[1:]:
        translated = add_translation(item, language, title, body, user=user)
        log(translated, "wagtail.create", user=user)
    return item


def _story(batch: Batch, user: Any, ready: Ready, kept: list[Any]) -> ItemPage:
    images = _images(batch, user, ready, kept)
    return StoryPage(picture=images[0] if images else None)


def _notice(*_nothing: Any) -> ItemPage:
    return NoticePage()


def _gallery(batch: Batch, user: Any, ready: Ready, kept: list[Any]) -> ItemPage:
    page = GalleryPage()
    page.pictures = [
        GalleryPicture(image=image, sort_order=number)
        for number, image in enumerate(_images(batch, user, ready, kept))
    ]
    return page


def _clip(batch: Batch, user: Any, ready: Ready, kept: list[Any]) -> ItemPage:
    (path,) = ready.paths
    with path.open("rb") as file:
        named = File(file, name=_file_name(ready, 0))
        media = add_media(_title(ready), named, **_about(batch, user, ready))
    kept.append(media.file)
    return ClipPage(clip=media)


_PAGES: dict[ItemKind, Callable[..., ItemPage]] = {
    ItemKind.STORY: _story,
    ItemKind.NOTICE: _notice,
    ItemKind.GALLERY: _gallery,
    ItemKind.CLIP: _clip,
}


def _images(batch: Batch, user: Any, ready: Ready, kept: list[Any]) -> list[Any]:
    images = []
    for number, path in enumerate(ready.paths):
        with path.open("rb") as file:
            image = keep_clean_image(
                _title(ready),
                File(file, name=_file_name(ready, number)),
                **_about(batch, user, ready),
            )
        kept.append(image.file)
        images.append(image)
    return images


def _about(batch: Batch, user: Any, ready: Ready) -> dict[str, Any]:
    return {
        **ready.planned.about_files,
        "texts": {settings.LANGUAGE_CODE: ("", ready.planned.caption)},
        "collection": files_of(batch.agency),
        "uploaded_by_user": user,
    }


def _title(ready: Ready) -> str:
    planned = ready.planned
    return planned.caption or planned.texts[settings.LANGUAGE_CODE][0]


def _file_name(ready: Ready, number: int) -> str:
    """Of our own making: what it was called in the folder may be anything."""
    return f"{ready.planned.kind.lower()}-{number + 1}{ready.paths[number].suffix}"


def _note(batch: Batch, state: BatchState, problems: Iterable[Problem]) -> None:
    batch.state, batch.seen_at = state, timezone.now()
    batch.problems = [one.as_data() for one in problems]
    batch.save(
        update_fields=["state", "seen_at", "problems", "row_count", "file_count"]
    )
