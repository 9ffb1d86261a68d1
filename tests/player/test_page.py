"""The status page is read at a glance, and nothing on it is anybody's HTML."""

import json
from dataclasses import replace
from urllib.request import urlopen

import pytest

from player.page import write_page
from player.serving import StatusServer
from player.status import AlarmStatus, CanvasStatus, Status
from player.words import ALARMS, RUNGS
from release.reports import AlarmCode, Rung
from release.trust import Attack
from tests.player.builders import NOON

CANVAS = CanvasStatus("led", Rung.SCHEDULED, True, "a" * 64, "Cốc Lếu")
STATUS = Status("kim-thanh", NOON, 7, 7, 0, (CANVAS,), (), 5 * 10**9, 0, 3, 120, 41.5)


def test_all_is_well():
    page = write_page(STATUS)

    assert "ĐANG PHÁT BÌNH THƯỜNG" in page
    assert "Cốc Lếu" in page
    assert "19:00:00 ngày 01/12/2026" in page
    assert "42 °C" in page
    assert "5,0 GB" in page


@pytest.mark.parametrize("code", list(AlarmCode))
def test_an_alarm_says_what_to_do(code):
    page = write_page(replace(STATUS, alarms=(AlarmStatus(code, "chi tiết", NOON),)))

    assert "1 cảnh báo" in page
    assert all(words in page for words in ALARMS[code])


def test_a_dark_canvas_is_said_first():
    dark = replace(CANVAS, is_playing=False)

    assert "CÓ KHUNG HÌNH KHÔNG PHÁT" in write_page(replace(STATUS, canvases=(dark,)))


def test_a_title_is_no_html():
    canvas = replace(CANVAS, title="<script>alert(1)</script>")

    assert "<script>" not in write_page(replace(STATUS, canvases=(canvas,)))


def test_every_rung_alarm_and_attack_has_its_words():
    assert set(RUNGS) == set(Rung)
    assert set(ALARMS) == set(AlarmCode)
    assert {AlarmCode(attack.value) for attack in Attack} <= set(AlarmCode)


def test_page_and_json_are_served_and_nothing_else():
    server = StatusServer("127.0.0.1", 0, lambda: STATUS)
    server.start()
    try:
        with urlopen(f"{server.address}/") as page:
            assert "kim-thanh" in page.read().decode()
        with urlopen(f"{server.address}/status.json") as document:
            assert json.load(document)["seq"] == 7
        with pytest.raises(OSError, match="404"):
            urlopen(f"{server.address}/../etc/passwd")
    finally:
        server.end()
