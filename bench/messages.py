"""How long whoever sends an urgent message waits for its picture, and how large it is."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from bench.programme import PROGRAMMES
from bench.rendering import THEMES, seconds_of
from renderer.building import Builder
from renderer.checking import check_programme
from renderer.executors import LocalExecutor, PromptExecutor, Urgency
from renderer.hub_client import SavedProgramme
from renderer.planning import SMALL, Encoding
from renderer.programme import Programme, UrgentLevel, parse_programme
from renderer.stage import bare
from renderer.store import Store
from renderer.themes import read_theme
from renderer.urgent import UrgentMessage, UrgentText, urgent_programme

CLUSTERS = {"sapa": "sapa", "lao_cai": "ck-lao-cai", "kim_thanh": "ck-kim-thanh"}
TIMES = 5
TEXTS = {
    "vi": UrgentText(
        "SẠT LỞ TRÊN QUỐC LỘ 4D",
        "Đoạn Km 92–Km 95 bị sạt lở, tạm cấm mọi phương tiện. Đề nghị đi theo phân luồng"
        " của lực lượng chức năng, không dừng xe dưới mái dốc.",
    ),
    "en": UrgentText(
        "LANDSLIDE ON NATIONAL ROAD 4D",
        "The road is closed to all vehicles at Km 92–Km 95. Follow the traffic officers'"
        " diversion and do not stop below steep slopes.",
    ),
    "zh-hans": UrgentText(
        "4D国道塌方",
        "Km 92–Km 95路段发生塌方，暂时禁止一切车辆通行。请按执勤人员指引绕行，"
        "不要在陡坡下停车。",
    ),
}


def measure_messages(folder: Path) -> dict[str, float]:
    """The middle of several, none of which finds anything of the one before."""
    store = Store(folder / "messages")
    local = LocalExecutor(store.address, THEMES)
    executor = PromptExecutor(local, store.address, THEMES)
    builder = Builder(store, THEMES, executor, encoding=SMALL)
    measured = {
        f"message_{name}_s": _middle(builder, _stage(code))
        for name, code in CLUSTERS.items()
    }
    sapa = _message(_stage("sapa"), "!")
    measured["message_check_share"] = (
        _seconds_to_check(builder, _message(_stage("sapa"), "?"))
        / measured["message_sapa_s"]
    )
    repeated = replace(builder, encoding=Encoding())
    measured["message_bytes_vs_repeated"] = _build(builder, sapa) / _build(
        repeated, sapa
    )
    return measured


def _stage(code: str) -> Programme:
    return bare(parse_programme(SavedProgramme(PROGRAMMES / f"{code}.json").read()))


def _message(stage: Programme, ending: str) -> Programme:
    texts = {
        code: UrgentText(f"{text.title} {ending}", f"{text.body} {ending}")
        for code, text in TEXTS.items()
    }
    return urgent_programme(stage, UrgentMessage(UrgentLevel.CRITICAL, texts), None)


def _middle(builder: Builder, stage: Programme) -> float:
    """The first, with which everything comes warm, does not count."""
    messages = [_message(stage, str(number)) for number in range(TIMES + 1)]
    taken = [seconds_of(partial(_build, builder, message)) for message in messages]
    return median(taken[1:])


def _build(builder: Builder, programme: Programme) -> int:
    """How many bytes its loops have."""
    built = builder.build(programme, lambda _: None, urgency=Urgency.INTERRUPT)
    return sum(loop.file.size_bytes for loop in built.loops.values())


def _seconds_to_check(builder: Builder, programme: Programme) -> float:
    theme = read_theme(THEMES / programme.theme, programme.variant)
    return seconds_of(
        lambda: check_programme(programme, theme, builder.store, builder.pace)
    )
