"""A segment's name changes with what it shows, and with nothing else."""

from typing import Any

from renderer.planning import Encoding, Level, LoopPlan, plan_loop, plan_sound
from renderer.programme import parse_programme
from renderer.timeline import FADE_FRAMES, build_timeline
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_programme,
    a_slot,
    an_item,
)

ITEMS = [an_item(key, title=key) for key in ("one", "two", "three", "four")]


def plan_of(
    *items: dict[str, Any],
    canvas: dict[str, Any] | None = None,
    theme: str = "any",
    variant: str = "day",
    theme_digest: str = "t",
    **changes: Any,
) -> LoopPlan:
    slots = [a_slot(item, slot_id=str(n), seconds=8) for n, item in enumerate(items)]
    canvases = (canvas or a_canvas(),)
    programme = parse_programme(a_programme(*slots, canvases=canvases, **changes))
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    return plan_loop(
        timeline,
        theme=theme,
        variant=variant,
        theme_digest=theme_digest,
        encoding=Encoding(),
        sounds=plan_sound(timeline, Level()),
    )


def keys_of(plan: LoopPlan) -> list[str]:
    return [action.key for action in plan.pictures]


def test_a_loop_is_a_fade_and_a_body_for_each_scene():
    plan = plan_of(*ITEMS)

    assert [a.frame_count for a in plan.pictures] == [
        FADE_FRAMES,
        200 - FADE_FRAMES,
    ] * 4
    assert plan.frame_count == 800


def test_the_same_programme_has_the_same_names():
    assert keys_of(plan_of(*ITEMS)) == keys_of(plan_of(*ITEMS))
    assert plan_of(*ITEMS).key == plan_of(*ITEMS).key


def test_what_a_theme_and_its_variant_are_called_changes_no_name():
    named = keys_of(plan_of(*ITEMS))

    assert keys_of(plan_of(*ITEMS, theme="other", variant="night")) == named
    assert keys_of(plan_of(*ITEMS, theme_digest="u")) != named


def test_a_changed_text_changes_its_body_and_the_two_fades_beside_it():
    changed = [*ITEMS[:2], an_item("three", title="ba"), ITEMS[3]]

    before, after = keys_of(plan_of(*ITEMS)), keys_of(plan_of(*changed))

    differing = [n for n in range(8) if before[n] != after[n]]
    assert differing == [4, 5, 6]  # fade in, body, fade into the next
    assert plan_of(*ITEMS).key != plan_of(*changed).key


def test_a_text_in_a_language_that_no_face_shows_changes_nothing():
    other = an_item("two", title="two")
    other["texts"][1]["title"] = "another English title"

    assert keys_of(plan_of(ITEMS[0], other)) == keys_of(plan_of(*ITEMS[:2]))


def test_two_clusters_with_the_same_canvas_share_every_segment():
    assert keys_of(plan_of(*ITEMS, cluster="a")) == keys_of(
        plan_of(*ITEMS, cluster="b")
    )


def test_another_theme_or_canvas_is_another_picture():
    canvas = a_canvas(a_face(place=(0, 0, 640, 160)), size=(640, 160))

    same = set(keys_of(plan_of(*ITEMS)))

    assert same.isdisjoint(keys_of(plan_of(*ITEMS, theme_digest="u")))
    assert same.isdisjoint(keys_of(plan_of(*ITEMS, canvas=canvas)))


def test_the_slots_number_and_the_order_of_others_change_no_body():
    moved = plan_of(ITEMS[1], ITEMS[0], ITEMS[2])
    bodies = keys_of(plan_of(*ITEMS[:3]))[1::2]

    assert sorted(bodies) == sorted(keys_of(moved)[1::2])


def test_sound_changes_the_loop_but_no_picture():
    silent = an_item("c", kind="CLIP", clip=a_clip())
    loud = an_item("c", kind="CLIP", clip=a_clip(has_audio=True))

    assert keys_of(plan_of(silent)) == keys_of(plan_of(loud))
    assert plan_of(silent).key != plan_of(loud).key


def test_a_face_seen_from_farther_away_has_other_names_where_letters_grow():
    def keys_from(distance_m: float) -> list[str]:
        face = a_face(viewing_distance_m=distance_m)
        return keys_of(plan_of(*ITEMS, canvas=a_canvas(face)))

    assert keys_from(36) != keys_from(72)
    assert keys_from(35.9) == keys_from(36)  # the same whole pixels
