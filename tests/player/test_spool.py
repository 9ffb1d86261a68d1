"""Nothing that happened is lost, sent twice for nothing, or grows without end."""

from datetime import timedelta

import pytest

from player.spool import Spool
from release.format import FormatError, parse_document
from release.reports import AlarmCode, Alarmed, Logged, hash_of
from tests.player.builders import NOON


def write(spool: Spool, count: int = 1, at=NOON) -> None:
    for _ in range(count):
        number = spool.next_number
        spool.append(
            Alarmed(number=number, at=at, code=AlarmCode.CLOCK, detail=f"{number}")
        )


def numbers(spool: Spool, most: int = 1000) -> list[int]:
    return [one.entry.number for one in spool.unsent(most)]


def test_entries_come_back_in_order_and_by_batches(tmp_path):
    spool = Spool(tmp_path)
    write(spool, 5)

    first = numbers(spool, most=2)
    spool.mark_sent(2)

    assert (first, numbers(spool)) == ([1, 2], [3, 4, 5])
    assert spool.unsent_count == 3


def test_what_was_sent_is_remembered_after_a_restart(tmp_path):
    spool = Spool(tmp_path)
    write(spool, 3)
    spool.mark_sent(2)

    again = Spool(tmp_path)
    write(again)

    assert numbers(again) == [3, 4]


@pytest.mark.parametrize("torn", [b"{", b'{"hash": "abc"', b"\0\0\0\0", b"\xff\xfe"])
def test_a_torn_last_line_is_cut_off_and_nothing_else(tmp_path, torn):
    write(Spool(tmp_path), 2)
    file = next(tmp_path.glob("*.jsonl"))
    whole = file.read_bytes()
    file.write_bytes(whole + torn)

    again = Spool(tmp_path)

    assert file.read_bytes() == whole
    write(again)
    assert numbers(again) == [1, 2, 3]


def test_a_rotten_line_is_passed_over(tmp_path):
    write(Spool(tmp_path), 3)
    file = next(tmp_path.glob("*.jsonl"))
    file.write_bytes(file.read_bytes().replace(b'"detail":"2"', b'"detail":"9"'))

    assert numbers(Spool(tmp_path)) == [1, 3]


def test_numbers_never_begin_anew_even_when_the_files_are_gone(tmp_path):
    spool = Spool(tmp_path)
    write(spool, 3)
    spool.mark_sent(3)
    next(tmp_path.glob("*.jsonl")).unlink()

    assert Spool(tmp_path).next_number == 4


def test_thirty_days_without_a_network_are_kept(tmp_path):
    spool = Spool(tmp_path, file_bytes=1000)
    for day in range(30):
        write(spool, 10, at=NOON + timedelta(days=day))

    lost = spool.trim(NOON + timedelta(days=30))

    assert lost == 0
    assert numbers(spool) == list(range(1, 301))


def test_what_is_older_goes_and_is_counted(tmp_path):
    spool = Spool(tmp_path, keep=timedelta(days=40), file_bytes=1)
    write(spool, 3)
    write(spool, 2, at=NOON + timedelta(days=41))
    spool.mark_sent(1)

    lost = spool.trim(NOON + timedelta(days=41))

    assert lost == 2
    assert numbers(spool) == [4, 5]


def test_the_spool_never_outgrows_its_bound(tmp_path):
    spool = Spool(tmp_path, most_bytes=5000, file_bytes=1000)

    lost = 0
    for _ in range(100):
        write(spool)
        lost += spool.trim(NOON)

    size_bytes = sum(path.stat().st_size for path in tmp_path.glob("*.jsonl"))
    assert size_bytes <= 5000
    assert lost > 0
    assert numbers(spool) == list(range(lost + 1, 101))


def test_an_entry_that_was_changed_has_another_hash(tmp_path):
    entry = Alarmed(number=1, at=NOON, code=AlarmCode.CLOCK, detail="a")
    line = Logged(hash=hash_of(entry), entry=entry).model_dump_json()

    with pytest.raises(FormatError, match="not the entry's"):
        parse_document(Logged, line.replace('"detail":"a"', '"detail":"b"').encode())
