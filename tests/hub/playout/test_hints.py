"""Hints: bounded, for a day, and broken ones do no harm."""

from datetime import timedelta

from django.utils import timezone

from hub.playout.hints import KEPT, MOST, announce, hinted_files, hints_path
from release.format import File


def file(number: int) -> File:
    return File(sha256=f"{number:064x}", size_bytes=number)


def test_the_newest_are_kept() -> None:
    for number in range(MOST + 5):
        announce("sapa", [file(number)])
    announce("sapa", [file(7)])

    kept = hinted_files("sapa", timezone.now())

    assert len(kept) == MOST
    assert (kept[0], kept[-1]) == (file(5), file(7))


def test_a_day_later_they_are_gone() -> None:
    announce("sapa", [file(1)])
    now = timezone.now()

    assert hinted_files("sapa", now + KEPT - timedelta(minutes=1)) == (file(1),)
    assert hinted_files("sapa", now + KEPT) == ()


def test_a_cluster_has_its_own() -> None:
    announce("sapa", [file(1)])

    assert hinted_files("ck-lao-cai", timezone.now()) == ()


def test_a_broken_file_is_no_hint_and_is_written_over() -> None:
    announce("sapa", [file(1)])
    hints_path("sapa").write_text('[{"file": 1}]')

    assert hinted_files("sapa", timezone.now()) == ()
    announce("sapa", [file(2)])
    assert hinted_files("sapa", timezone.now()) == (file(2),)
    assert [one.name for one in hints_path("sapa").parent.iterdir()] == ["sapa.json"]
