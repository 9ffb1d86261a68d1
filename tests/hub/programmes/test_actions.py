"""Programmes made by code."""

import pytest
from django.core.exceptions import ValidationError

from hub.programmes.actions import add_programme
from hub.programmes.models import Programme
from tests.hub.builders import make_cluster, make_story

pytestmark = pytest.mark.django_db


def test_a_programme_made_by_code_is_live_with_its_slots() -> None:
    first, second = make_story("A"), make_story("B")

    programme = add_programme(
        make_cluster(), "Hằng ngày", [(first, 20), (second, None)]
    )

    assert Programme.objects.get() == programme
    assert programme.live
    assert [(slot.item.title, slot.seconds) for slot in programme.slots.all()] == [
        ("A", 20),
        ("B", None),
    ]


def test_code_is_refused_like_people_are() -> None:
    cluster, story = make_cluster(), make_story(languages=("vi",))

    with pytest.raises(ValidationError) as refused:
        add_programme(cluster, "Hằng ngày", [(story, None)])

    assert "Đ7.2" in refused.value.messages[0]
    assert not Programme.objects.exists()
