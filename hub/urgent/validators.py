"""Whether a message is ready to be drawn and sent, and if not, what to do. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext

from release.format import Loop

PLACE = re.compile(r"\{(\w+)\}")


def places_in(*texts: str) -> tuple[str, ...]:
    """The names of what is to be filled in, each once, in order."""
    found = [name for text in texts for name in PLACE.findall(text)]
    return tuple(dict.fromkeys(found))


def filled(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1]) or place[0], text)


def find_wrong_end(ends_at: datetime, now: datetime, most: timedelta) -> str | None:
    """Nobody but a person signs, so a message lasts as long as one signature."""
    if ends_at <= now:
        return gettext("The end is past. Choose a time to come.")
    if ends_at > now + most:
        hours = int(most.total_seconds() // 3600)
        return gettext(
            "A message ends at most %(hours)s hours from now: no signature for an urgent "
            "message counts for longer. Choose an earlier end; whoever wants it longer "
            "sends it anew."
        ) % {"hours": hours}
    return None


def find_missing_directive(number: str, body: str, *, has_date: bool) -> str | None:
    if number.strip() and body.strip() and has_date:
        return None
    return gettext(
        "Write the directive that this message rests on: its number, its date and who "
        "issued it. Nothing urgent is shown without one (Đ7.1, Đ9.2, Đ14.3.a)."
    )


def find_loop_fault(
    loops: Mapping[str, Loop], canvases: Mapping[str, tuple[int, int]]
) -> str | None:
    """`canvases` are the cluster's with their sizes."""
    return next(_loop_faults(loops, canvases), None)


def _loop_faults(
    loops: Mapping[str, Loop], canvases: Mapping[str, tuple[int, int]]
) -> Iterator[str]:
    if missing := sorted(set(canvases) - set(loops)):
        yield gettext("The renderer made nothing for canvas %(canvas)s.") % {
            "canvas": missing[0]
        }
    for canvas, loop in loops.items():
        if canvases.get(canvas) != (loop.width_px, loop.height_px):
            yield gettext(
                "What the renderer made for canvas %(canvas)s does not have its size."
            ) % {"canvas": canvas}
    if len({(loop.frame_count, loop.fps) for loop in loops.values()}) > 1:
        yield gettext("The canvases' loops differ in length, so they would run apart.")


def find_unseen(seen: Collection[str], meant: Collection[str]) -> str | None:
    """People approve the pixels: what is signed is what the page showed."""
    if frozenset(seen) == frozenset(meant):
        return None
    return gettext(
        "What you looked at is not what would be sent. Look at the pictures below and "
        "send it again."
    )
