"""Messages that are written and drawn, and sent as they were seen."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from hub.displays.models import Cluster
from hub.urgent import queries
from hub.urgent.actions import Outcome
from hub.urgent.composing import Entered, draw, save_message
from hub.urgent.models import Message
from hub.urgent.sending import send
from release.demo import DEMO_PIN

FLOOD = {
    "vi": {"title": "CẢNH BÁO LŨ SÔNG HỒNG", "body": "Không xuống bờ sông."},
    "en": {"title": "FLOOD WARNING: RED RIVER", "body": "Keep away from the bank."},
    "zh-hans": {"title": "红河洪水预警", "body": "请勿靠近河岸。"},
}


def entered(**more: Any) -> Entered:
    plain: dict[str, Any] = {
        "level": "critical",
        "category": "Met",
        "directive_number": "12/CĐ-UBND",
        "directive_date": date(2026, 8, 1),
        "directive_body": "UBND tỉnh",
        "wants_sound": False,
        "is_drill": False,
        "ends_at": timezone.now() + timedelta(hours=2),
        "texts": FLOOD,
    }
    return Entered(**{**plain, **more})


def write(person: User, *clusters: Cluster, **more: Any) -> Message:
    message = save_message(entered(**more), clusters, person)
    draw(message, timezone.now())
    return message


def meant(message: Message) -> frozenset[str]:
    return queries.meant(message, queries.targets_drawn(message))


def send_it(message: Message, person: User, pin: str = DEMO_PIN) -> Outcome:
    return send(message.pk, person, pin, meant(message), timezone.now())


def send_new(person: User, *clusters: Cluster, **more: Any) -> Message:
    message = write(person, *clusters, **more)
    assert not send_it(message, person).failed
    message.refresh_from_db()
    return message
