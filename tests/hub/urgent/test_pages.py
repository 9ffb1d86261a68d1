"""The pages: who gets in, what a form refuses, what a forged post comes to."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from hub.urgent.enums import TargetState
from hub.urgent.models import Message, QuietRule, Template, TemplateText
from release.demo import DEMO_PIN
from tests.fakes.messages import MessageRenderer
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder
from tests.hub.urgent.conftest import GATE, SAPA, Desk
from tests.hub.urgent.reading import urgent_of
from tests.hub.urgent.writing import FLOOD, meant, send_new, write

HOME, NEW, SLATE = "/cms/urgent/", "/cms/urgent/new/", "/cms/urgent/slate/"


def sign_in(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def form(*clusters: Any, **more: Any) -> dict[str, Any]:
    ends_at = timezone.localtime(timezone.now() + timedelta(hours=2))
    texts = {
        f"{part}_{code}": words
        for code, text in FLOOD.items()
        for part, words in text.items()
    }
    return {
        "level": "critical",
        "category": "Met",
        "clusters": [one.pk for one in clusters],
        "ends_at": f"{ends_at:%Y-%m-%dT%H:%M}",
        "directive_number": "12/CĐ-UBND",
        "directive_date": "2026-08-01",
        "directive_body": "UBND tỉnh",
        **texts,
        **more,
    }


def page_of(message: Message, name: str = "message") -> str:
    return reverse(f"urgent:{name}", args=[message.pk])


def seen_on(client: Client, message: Message) -> str:
    return str(client.get(page_of(message)).context["shown"].seen)


def make_template() -> Template:
    template = Template(code="sat-lo", level="high", category="Transport", hours=8)
    template.texts = [
        TemplateText(
            locale=Locale.objects.get(language_code=code),
            title=title,
            body=f"{{km_range}} {code}",
        )
        for code, title in (("vi", "SẠT LỞ"), ("en", "LANDSLIDE"), ("zh-hans", "塌方"))
    ]
    template.save()
    return template


def test_from_the_form_over_the_preview_to_the_wall(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    sign_in(client, desk.head)

    client.post(NEW, form(desk.gate, desk.sapa))
    message = Message.objects.get()
    said = client.get(page_of(message)).content.decode()
    assert all(one["cluster"] in (GATE, SAPA) for one in renderer.asked)
    for target in message.targets.all():
        for sha256 in target.digests:
            assert f"/loops/files/{sha256}.mp4" in said
    sent = {"seen": seen_on(client, message), "pin": DEMO_PIN}
    answer = client.post(page_of(message), sent)

    assert answer.status_code == HTTPStatus.FOUND
    for code in (GATE, SAPA):
        document = urgent_of(code)
        assert document is not None
        assert [one.id for one in document.interrupts] == [str(message.key)]
    assert FLOOD["vi"]["title"] in client.get(HOME).content.decode()


def test_a_template_brings_its_words_and_asks_for_its_places(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    make_template()
    sign_in(client, desk.head)
    address = f"{NEW}?template=sat-lo"
    said = client.get(address).content.decode()
    assert all(words in said for words in ("LANDSLIDE", 'name="place_km_range"'))
    shown = client.get(address).context["form"]
    words = {one.name: one.value() for one in shown.text_fields}

    left_open = client.post(address, form(desk.gate, **words))
    client.post(address, form(desk.gate, **words, place_km_range="Km 98"))

    assert left_open.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Message.objects.get().texts["en"] == {
        "title": "LANDSLIDE",
        "body": "Km 98 en",
    }


def test_free_text_in_vietnamese_alone_is_sent_with_what_is_missing_marked(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    sign_in(client, desk.head)
    empty = {
        f"{part}_{code}": "" for part in ("title", "body") for code in ("en", "zh-hans")
    }

    client.post(NEW, form(desk.gate, **empty))

    message = Message.objects.get()
    assert set(renderer.asked[0]["texts"]) == {"vi"}
    said = client.get(page_of(message)).content.decode()
    assert "Còn thiếu" in said
    assert "thiếu" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"directive_number": ""}, "Đ14.3.a"),
        ({"directive_date": ""}, "Đ14.3.a"),
        ({"directive_body": ""}, "Đ14.3.a"),
        ({"ends_at": "2020-01-01T00:00"}, "đã qua"),
        ({"ends_at": "2099-01-01T00:00"}, "24 giờ"),
        ({"clusters": []}, "ít nhất một cụm"),
        ({"title_vi": ""}, "errorlist"),
        ({"title_vi": "Đoạn {km}"}, "Chưa điền"),
    ],
)
def test_a_wrong_form_says_why_keeps_what_was_written_and_draws_nothing(
    client: Client,
    desk: Desk,
    renderer: MessageRenderer,
    wrong: dict[str, Any],
    said: str,
) -> None:
    answer = sign_in(client, desk.head).post(NEW, form(desk.gate, **wrong))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert "Keep away from the bank." in answer.content.decode()
    assert (Message.objects.count(), renderer.asked) == (0, [])


def test_a_forged_post_takes_an_operator_to_no_other_cluster(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    of_the_head = write(desk.head, desk.sapa)
    both = write(desk.head, desk.gate, desk.sapa)
    sign_in(client, desk.operator)

    named = client.post(NEW, form(desk.gate, desk.sapa))
    out_of_reach = client.post(
        page_of(of_the_head), {"seen": " ".join(meant(of_the_head)), "pin": DEMO_PIN}
    )
    half = client.post(page_of(both), {"seen": " ".join(meant(both)), "pin": DEMO_PIN})
    slate = client.post(
        SLATE,
        {"clusters": [desk.sapa.pk], "reason": "x", "pin": DEMO_PIN, "do": "order"},
    )

    assert named.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert out_of_reach.status_code == HTTPStatus.NOT_FOUND
    assert half.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert slate.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (urgent_of(GATE), urgent_of(SAPA)) == (None, None)
    assert Message.objects.count() == 2


def test_an_operator_is_offered_its_own_clusters_alone(
    client: Client, desk: Desk
) -> None:
    offered = sign_in(client, desk.operator).get(NEW).context["form"]

    assert list(offered.fields["clusters"].queryset) == [desk.gate]


def test_what_the_page_did_not_show_is_not_sent(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    message = write(desk.head, desk.gate)
    sign_in(client, desk.head)

    answer = client.post(page_of(message), {"seen": "0" * 64, "pin": DEMO_PIN})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không trùng" in answer.content.decode()
    assert DEMO_PIN not in answer.content.decode()
    assert urgent_of(GATE) is None


def test_it_is_recalled_on_its_page(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    message = send_new(desk.head, desk.gate)
    sign_in(client, desk.head)
    assert page_of(message, "recall") in client.get(page_of(message)).content.decode()
    given = {"clusters": [desk.gate.pk], "reason": "Nước đã rút", "pin": DEMO_PIN}

    client.post(page_of(message, "recall"), given)

    document = urgent_of(GATE)
    assert document is not None
    assert document.interrupts == ()
    assert message.targets.get().state == TargetState.RECALLED


def test_the_slate_is_ordered_on_its_page(client: Client, desk: Desk) -> None:
    sign_in(client, desk.head)
    given = {"clusters": [desk.gate.pk], "reason": "Hình lạ", "pin": DEMO_PIN}

    client.post(SLATE, {**given, "do": "order"})

    document = urgent_of(GATE)
    assert document is not None
    assert document.is_slate_ordered
    assert "Đang có lệnh chiếu màn hình an toàn" in client.get(HOME).content.decode()


def test_whoever_has_no_key_is_told_how_to_get_one(client: Client, desk: Desk) -> None:
    said = sign_in(client, desk.keyless).get(HOME).content.decode()

    assert "Bạn chưa có khóa khẩn cấp" in said


def test_without_the_right_there_is_neither_page_nor_menu(
    client: Client, db: None
) -> None:
    sign_in(client, make_holder("contributor", make_agency()))

    answers = [client.get(one) for one in (HOME, NEW, SLATE, "/cms/urgent/import/")]

    assert {one.status_code for one in answers} == {HTTPStatus.FOUND}
    assert HOME not in client.get("/cms/").content.decode()


def test_in_quiet_hours_it_is_drawn_without_sound_and_the_page_says_so(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    now = timezone.localtime()
    QuietRule.objects.create(
        cluster=desk.gate,
        quiet_from=(now + timedelta(hours=1)).time(),
        quiet_until=(now + timedelta(hours=3)).time(),
    )
    QuietRule.objects.create(
        cluster=desk.sapa,
        quiet_from=(now + timedelta(hours=1)).time(),
        quiet_until=(now + timedelta(hours=3)).time(),
        is_critical_heard=True,
    )

    message = write(desk.head, desk.gate, desk.sapa, wants_sound=True)

    assert {one["cluster"]: one["sound"] for one in renderer.asked} == {
        GATE: False,
        SAPA: True,
    }
    said = sign_in(client, desk.head).get(page_of(message)).content.decode()
    assert said.count("rơi vào giờ yên tĩnh") == 1


def test_an_alert_from_elsewhere_becomes_a_draft_that_everything_is_asked_of(
    client: Client, desk: Desk, renderer: MessageRenderer
) -> None:
    sent = send_new(desk.head, desk.gate)
    sign_in(client, desk.head)
    exported = client.get(page_of(sent, "cap"))
    assert exported["Content-Type"] == "application/cap+xml"
    file = SimpleUploadedFile("a.xml", exported.content)

    answer = client.post("/cms/urgent/import/", {"file": file})

    draft = Message.objects.exclude(pk=sent.pk).get()
    assert answer["Location"] == page_of(draft, "edit")
    assert draft.texts == FLOOD
    assert (draft.directive, draft.targets.count(), draft.sent_at) == ("", 0, None)
    assert FLOOD["en"]["title"] in client.get(answer["Location"]).content.decode()


def test_a_bad_alert_makes_no_draft(client: Client, desk: Desk) -> None:
    file = SimpleUploadedFile("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")

    answer = sign_in(client, desk.head).post("/cms/urgent/import/", {"file": file})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Message.objects.exists()


def test_a_longer_overview_costs_no_more_queries(
    client: Client,
    desk: Desk,
    renderer: MessageRenderer,
    django_assert_num_queries: Any,
) -> None:
    write(desk.head, desk.gate)
    sign_in(client, desk.head).get(HOME)
    with django_assert_num_queries(26):
        client.get(HOME)

    for _ in range(2):
        write(desk.head, desk.gate)

    with django_assert_num_queries(26):
        client.get(HOME)
