"""What a chain tells of each way in which somebody may have had a hand in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hub.audit.chain import Break, End, Fault, Link, find_break

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)


def make_chain(count: int) -> tuple[list[tuple[Link, str]], End]:
    links, end = [], End()
    for number in range(1, count + 1):
        link = Link(
            number, AT, 7, "quan-tri", "wagtail.publish", "page", "3", "Tin", {}, ""
        )
        link = replace(link, previous=end.digest)
        end = End(number, link.digest())
        links.append((link, end.digest))
    return links, end


def test_a_chain_that_nobody_touched_holds() -> None:
    links, end = make_chain(3)

    assert find_break(links, end) is None


def test_an_empty_chain_holds() -> None:
    assert find_break([], End()) is None


def test_a_changed_word_is_found() -> None:
    links, end = make_chain(3)
    link, digest = links[1]
    links[1] = (replace(link, subject_title="Tin khác"), digest)

    assert find_break(links, end) == Break(2, Fault.CHANGED)


def test_a_changed_word_with_a_digest_made_anew_is_found_one_further() -> None:
    links, end = make_chain(3)
    forged = replace(links[1][0], details={"reason": "khác"})
    links[1] = (forged, forged.digest())

    assert find_break(links, end) == Break(3, Fault.UNLINKED)


def test_an_entry_taken_out_is_found() -> None:
    links, end = make_chain(3)
    del links[1]

    assert find_break(links, end) == Break(2, Fault.MISSING)


def test_an_end_that_was_cut_off_is_found() -> None:
    links, end = make_chain(3)

    assert find_break(links[:2], end) == Break(3, Fault.CUT_OFF)


def test_an_end_that_was_written_anew_is_found() -> None:
    links, end = make_chain(3)
    forged = replace(links[2][0], actor_name="người khác")
    links[2] = (forged, forged.digest())

    assert find_break(links, end) == Break(4, Fault.CUT_OFF)


def test_the_digest_is_of_the_instant_whatever_its_zone() -> None:
    (link, digest), *_ = make_chain(1)[0]
    hanoi = link.at.astimezone(timezone(timedelta(hours=7)))

    assert replace(link, at=hanoi).digest() == digest
