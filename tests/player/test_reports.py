"""What a player tells is parsed strictly, and refused by the field that is wrong."""

import json

import pytest

from release.format import FormatError, parse_document, write_document
from release.reports import (
    MOST_ENTRIES,
    AlarmCode,
    Alarmed,
    AlarmNow,
    AsRun,
    CanvasNow,
    Heartbeat,
    Logged,
    Rung,
    SceneShown,
    Switched,
    hash_of,
)
from tests.player.builders import NOON

DIGEST = "ab" * 32
SWITCH = Switched(
    number=1,
    at=NOON,
    canvas="led",
    rung=Rung.SCHEDULED,
    loop=DIGEST,
    release_seq=3,
    urgent_seq=0,
)
SCENE = SceneShown(
    number=2,
    at=NOON,
    end=NOON,
    canvas="led",
    rung=Rung.SCHEDULED,
    loop=DIGEST,
    scene=0,
    slot_id="7",
    item_key="coc-leu",
)
ALARM = Alarmed(number=3, at=NOON, code=AlarmCode.CLOCK, detail="1970")
AS_RUN = AsRun(
    cluster="kim-thanh",
    entries=tuple(
        Logged(hash=hash_of(one), entry=one) for one in (SWITCH, SCENE, ALARM)
    ),
)
HEARTBEAT = Heartbeat(
    cluster="kim-thanh",
    at=NOON,
    seq=3,
    seen_seq=4,
    urgent_seq=0,
    canvases=(
        CanvasNow(
            canvas="led",
            rung=Rung.SCHEDULED,
            loop=DIGEST,
            frame=12,
            screenshot=DIGEST,
        ),
    ),
    alarms=(AlarmNow(code=AlarmCode.FETCHING, detail="HTTP 500", since=NOON),),
    free_bytes=10,
    unsent_entries=2,
    uptime_seconds=9,
    clock_offset_ms=-40,
    temperature_c=51.5,
)


@pytest.mark.parametrize("document", [AS_RUN, HEARTBEAT], ids=["as-run", "heartbeat"])
def test_a_document_comes_back_as_it_was_written(document):
    assert parse_document(type(document), write_document(document)) == document


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seq": -1}, "seq"),
        ({"at": "2026-12-01T12:00:00"}, "at"),
        ({"schema_name": "ttdn.heartbeat/2"}, "schema_name"),
        ({"password": "x"}, "password"),
        ({"canvases": [{"canvas": "led"}]}, "canvases.0.rung"),
        ({"temperature_c": 900}, "temperature_c"),
    ],
)
def test_a_wrong_heartbeat_is_refused_by_its_field(change, field):
    document = json.loads(write_document(HEARTBEAT)) | change

    with pytest.raises(FormatError, match=rf"^{field}: "):
        parse_document(Heartbeat, json.dumps(document).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"<html>", b"\xff", b'{"cluster": "a"}']
)
def test_what_is_no_report_is_refused(body):
    with pytest.raises(FormatError):
        parse_document(AsRun, body)


def test_an_entry_whose_hash_is_another_ones_is_refused():
    document = json.loads(write_document(AS_RUN))
    document["entries"][0]["hash"] = document["entries"][1]["hash"]

    with pytest.raises(FormatError, match="not the entry's"):
        parse_document(AsRun, json.dumps(document).encode())


def test_a_batch_has_its_limit():
    document = json.loads(write_document(AS_RUN))
    document["entries"] = document["entries"][:1] * (MOST_ENTRIES + 1)

    with pytest.raises(FormatError, match="entries: "):
        parse_document(AsRun, json.dumps(document).encode())


def test_the_same_at_another_number_has_another_hash():
    again = ALARM.model_copy(update={"number": 4})

    assert hash_of(again) != hash_of(ALARM)
