"""A message from its words to a player, and everything that stops it on the way."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.contrib.auth.models import User
from django.utils import timezone

from hub.audit.models import Entry
from hub.displays.models import Cluster
from hub.playout.shelf import sweep
from hub.urgent import queries
from hub.urgent.actions import UrgentRefusedError
from hub.urgent.composing import draw, save_message
from hub.urgent.enums import Event, TargetState
from hub.urgent.models import Message, QuietRule
from hub.urgent.sending import recall, send
from player.ladder import Situation, choose
from release.demo import DEMO_PIN
from release.format import Urgent
from tests.fakes.messages import MessageRenderer
from tests.hub.urgent.conftest import GATE, SAPA, Desk
from tests.hub.urgent.reading import urgent_of
from tests.hub.urgent.writing import (
    FLOOD,
    entered,
    meant,
    send_it,
    send_new,
    write,
)


def refused(message: Message, person: User, **more: Any) -> str:
    """What is said; no player finds anything, no target is sent, the log is silent."""
    entries = Entry.objects.count()
    given = {"pin": DEMO_PIN, "seen": meant(message), "now": timezone.now(), **more}
    with pytest.raises(UrgentRefusedError) as caught:
        send(message.pk, person, given["pin"], given["seen"], given["now"])
    assert (urgent_of(GATE), urgent_of(SAPA)) == (None, None)
    assert not message.targets.filter(state=TargetState.SENT).exists()
    assert Entry.objects.count() == entries
    return " ".join(caught.value.messages)


def quiet(*hours: int) -> dict[str, time]:
    """From so many hours from now until so many."""
    now = timezone.localtime()
    start, end = ((now + timedelta(hours=one)).time() for one in hours)
    return {"quiet_from": start, "quiet_until": end}


def titles_on(code: str) -> list[str]:
    """By the interrupts' keys, as a player reads them."""
    document = urgent_of(code)
    keys = [one.id for one in document.interrupts] if document else []
    return [Message.objects.get(key=key).title for key in keys]


def shown_on(document: Urgent) -> str:
    """The key of the message that a player with every file shows."""
    held = frozenset(file.sha256 for file in document.files)
    situation = Situation(urgent=document, held=held)
    return choose("khung-1", timezone.now(), situation).interrupt


