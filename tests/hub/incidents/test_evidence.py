"""The evidence pack: complete, checkable, for few, and written down when taken."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hub.audit.models import Entry
from hub.incidents.actions import note_evidence, report
from hub.incidents.enums import Event, Kind
from hub.incidents.models import Incident
from hub.incidents.packing import MANIFEST, README, stream_pack
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from release.format import Release, write_document
from tests.hub.incidents.scene import BETTING, STRANGE, Gate, client_of
from tests.hub.players.reports import as_run, heartbeat, post, scene, switch
from tests.hub.playout.office import make_loop, make_timetable

pytestmark = pytest.mark.django_db
HOSTILE = '=cmd|"/c calc"!A1/../../x'


@pytest.fixture
def incident(gate: Gate) -> Incident:
    _publish(gate)
    post("heartbeat", heartbeat(), gate.token)
    now = timezone.now()
    told = [scene(item=HOSTILE), switch()]
    shown = [one.model_copy(update=_moved(one, now)) for one in told]
    post("as-run", as_run(*shown), gate.token)
    return report(gate.cluster, Kind.CYBER, gate.operator, now, facts=BETTING)


def _moved(one: Any, now: Any) -> dict[str, Any]:
    return {"at": now, "end": now} if hasattr(one, "end") else {"at": now}


def _publish(gate: Gate) -> Candidate:
    loop = make_loop(b"loop 1")
    timetable = make_timetable(loop).model_copy(update={"cluster": gate.cluster.code})
    document = write_document(Release(seq=1, timetable=timetable, filler={}, slate={}))
    now = timezone.now()
    return Candidate.objects.create(
        cluster=gate.cluster,
        seq=1,
        document=document,
        sha256=hashlib.sha256(document).hexdigest(),
        statement=b"{}",
        state=CandidateState.PUBLISHED,
        made_at=now,
        expires_at=now,
        published_at=now,
    )


def take(gate: Gate, incident: Incident, person: Any, **more: Any) -> zipfile.ZipFile:
    answer = client_of(person).post(f"/cms/incidents/{incident.pk}/evidence/", more)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_every_file_is_in_the_manifest_with_its_digest(
    gate: Gate, incident: Incident
) -> None:
    pack = take(gate, incident, gate.officer)

    lines = [one.split("  ", 1) for one in pack.read(MANIFEST).decode().splitlines()]
    assert {name for _digest, name in lines} == set(pack.namelist()) - {MANIFEST}
    for digest, name in lines:
        assert hashlib.sha256(pack.read(name)).hexdigest() == digest
    assert "Gói chứng cứ" in pack.read(README).decode()


def test_it_holds_what_was_shown_signed_told_and_done(
    gate: Gate, incident: Incident
) -> None:
    pack = take(gate, incident, gate.officer)

    release = Candidate.objects.get()
    assert pack.read("ban-phat-hanh/000001/release.json") == release.document
    lines = pack.read("nhat-ky-phat/nhat-ky-phat.jsonl").decode().splitlines()
    assert {json.loads(one)["entry"]["kind"] for one in lines} == {"scene", "switch"}
    (player,) = json.loads(pack.read("dau-phat/trang-thai.json"))
    assert player["last_heartbeat"]["seq"] == 7
    assert gate.token.secret not in str(player)
    told = pack.read("su-co/thong-bao.csv").decode()
    assert "Công an tỉnh" in told
    assert gate.officer.email in told
    log = [
        json.loads(one)
        for one in pack.read("nhat-ky-he-thong.jsonl").decode().splitlines()
    ]
    assert Event.OPENED in {one["kind"] for one in log}
    assert all(one["digest"] for one in log)


def test_what_a_player_wrote_neither_calculates_nor_leads_elsewhere(
    gate: Gate, incident: Incident
) -> None:
    pack = take(gate, incident, gate.officer)

    text = pack.read("nhat-ky-phat/nhat-ky-phat.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert f"'{HOSTILE}" in {row["item"] for row in rows}
    assert not [name for name in pack.namelist() if ".." in name or name[0] == "/"]


def test_loops_come_only_when_asked_for_and_kept(
    gate: Gate, incident: Incident
) -> None:
    folder = Path(hub_settings.LOOPS_DIR) / "files"
    (file,) = folder.glob("*.mp4")
    bare = take(gate, incident, gate.officer)
    whole = take(gate, incident, gate.officer, loops="on")

    assert f"tep/{file.name}" not in bare.namelist()
    assert whole.read(f"tep/{file.name}") == b"loop 1"


def test_a_strange_loop_is_listed_as_never_approved(gate: Gate) -> None:
    canvas = heartbeat().canvases[0].model_copy(update={"loop": STRANGE})
    post("heartbeat", heartbeat(canvases=(canvas,)), gate.token)

    pack = take(gate, Incident.objects.get(), gate.officer)

    assert f"{STRANGE},NEVER,no" in pack.read("tep/ma-bam.csv").decode()


def test_that_it_was_taken_is_written_down(gate: Gate, incident: Incident) -> None:
    take(gate, incident, gate.officer)

    entry = Entry.objects.get(kind=Event.EVIDENCE)
    assert (entry.actor, entry.subject_id) == (gate.officer, str(incident.pk))


def test_it_is_written_down_before_a_byte_leaves(
    gate: Gate, incident: Incident
) -> None:
    address = f"/cms/incidents/{incident.pk}/evidence/"
    answer = client_of(gate.officer).post(address)

    assert answer.streaming
    assert Entry.objects.filter(kind=Event.EVIDENCE).exists()
    answer.close()


@pytest.mark.parametrize("who", ["operator", "editor"])
def test_others_get_none_and_nothing_is_written_down(
    gate: Gate, incident: Incident, who: str
) -> None:
    person = getattr(gate, who)
    answer = client_of(person).post(f"/cms/incidents/{incident.pk}/evidence/")

    assert answer.status_code in (302, 403, 404)
    with pytest.raises(PermissionDenied):
        note_evidence(incident, person, with_loops=False)
    assert not Entry.objects.filter(kind=Event.EVIDENCE).exists()


def test_who_may_not_read_the_log_gets_of_it_what_is_about_the_incident(
    gate: Gate, incident: Incident
) -> None:
    rows = take(gate, incident, gate.head).read("nhat-ky-he-thong.jsonl").decode()
    types = {json.loads(one)["subject_type"] for one in rows.splitlines()}

    assert types <= {
        "hub_incidents.incident",
        "hub_players.player",
        "hub_playout.candidate",
    }


def test_it_is_sent_piece_by_piece(gate: Gate, incident: Incident) -> None:
    big = Path(hub_settings.LOOPS_DIR) / "files"
    (file,) = big.glob("*.mp4")
    file.write_bytes(b"\0" * 9_000_000)

    pieces = stream_pack(incident, timezone.now(), whole_log=True, with_loops=True)

    assert max(len(piece) for piece in pieces) < 2_000_000
