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
        ("2025年12月19日，", "2025|年||12|月|19|日，"),
        ("约70公里以外", "约70|公|里以外"),
        ("8时30分", "8|时|30|分"),
        ("至 13 日 5 时，", "至 13~|日 5~|时，"),
        ("超过 250 毫米，", "超过 250~|毫|米，"),
        ("3 和 4", "3 和 4"),
        ("第3届", "第|3|届"),
        ("3和4", "3和4"),
        ("芒花（Mường Hoa）山谷", "芒|花（Mường~Hoa）山|谷"),
        ("老街—河内铁路", "老|街—河|内铁|路"),
        ("老街——门户", "老|街——门|户"),
        ("染和绣花。", "染和|绣|花。"),
        ("高速公路与国家公园", "高|速||公|路与国|家||公|园"),
        ("读《山里人》", "读《山||里||人》"),
        ("称“好地方”", "称“好||地||方”"),
        ("老街 ， 《 好 》", "老|街， 《好》"),
    ],
)
def test_chinese_keeps_numbers_names_and_words_whole(text: str, bound: str):
    assert shown(text, "zh") == bound


def test_a_mark_that_stands_apart_ends_a_line_with_its_word():
    assert shown("Xin chào ! Mời (các bạn ) vào .", "vi") == (
        "Xin chào~! Mời (các bạn~) vào~."
    )


def test_what_was_bound_can_be_let_go():
    text = "Ga Lào Cai cách 70 km, năm 2013"

    assert loosened(bind(text, "vi")) == text
    assert loosened(bind("约70公里。", "zh")) == "约70公里。"
