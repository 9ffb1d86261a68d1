"""A release comes into force when every file of it is here; a recall at once."""

from player.activation import InForce, next_in_force, urgent_files, wanted_files
from release.trust import Trusted
from tests.player.builders import (
    NOON,
    always,
    interrupt_of,
    loop_of,
    urgent_of,
)

OLD, NEW, SIDE, ALERT = (loop_of(name) for name in (b"old", b"new", b"side", b"alert"))
FIRST = always(1, led=OLD)
SECOND = always(2, led=NEW, cot=SIDE)
NOW = InForce(FIRST)


def held(*loops) -> frozenset[str]:
    return frozenset(loop.file.sha256 for loop in loops)


def trusted(release=None, urgent=None) -> Trusted:
    return Trusted(release, urgent, NOON)


def test_while_one_file_of_one_canvas_is_missing_the_old_release_stays():
    after = next_in_force(NOW, trusted(SECOND), held(OLD, NEW))

    assert after is NOW


def test_with_the_last_file_the_new_release_is_in_force():
    after = next_in_force(NOW, trusted(SECOND), held(OLD, NEW, SIDE))

    assert after.release is SECOND


def test_an_older_release_never_comes_back():
    after = next_in_force(InForce(SECOND), trusted(FIRST), held(OLD, NEW, SIDE))

    assert after.release is SECOND


def test_an_older_urgent_document_never_comes_back():
    recalled = InForce(FIRST, urgent_of(2))
    message = urgent_of(1, interrupt_of("a", led=ALERT), loops=[ALERT])

    after = next_in_force(recalled, trusted(FIRST, message), held(OLD, ALERT))

    assert after is recalled


def test_a_recall_waits_for_no_file():
    message = interrupt_of("a", led=ALERT)
    shown = InForce(FIRST, urgent_of(1, message, loops=[ALERT]))
    recall = urgent_of(2, interrupt_of("b", led=NEW), loops=[NEW])

    after = next_in_force(shown, trusted(FIRST, recall), held(OLD, ALERT))

    assert after.urgent is recall


def test_urgent_files_are_wanted_before_all_others():
    urgent = urgent_of(1, interrupt_of("a", led=ALERT), loops=[ALERT])

    wanted = wanted_files(NOW, trusted(SECOND, urgent))

    assert wanted == (ALERT.file, OLD.file, NEW.file, SIDE.file)
    assert urgent_files(NOW, trusted(SECOND, urgent)) == (ALERT.file,)


def test_a_file_is_wanted_once():
    again = always(2, led=OLD)

    assert wanted_files(NOW, trusted(again)) == (OLD.file,)
