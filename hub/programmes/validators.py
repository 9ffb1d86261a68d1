"""Whether a cluster may show an item, and if not, why and what to do.

One decision for the form, which refuses, and for what is on the air, which leaves out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext

from hub.content.queries import ItemRecord
from hub.displays.queries import ClusterFacts
from hub.lib.languages import language_names
from hub.lib.localrows import text_in
from hub.media.queries import MediaTrouble
from hub.programmes.enums import ProblemCode
from hub.programmes.languages import languages_holding_back


@dataclass(frozen=True)
class Refusal:
    """The message is in the language that is active when it is made."""

    code: ProblemCode
    message: str


def find_refusal(
    item: ItemRecord, cluster: ClusterFacts, at: datetime
) -> Refusal | None:
    """The first thing that stands in the way of showing the item at that instant."""
    return next(_refusals(item, cluster, at), None)


def _refusals(
    item: ItemRecord, cluster: ClusterFacts, at: datetime
) -> Iterator[Refusal]:
    if not item.is_live or (item.expires and item.expires <= at):
        yield _withdrawn(item)
    if not _is_allowed_on(item, cluster, at):
        yield _not_its_cluster(item, cluster)
    if holding_back := languages_holding_back(item.facts, cluster):
        yield _languages_missing(item, cluster, holding_back)
    for trouble in item.troubles:
        yield _refused(item, trouble) if trouble.is_refused else _gone(item, trouble)


def _is_allowed_on(item: ItemRecord, cluster: ClusterFacts, at: datetime) -> bool:
    day = timezone.localdate(at)
    return item.runs is None or any(run.holds(cluster.code, day) for run in item.runs)


def _not_its_cluster(item: ItemRecord, cluster: ClusterFacts) -> Refusal:
    reader = get_language() or "vi"
    message = gettext(
        "“%(title)s” was approved within %(agency)s only, which does not run "
        "%(cluster)s on that day (Đ9.2, Đ14.3.a). Submit it on the province lane, or "
        "take it out of the programme."
    )
    words = {
        "title": item.title,
        "agency": text_in(item.facts.agency.names, reader, item.facts.agency.code),
        "cluster": cluster.name(reader),
    }
    return Refusal(ProblemCode.NOT_ITS_CLUSTER, message % words)


def _withdrawn(item: ItemRecord) -> Refusal:
    message = gettext(
        "“%(title)s” is not published, or was withdrawn. Only what a competent authority "
        "has approved may be shown (Đ2.1). Have it approved and published, or take it "
        "out of the programme."
    )
    return Refusal(ProblemCode.WITHDRAWN, message % {"title": item.title})


def _languages_missing(
    item: ItemRecord, cluster: ClusterFacts, languages: list[str]
) -> Refusal:
    """What is not there and what is out of date are said apart: the ways out differ."""
    stale = [code for code in languages if code in item.facts.stale_languages]
    missing = [code for code in languages if code not in stale]
    never = gettext(
        "“%(title)s” has no published version in: %(languages)s. Needed by: %(faces)s "
        "(Đ7.2). Translate it, have the translation published, or take the item out of "
        "the programme."
    )
    outdated = gettext(
        "The translation of “%(title)s” is out of date in: %(languages)s, since the "
        "Vietnamese text has changed. Needed by: %(faces)s (Đ7.2). Bring it up to date "
        "and have it published, or take the item out of the programme."
    )
    told = [
        message
        % {
            "title": item.title,
            "languages": language_names(codes),
            "faces": _faces_that_show(cluster, codes),
        }
        for message, codes in ((never, missing), (outdated, stale))
        if codes
    ]
    return Refusal(ProblemCode.LANGUAGE_MISSING, " ".join(told))


def _faces_that_show(cluster: ClusterFacts, languages: list[str]) -> str:
    reader = get_language() or "vi"
    names = [
        face.name(reader)
        for face in cluster.faces
        if set(face.languages) & set(languages)
    ]
    return f"{', '.join(names)} – {cluster.name(reader)}"


def _gone(item: ItemRecord, trouble: MediaTrouble) -> Refusal:
    message = gettext(
        "The file “%(file)s” of “%(title)s” is not there or is still being checked. "
        "Wait a moment and look again; if it stays so, upload the file again."
    )
    return Refusal(
        ProblemCode.MEDIA_MISSING,
        message % {"title": item.title, "file": trouble.title},
    )


def _refused(item: ItemRecord, trouble: MediaTrouble) -> Refusal:
    message = gettext(
        "The clip “%(file)s” of “%(title)s” was refused: %(reason)s Upload a good file "
        "or take the item out of the programme."
    )
    words = {"title": item.title, "file": trouble.title, "reason": trouble.reason}
    return Refusal(ProblemCode.MEDIA_REFUSED, message % words)
