"""What belongs together is held together."""

import pytest

from renderer.typesetting.binding import bind, loosened


def shown(text: str, tag: str) -> str:
    """No-break spaces as ~ and word joiners as |."""
    return bind(text, tag).replace("\u00a0", "~").replace("\u2060", "|")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("cách khoảng 70 km.", "cách khoảng~70~km."),
        ("cao 3.147,3 mét", "cao 3.147,3~mét"),
        ("On 19 December 2025 work", "On 19~December~2025 work"),
        ("năm 2013, ruộng", "năm~2013, ruộng"),
        ("Ở Y Tý là", "Ở Y~Tý là"),
        ("dãy Hoàng Liên Sơn là", "dãy Hoàng~Liên~Sơn là"),
        ("tuyến Lào Cai – Hà Nội", "tuyến Lào~Cai~– Hà~Nội"),
        ("Economic Zone Management Board", "Economic Zone Management Board"),
        ("số II và số 4D", "số~II và số~4D"),
        ("người Mông, Dao và Tày", "người Mông, Dao và Tày"),
    ],
)
def test_numbers_keep_their_units_and_names_their_parts(text: str, bound: str):
    assert shown(text, "vi") == bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("2013年，", "2013|年，"),
        ("2025年12月19日，", "2025|年12|月|19|日，"),
        ("约70公里以外", "约70|公|里以外"),
        ("芒花（Mường Hoa）山谷", "芒花（Mường~Hoa）山谷"),
        ("老街—河内铁路", "老|街—河|内铁路"),
        ("老街——门户", "老街——门户"),
        ("染和刺绣。", "染和|刺|绣。"),
    ],
)
def test_chinese_keeps_numbers_latin_names_and_ends_whole(text: str, bound: str):
    assert shown(text, "zh") == bound


def test_what_was_bound_can_be_let_go():
    text = "Ga Lào Cai cách 70 km, năm 2013"

    assert loosened(bind(text, "vi")) == text
    assert loosened(bind("约70公里。", "zh")) == "约70公里。"
