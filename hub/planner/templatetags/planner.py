"""How the planner's pages write seconds, hours, languages and clusters."""

from datetime import time

from django import template
from django.utils.translation import get_language

from hub.displays.queries import ClusterFacts
from hub.lib.languages import language_name
from hub.planner.sheet import Block

register = template.Library()
MARKS = {"vi": "VI", "en": "EN", "zh-hans": "中文"}


@register.filter
def mark(code: str) -> str:
    return MARKS.get(code, code.upper())


@register.filter
def language(code: str) -> str:
    return language_name(code)


@register.filter
def cluster_name(cluster: ClusterFacts) -> str:
    return cluster.name(get_language() or "vi")


@register.filter
def round_seconds(seconds: float) -> int:
    return round(seconds)


@register.filter
def clock(seconds: int) -> str:
    """Minutes and seconds, as a player shows them."""
    return f"{seconds // 60}:{seconds % 60:02d}"


@register.filter
def end_of(block: Block) -> str:
    """Midnight ends a day: it does not begin the next."""
    return "24:00" if block.end.time() == time(0) else f"{block.end:%H:%M}"


@register.filter
def hours(count: int) -> list[tuple[str, str]]:
    """Every third hour of a day, and where it stands on a line of that day."""
    return [
        (f"{hour:02d}:00", f"{hour * 100 / count:.4f}") for hour in range(0, count, 3)
    ]