def test_what_was_seen_reaches_the_players(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = send_new(desk.head, desk.gate, desk.sapa)

    for code in (GATE, SAPA):
        document = urgent_of(code)
        assert document is not None
        (interrupt,) = document.interrupts
        assert interrupt.id == str(message.key) == shown_on(document)
        assert interrupt.end == message.ends_at
        assert interrupt.level == "critical"
        assert interrupt.directive == "12/CĐ-UBND · 01/08/2026 · UBND tỉnh"
        (file,) = document.files
        kept = Path(hub_settings.RELEASES_DIR) / "files" / f"{file.sha256}.mp4"
        assert kept.stat().st_size == file.size_bytes


def test_the_renderer_is_asked_for_each_cluster_with_every_language(
    desk: Desk, renderer: MessageRenderer
) -> None:
    write(desk.head, desk.gate, desk.sapa)

    assert sorted(one["cluster"] for one in renderer.asked) == [GATE, SAPA]
    assert renderer.asked[0] == {
        "cluster": renderer.asked[0]["cluster"],
        "level": "critical",
        "sound": False,
        "is_drill": False,
        "texts": FLOOD,
    }
    assert set(renderer.languages_asked) == {"vi"}


def test_the_log_says_who_sent_it_on_whose_directive(
    desk: Desk, renderer: MessageRenderer
) -> None:
    send_new(desk.head, desk.gate)

    entry = Entry.objects.get(kind=Event.SENT)
    assert entry.actor == desk.head
    assert entry.details["cluster"] == GATE
    assert entry.details["directive"].startswith("12/CĐ-UBND")


def test_a_wrong_pin_sends_nothing(desk: Desk, renderer: MessageRenderer) -> None:
    message = write(desk.head, desk.gate, desk.sapa)

    assert not send_it(message, desk.head, pin="sai-het-roi-99").done
    assert (urgent_of(GATE), urgent_of(SAPA)) == (None, None)
    assert not Entry.objects.filter(kind=Event.SENT).exists()
    assert send_it(message, desk.head).done


def test_what_was_changed_after_the_preview_is_not_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = write(desk.head, desk.gate)
    seen = meant(message)
    save_message(entered(level="normal"), [desk.gate], desk.head, message=message)
    assert "xem trước" in refused(message, desk.head, seen=seen)

    draw(message, timezone.now())

    assert "không trùng" in refused(message, desk.head, seen=seen)


def test_pixels_that_were_not_shown_are_not_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = write(desk.head, desk.gate)

    assert "không trùng" in refused(message, desk.head, seen={message.fingerprint})


def test_what_was_drawn_of_another_level_is_not_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    """Whatever changed the message: its loops tell of which words they were made."""
    message = write(desk.head, desk.gate)
    Message.objects.filter(pk=message.pk).update(level="normal")
    message.refresh_from_db()

    assert "xem trước" in refused(message, desk.head)


def test_the_same_pixels_on_another_directive_were_not_seen(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = write(desk.head, desk.gate)
    seen, pixels = meant(message), message.targets.get().digests
    changed = entered(directive_number="13/CĐ-UBND", ends_at=message.ends_at)
    save_message(changed, [desk.gate], desk.head, message=message)
    draw(message, timezone.now())
    assert message.targets.get().digests == pixels

    assert "không trùng" in refused(message, desk.head, seen=seen)


def test_what_would_be_heard_in_quiet_hours_by_now_is_not_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    rule = QuietRule.objects.create(cluster=desk.gate, **quiet(5, 6))
    message = write(desk.head, desk.gate, wants_sound=True)
    assert renderer.asked[0]["sound"]
    QuietRule.objects.filter(pk=rule.pk).update(**quiet(1, 3))

    assert "giờ yên tĩnh" in refused(message, desk.head)


def test_without_a_rule_the_clusters_own_quiet_hours_are_kept(
    desk: Desk, renderer: MessageRenderer
) -> None:
    """The one is heard though it may be night, the other is not though it may be day."""
    Cluster.objects.filter(pk=desk.gate.pk).update(**quiet(5, 6))
    Cluster.objects.filter(pk=desk.sapa.pk).update(**quiet(1, 3))

    write(desk.head, desk.gate, desk.sapa, wants_sound=True)

    heard = {one["cluster"]: one["sound"] for one in renderer.asked}
    assert heard == {GATE: True, SAPA: False}


def test_what_was_sent_is_not_written_anew(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = send_new(desk.head, desk.gate)

    with pytest.raises(UrgentRefusedError, match="không sửa được nữa"):
        save_message(entered(level="normal"), [desk.gate], desk.head, message=message)

    message.refresh_from_db()
    assert (message.level, message.targets.get().state) == ("critical", "SENT")


def test_an_operators_message_never_reaches_another_cluster(
    desk: Desk, renderer: MessageRenderer
) -> None:
    with pytest.raises(UrgentRefusedError, match="sapa"):
        write(desk.operator, desk.gate, desk.sapa)
    assert not Message.objects.exists()
    of_the_head = write(desk.head, desk.gate, desk.sapa)

    assert "sapa" in refused(of_the_head, desk.operator)

    send_new(desk.operator, desk.gate)
    assert (urgent_of(GATE) is not None, urgent_of(SAPA)) == (True, None)


@pytest.mark.parametrize(
    "missing",
    [{"directive_number": " "}, {"directive_body": " "}, {"directive_date": None}],
)
def test_without_a_directive_nothing_is_sent(
    desk: Desk, renderer: MessageRenderer, missing: dict[str, str | None]
) -> None:
    message = write(desk.head, desk.gate, **missing)

    said = refused(message, desk.head)

    assert all(clause in said for clause in ("Đ7.1", "Đ9.2", "Đ14.3.a"))


@pytest.mark.parametrize(("hours", "said"), [(25, "24 giờ"), (-1, "đã qua")])
def test_it_ends_within_the_life_of_a_signature(
    desk: Desk, renderer: MessageRenderer, hours: int, said: str
) -> None:
    ends_at = timezone.now() + timedelta(hours=hours)
    message = write(desk.head, desk.gate, ends_at=ends_at)

    assert said in refused(message, desk.head)


def test_one_cluster_that_fails_stops_no_other_and_can_be_tried_again(
    desk: Desk, renderer: MessageRenderer
) -> None:
    renderer.refusals[SAPA] = {
        "where": "Cụm Sa Pa",
        "what": "chữ không vừa.",
        "todo": "Rút gọn.",
    }
    message = send_new(desk.head, desk.gate, desk.sapa)
    failed = message.targets.get(cluster=desk.sapa)
    assert (failed.state, failed.trouble) == (
        TargetState.FAILED,
        "Cụm Sa Pa chữ không vừa. Rút gọn.",
    )
    assert (titles_on(GATE), titles_on(SAPA)) == ([FLOOD["vi"]["title"]], [])

    renderer.refusals.clear()
    draw(message, timezone.now())
    outcome = send_it(message, desk.head)

    assert list(outcome.done) == [desk.sapa]
    assert titles_on(SAPA) == [FLOOD["vi"]["title"]]


def test_a_cluster_without_a_repository_is_named_and_the_others_are_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message = write(desk.head, desk.gate, desk.sapa)
    folder = Path(hub_settings.RELEASES_DIR) / "repositories" / GATE / "metadata"
    folder.rename(folder.with_name("gone"))

    outcome = send_it(message, desk.head)

    (said,) = outcome.words
    assert said.startswith("Cụm ck-lao-cai: ")
    assert titles_on(SAPA) == [FLOOD["vi"]["title"]]


def test_a_renderer_that_is_not_there_is_said_for_each_cluster(
    desk: Desk, settings: Any
) -> None:
    settings.RENDERER_URL = "http://127.0.0.1:9"

    message = write(desk.head, desk.gate)

    assert "không trả lời" in message.targets.get().trouble
    assert "xem trước" in refused(message, desk.head)


def test_a_canvas_that_the_renderer_left_out_is_not_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    renderer.canvases[GATE] = {"khung-1": (320, 160)}

    message = write(desk.head, desk.gate)

    assert "khung-1" in message.targets.get().trouble


def test_it_is_over_by_itself(desk: Desk, renderer: MessageRenderer) -> None:
    message = send_new(desk.head, desk.gate)
    document = urgent_of(GATE)
    assert document is not None
    held = frozenset(file.sha256 for file in document.files)
    situation = Situation(urgent=document, held=held)
    end = message.ends_at
    assert end is not None

    assert choose("khung-1", end - timedelta(seconds=1), situation).interrupt
    assert not choose("khung-1", end, situation).interrupt
    assert not queries.targets_on_air(message, end).exists()


def test_recalled_it_leaves_and_the_others_stay(
    desk: Desk, renderer: MessageRenderer
) -> None:
    first = send_new(desk.head, desk.gate, desk.sapa)
    second = send_new(desk.head, desk.gate, level="normal")
    recall(
        first.pk, [desk.gate.pk], desk.head, DEMO_PIN, timezone.now(), reason="Nước rút"
    )

    document = urgent_of(GATE)
    assert document is not None
    assert [one.id for one in document.interrupts] == [str(second.key)]
    assert titles_on(SAPA) == [first.title]
    entry = Entry.objects.get(kind=Event.RECALLED)
    assert (entry.actor, entry.details["reason"]) == (desk.head, "Nước rút")


@pytest.mark.parametrize(
    ("pin", "reason"), [("sai-het-roi-99", "Nước rút"), (DEMO_PIN, " ")]
)
def test_a_recall_needs_a_pin_and_a_reason(
    desk: Desk, renderer: MessageRenderer, pin: str, reason: str
) -> None:
    message, now = send_new(desk.head, desk.gate), timezone.now()

    try:
        done = recall(
            message.pk, [desk.gate.pk], desk.head, pin, now, reason=reason
        ).done
    except UrgentRefusedError:
        done = {}

    assert done == {}
    assert titles_on(GATE) == [message.title]
    assert not Entry.objects.filter(kind=Event.RECALLED).exists()


def test_an_operator_does_not_recall_what_the_lead_department_sent(
    desk: Desk, renderer: MessageRenderer
) -> None:
    message, now = send_new(desk.head, desk.gate), timezone.now()

    with pytest.raises(UrgentRefusedError, match=r"Đ7\.1"):
        recall(message.pk, [desk.gate.pk], desk.operator, DEMO_PIN, now, reason="Thôi")

    assert titles_on(GATE) == [message.title]


def test_the_highest_level_is_shown_then_the_newest_and_a_drill_last(
    desk: Desk, renderer: MessageRenderer
) -> None:
    critical = send_new(desk.head, desk.gate)
    send_new(desk.head, desk.gate, level="normal")
    send_new(desk.head, desk.gate, is_drill=True)

    document = urgent_of(GATE)
    assert document is not None
    assert len(document.interrupts) == 3
    assert shown_on(document) == str(critical.key)


def test_a_drill_is_marked_in_the_document_the_picture_and_the_log(
    desk: Desk, renderer: MessageRenderer
) -> None:
    send_new(desk.head, desk.gate, is_drill=True)

    document = urgent_of(GATE)
    assert document is not None
    assert document.interrupts[0].is_drill
    assert renderer.asked[0]["is_drill"]
    assert Entry.objects.filter(kind=Event.DRILLED).exists()
    assert not Entry.objects.filter(kind=Event.SENT).exists()


def test_its_files_are_kept_while_it_is_in_force(
    desk: Desk, renderer: MessageRenderer
) -> None:
    from hub.playout.queries import digests_kept

    send_new(desk.head, desk.gate)

    assert sweep(digests_kept(timezone.now())) == []
