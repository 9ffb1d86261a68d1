"""The status page: plain, Vietnamese, read at a glance from beside the machine. Pure."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from player.status import AlarmStatus, CanvasStatus, Status
from player.words import ALARMS, RUNGS

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width">
<title>Đầu phát {cluster}</title>
<style>
body {{ font: 18px/1.5 sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem }}
h1 {{ padding: .6rem 1rem; color: #fff; background: {colour}; font-size: 1.6rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #bbb;
vertical-align: top }}
.alarm {{ border-left: .5rem solid #a31515; padding-left: .8rem; margin: 1rem 0 }}
small {{ color: #555; overflow-wrap: anywhere }}
</style></head><body>
<h1>{verdict}</h1>
{alarms}
<table><tr><th>Khung hình</th><th>Đang phát</th><th>Vì sao</th></tr>
{canvases}</table>
<table>{facts}</table>
<p><small>Trang tự cập nhật mỗi 5 giây. Dạng máy đọc: <a href="/status.json">status.json</a>
</small></p></body></html>
"""


def write_page(status: Status) -> str:
    """The whole page."""
    colour, verdict = _verdict(status)
    return PAGE.format(
        cluster=escape(status.cluster),
        colour=colour,
        verdict=verdict,
        alarms="\n".join(map(_alarm, status.alarms)),
        canvases="\n".join(map(_canvas, status.canvases)),
        facts="\n".join(
            f"<tr><th>{name}</th><td>{escape(value)}</td></tr>"
            for name, value in _facts(status)
        ),
    )


def _verdict(status: Status) -> tuple[str, str]:
    if not all(one.is_playing for one in status.canvases):
        return "#a31515", "CÓ KHUNG HÌNH KHÔNG PHÁT"
    if status.alarms:
        return "#8a5a00", f"ĐANG PHÁT, có {len(status.alarms)} cảnh báo"
    return "#1b6e36", "ĐANG PHÁT BÌNH THƯỜNG"


def _alarm(alarm: AlarmStatus) -> str:
    what, todo = ALARMS[alarm.code]
    return (
        f'<div class="alarm"><b>{what}</b> (từ {_hour(alarm.since)})<br>{todo}'
        f"<br><small>{escape(alarm.detail)}</small></div>"
    )


def _canvas(one: CanvasStatus) -> str:
    title = (one.title or "—") if one.is_playing else "chưa có hình"
    loop = f"<br><small>{one.loop[:16]}…</small>" if one.loop else ""
    return (
        f"<tr><td>{escape(one.canvas)}</td><td>{escape(title)}{loop}</td>"
        f"<td>{RUNGS[one.rung]}</td></tr>"
    )


def _facts(status: Status) -> list[tuple[str, str]]:
    behind = status.seen_seq - status.seq
    waiting = f", bản {status.seen_seq} đang tải" if behind > 0 else ""
    facts = [
        ("Cụm", status.cluster),
        ("Giờ dùng để phát", _hour(status.at)),
        ("Bản đang phát", f"số {status.seq}{waiting}" if status.seq else "chưa có"),
        ("Còn phải tải", _number(status.missing_bytes / 1e6, "MB")),
        ("Đĩa còn trống", _number(status.free_bytes / 1e9, "GB")),
        ("Nhật ký chưa gửi", f"{status.unsent_entries} mục"),
    ]
    if status.clock_offset_ms is not None:
        seconds = status.clock_offset_ms / 1000
        facts.append(("Lệch giờ với máy chủ", _number(seconds, "giây")))
    if status.temperature_c is not None:
        facts.append(("Nhiệt độ", f"{status.temperature_c:.0f} °C"))
    return facts


def _number(value: float, unit: str) -> str:
    """As it is written in Vietnamese."""
    return f"{value:.1f} {unit}".replace(".", ",").replace("-", "−")


def _hour(instant: datetime) -> str:
    return instant.astimezone(HERE).strftime("%H:%M:%S ngày %d/%m/%Y")
