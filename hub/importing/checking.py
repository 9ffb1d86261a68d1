"""Every problem of a sheet and its folder, before anything is written. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from hub.content.enums import ItemKind
from hub.importing.columns import (
    KIND_WORDS,
    RIGHTS_WORDS,
    SHORT_LIMIT,
    TITLE_LIMIT,
    meant,
)
from hub.importing.names import AmbiguousNameError, Names, split_names
from hub.importing.problems import Problem
from hub.importing.rows import Row
from hub.lib.folding import fold
from hub.media.enums import Rights

SHORT = ("code", "caption", "source", "credit", "rights_note")
CODE_LIMIT = 60


@dataclass(frozen=True)
class Known:
    """What the hub has and allows: topics by every word for them, codes in use."""

    languages: tuple[str, ...]
    topics: Mapping[str, int]
    codes: Collection[str]
    body_limit: int
    picture_endings: Collection[str]
    clip_endings: Collection[str]


@dataclass(frozen=True)
class Planned:
    """A row that may be imported."""

    row: int
    code: str
    kind: ItemKind
    topic: int
    texts: dict[str, tuple[str, str]]
    files: tuple[str, ...]
    caption: str
    about_files: dict[str, str]


@dataclass
class Outcome:
    problems: list[Problem] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)

    @property
    def may_be_imported(self) -> bool:
        return bool(self.planned) and all(one.is_note for one in self.problems)


def check_rows(
    rows: Collection[Row], files: dict[str, set[str]], known: Known
) -> Outcome:
    outcome, names, used = Outcome(), Names(files), set[str]()
    times = Counter(row["code"].casefold() for row in rows if row["code"])
    for row in rows:
        found, wrong = _files(row, names)
        used.update(found)
        wrong += _wrong_words(row, known, times) + _wrong_files(row, found, known)
        outcome.problems += wrong
        if not wrong:
            outcome.planned.append(_plan(row, found, known))
    if not rows:
        outcome.problems.append(
            Problem(_("The sheet has no rows. Fill in at least one."))
        )
    outcome.problems += [_unused(name) for name in files if name not in used]
    return outcome


def _files(row: Row, names: Names) -> tuple[list[str], list[Problem]]:
    found, wrong = [], []
    for typed in split_names(row["files"]):
        try:
            name = names.find(typed)
        except AmbiguousNameError:
            message = _(
                "Several files are called “%(name)s”. Give them different names."
            )
            wrong.append(_at(row, "files", message % {"name": typed}))
            continue
        if name is None:
            message = _(
                "“%(name)s” is not in the folder. Correct the name, or add the file."
            )
            wrong.append(_at(row, "files", message % {"name": typed}))
        else:
            found.append(name)
    return found, wrong


def _wrong_words(row: Row, known: Known, times: Counter[str]) -> list[Problem]:
    return [
        *_wrong_code(row, known, times),
        *_wrong_choices(row, known),
        *_wrong_texts(row, known),
        *_too_long(row),
    ]


def _wrong_code(row: Row, known: Known, times: Counter[str]) -> Iterator[Problem]:
    code = row["code"]
    if not code:
        yield _at(row, "code", _("The code is missing. Give each row one of its own."))
    elif times[code.casefold()] > 1:
        message = _("The code “%(code)s” is there more than once. Change one of them.")
        yield _at(row, "code", message % {"code": code})
    elif code.casefold() in known.codes:
        message = _(
            "“%(code)s” was imported before. Delete this row, or give it a new code; to change the item, open it in the CMS."
        )
        yield _at(row, "code", message % {"code": code})
    if len(code) > CODE_LIMIT:
        yield _at(
            row, "code", _("At most %(limit)s characters.") % {"limit": CODE_LIMIT}
        )


def _wrong_choices(row: Row, known: Known) -> Iterator[Problem]:
    if meant(row["kind"], KIND_WORDS) is None:
        message = _("Write one of: %(words)s.")
        yield _at(row, "kind", message % {"words": ", ".join(KIND_WORDS.values())})
    if not row["topic"]:
        yield _at(row, "topic", _("The topic is missing. Choose one from the list."))
    elif fold(row["topic"]) not in known.topics:
        message = _("There is no topic “%(topic)s”. Choose one from the list.")
        yield _at(row, "topic", message % {"topic": row["topic"][:80]})
    if row["rights"] and meant(row["rights"], RIGHTS_WORDS) is None:
        message = _("Write one of: %(words)s.")
        yield _at(row, "rights", message % {"words": ", ".join(RIGHTS_WORDS.values())})
    elif (
        meant(row["rights"], RIGHTS_WORDS) == Rights.PERMITTED
        and not row["rights_note"]
    ):
        yield _at(row, "rights_note", _("Name the paper that permits it (Đ15.a)."))


def _wrong_texts(row: Row, known: Known) -> Iterator[Problem]:
    first, *_others = known.languages
    for language in known.languages:
        title, body = f"title_{language}", f"body_{language}"
        if not row[title] and language == first:
            yield _at(row, title, _("The title is missing."))
        elif not row[title] and row[body]:
            yield _at(row, title, _("There is a text in this language, but no title."))
        if len(row[title]) > TITLE_LIMIT:
            yield _at(row, title, _too_many(row[title], TITLE_LIMIT))
        if len(row[body]) > known.body_limit:
            yield _at(row, body, _too_many(row[body], known.body_limit))


def _too_long(row: Row) -> Iterator[Problem]:
    for key in SHORT:
        if len(row[key]) > SHORT_LIMIT:
            yield _at(row, key, _too_many(row[key], SHORT_LIMIT))


def _wrong_files(row: Row, found: list[str], known: Known) -> list[Problem]:
    kind = meant(row["kind"], KIND_WORDS)
    named = split_names(row["files"])
    if kind is None:
        return []
    count = _wrong_count(kind, len(named))
    if count:
        return [_at(row, "files", count)]
    allowed = known.clip_endings if kind == ItemKind.CLIP else known.picture_endings
    message = _("“%(name)s” cannot be used here. Allowed: %(endings)s.")
    return [
        _at(
            row,
            "files",
            message % {"name": name, "endings": ", ".join(sorted(allowed))},
        )
        for name in found
        if PurePosixPath(name).suffix.lower().lstrip(".") not in allowed
    ]


def _wrong_count(kind: ItemKind, count: int) -> str:
    if kind == ItemKind.NOTICE and count:
        return _("A notice shows no file. Empty this cell, or make it a story.")
    if kind == ItemKind.STORY and count > 1:
        return _("A story shows one picture. Name one, or make it a gallery (ảnh).")
    if kind == ItemKind.GALLERY and not count:
        return _("Name at least one picture.")
    if kind == ItemKind.CLIP and count != 1:
        return _("Name exactly one film.")
    return ""


def _plan(row: Row, found: list[str], known: Known) -> Planned:
    kind, rights = meant(row["kind"], KIND_WORDS), meant(row["rights"], RIGHTS_WORDS)
    assert kind is not None
    return Planned(
        row=row.number,
        code=row["code"],
        kind=kind,
        topic=known.topics[fold(row["topic"])],
        texts={
            language: (row[f"title_{language}"], row[f"body_{language}"])
            for language in known.languages
            if row[f"title_{language}"]
        },
        files=tuple(found),
        caption=row["caption"],
        about_files={
            "source": row["source"],
            "credit": row["credit"],
            "rights": rights or Rights.OWN,
            "rights_note": row["rights_note"],
        },
    )


def _unused(name: str) -> Problem:
    message = _("“%(name)s” is in the folder, but no row names it: it is not imported.")
    return Problem(message % {"name": name}, is_note=True)


def _too_many(text: str, limit: int) -> str:
    message = _("%(count)s characters; at most %(limit)s are possible. Shorten it.")
    return message % {"count": len(text), "limit": limit}


def _at(row: Row, column: str, message: str) -> Problem:
    return Problem(message, row.number, column)
