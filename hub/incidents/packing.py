"""The evidence pack of an incident: one ZIP with all that is known, and its digests.

Streamed: rows come out of the database as they are sent. Names hold nothing that a person
or a player wrote: numbers and digests alone.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hub.asrun.queries import entries_of
from hub.asrun.stretches import Span
from hub.audit.models import Entry as LogEntry
from hub.incidents.evidence import (
    AS_RUN_HEADINGS,
    as_run_cells,
    as_run_value,
    incident_value,
    log_value,
    notice_cells,
    player_value,
)
from hub.incidents.models import Incident
from hub.lib.sheets import csv_lines
from hub.lib.zipping import StreamedZip, pieces_of
from hub.players.models import Player
from hub.playout.models import ApprovedLoop, Candidate
from hub.urgent.models import Order

MANIFEST, README = "MANIFEST.txt", "DOC-TRUOC.txt"
AROUND = timedelta(hours=24)
# Rows are gathered to so many bytes before they are packed.
GATHERED = 64 * 1024

type Part = tuple[str, Iterable[bytes]]


def stream_pack(
    incident: Incident, now: datetime, *, whole_log: bool, with_loops: bool
) -> Iterator[bytes]:
    """`whole_log`: for whoever may read the system log; else what is about the incident."""
    archive = StreamedZip()
    span = period_of(incident, now)
    for name, pieces in _parts(incident, span, whole_log=whole_log):
        yield from archive.add(name, pieces, now)
    for name, path in _loops(incident, span) if with_loops else ():
        yield from archive.add(name, pieces_of(path), now, is_packed=True)
    sums = [f"{digest}  {name}\n" for name, digest in archive.digests.items()]
    yield from archive.add(MANIFEST, ["".join(sums).encode()], now)
    yield from archive.end()


def period_of(incident: Incident, now: datetime) -> Span:
    """A day before it began until a day after it was over."""
    end = incident.closed_at or incident.ended_at or now
    start = min(incident.begun_at, incident.detected_at)
    return Span(start - AROUND, min(end + AROUND, now))


def _parts(incident: Incident, span: Span, *, whole_log: bool) -> Iterator[Part]:
    cluster = incident.cluster
    with translation.override(settings.LANGUAGE_CODE):
        readme = _readme(incident, span)
    yield README, [readme.encode()]
    yield "su-co/su-co.json", [_json(incident_value(incident))]
    yield "su-co/thong-bao.csv", _encoded(csv_lines(notice_cells(incident)))
    entries = entries_of(cluster, span)
    rows = (as_run_cells(one) for one in entries.iterator(chunk_size=2000))
    lines = csv_lines(_headed(AS_RUN_HEADINGS, rows))
    yield "nhat-ky-phat/nhat-ky-phat.csv", _encoded(lines)
    values = (as_run_value(one) for one in entries.iterator(chunk_size=2000))
    yield "nhat-ky-phat/nhat-ky-phat.jsonl", _json_lines(values)
    players = Player.objects.filter(cluster=cluster).order_by("pk")
    yield "dau-phat/trang-thai.json", [_json([player_value(one) for one in players])]
    for candidate in _releases(incident, span):
        folder = f"ban-phat-hanh/{candidate.seq:06}"
        yield from _signed(folder, candidate, "release.json")
    orders = Order.objects.filter(cluster=cluster, published_at__range=_ends(span))
    for order in orders.order_by("seq"):
        yield from _signed(f"lenh-khan/{order.seq:06}", order, "urgent.json")
    for path in sorted(_metadata(cluster.code).glob("*.json")):
        yield f"kho-noi-dung/{path.name}", pieces_of(path)
    log = _log(incident, span, whole_log=whole_log).iterator(chunk_size=2000)
    yield "nhat-ky-he-thong.jsonl", _json_lines(log_value(one) for one in log)
    yield "tep/ma-bam.csv", _encoded(csv_lines(_file_cells(incident)))


def _signed(folder: str, signed: Any, name: str) -> Iterator[Part]:
    """The exact bytes that were signed, the statement, and the signatures."""
    yield f"{folder}/{name}", [bytes(signed.document)]
    if signed.statement:
        yield f"{folder}/statement.json", [bytes(signed.statement)]
    yield f"{folder}/signatures.json", [_json(signed.signatures)]


def _releases(incident: Incident, span: Span) -> list[Candidate]:
    """Published in the period, and the one that was on air as it began."""
    published = Candidate.objects.filter(
        cluster=incident.cluster, published_at__isnull=False
    ).order_by("seq")
    before = published.filter(published_at__lt=span.start).last()
    since = published.filter(published_at__range=_ends(span))
    return [one for one in (before, *since) if one is not None]


def _log(incident: Incident, span: Span, *, whole_log: bool) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.order_by("number")
    about = Q(subject_type="hub_incidents.incident", subject_id=str(incident.pk))
    if whole_log:
        return rows.filter(about | Q(at__range=_ends(span)))
    players = Player.objects.filter(cluster=incident.cluster).values_list(
        "pk", flat=True
    )
    releases = _releases(incident, span)
    about |= Q(
        subject_type="hub_players.player", subject_id__in=[str(p) for p in players]
    )
    about |= Q(
        subject_type="hub_playout.candidate",
        subject_id__in=[str(one.pk) for one in releases],
    )
    return rows.filter(about)


def _loops(incident: Incident, span: Span) -> Iterator[tuple[str, Path]]:
    """Of the releases in the pack and of what was seen, those that are still kept."""
    digests = {
        file.sha256 for one in _releases(incident, span) for file in one.release.files
    }
    digests |= {one.loop for one in incident.sightings.all()}
    for sha256 in sorted(digests):
        if path := _kept(sha256):
            yield f"tep/{sha256}.mp4", path


def _file_cells(incident: Incident) -> Iterator[Iterable[Any]]:
    """Every loop that was ever approved for the cluster, and those that were not."""
    yield "sha256", "approved_since", "kept_here"
    for one in ApprovedLoop.objects.filter(cluster=incident.cluster).order_by("since"):
        yield one.sha256, one.since.isoformat(), "yes" if _kept(one.sha256) else "no"
    for seen in incident.sightings.all():
        yield seen.loop, "NEVER", "yes" if _kept(seen.loop) else "no"


def _kept(sha256: str) -> Path | None:
    folders = (
        Path(settings.RELEASES_DIR) / "files",
        Path(settings.LOOPS_DIR) / "files",
    )
    paths = [folder / f"{sha256}.mp4" for folder in folders]
    return next((path for path in paths if path.is_file()), None)


def _metadata(code: str) -> Path:
    return Path(settings.RELEASES_DIR) / "repositories" / code / "metadata"


def _readme(incident: Incident, span: Span) -> str:
    start, end = (timezone.localtime(one) for one in _ends(span))
    words = {
        "name": str(incident),
        "kind": incident.get_kind_display(),
        "cluster": str(incident.cluster),
        "start": f"{start:%H:%M %d/%m/%Y}",
        "end": f"{end:%H:%M %d/%m/%Y}",
    }
    return (
        _(
            "Evidence pack of incident %(name)s: %(kind)s at %(cluster)s.\n"
            "Period: %(start)s to %(end)s. Times in the files are UTC unless said otherwise.\n\n"
            "su-co/            the incident, its notices and acknowledgements\n"
            "nhat-ky-phat/     what each player said it showed, line by line\n"
            "dau-phat/         how each player was when it was last heard\n"
            "ban-phat-hanh/    releases as they were signed, with statement and signatures\n"
            "lenh-khan/        urgent orders, likewise\n"
            "kho-noi-dung/     the signed metadata that players read now\n"
            "nhat-ky-he-thong.jsonl   entries of the system log; each digest covers the one before\n"
            "tep/              digests of all loops; the loops themselves if they were asked for\n\n"
            "MANIFEST.txt lists the SHA-256 of every file. To check them all:\n"
            "    sha256sum -c MANIFEST.txt\n"
            "Write down the SHA-256 of the whole ZIP when it is handed over.\n"
        )
        % words
    )


def _headed(
    head: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> Iterator[Iterable[Any]]:
    yield head
    yield from rows


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """In pieces of some size: a line each would be packed line by line."""
    gathered = bytearray()
    for line in lines:
        gathered += line.encode()
        if len(gathered) >= GATHERED:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _json_lines(values: Iterable[Any]) -> Iterator[bytes]:
    return _encoded(_dumped(one, indent=None) + "\n" for one in values)


def _json(value: Any) -> bytes:
    return _dumped(value, indent=1).encode()


def _dumped(value: Any, *, indent: int | None) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent)


def _ends(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end
