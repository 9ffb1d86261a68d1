"""The hub's schedule of a cluster: many windows in one answer. Pure.

It says what each slot is once; a window lists the ids of the slots that it shows.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from renderer.errors import ProgrammeError
from renderer.programme import Programme, answer_to, parse_programme


def parse_schedule(document: Any) -> tuple[Programme, ...]:
    """A programme for each window, in order, without a gap.

    Raises:
        ProgrammeError: the document is no schedule, a slot cannot be shown, or the
            windows leave a gap or overlap.
        LayoutError: a canvas or face cannot exist as described.
    """
    schedule = answer_to("schedule", document)
    programmes = tuple(
        parse_programme({"data": {"programme": window}})
        for window in _windows_in(schedule)
    )
    for before, after in pairwise(programmes):
        if before.until != after.at:
            raise ProgrammeError(
                f"schedule.windows[{after.at.isoformat()}]",
                "it does not begin where the window before it ends",
                "mend the hub's timetable",
            )
    return programmes


def _windows_in(schedule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each window with all that its programme says."""
    try:
        slots = {slot["id"]: slot for slot in schedule["slots"]}
        for window in schedule["windows"]:
            shown = [slots[slot_id] for slot_id in window["slots"]]
            yield {**window, "cluster": schedule["cluster"], "slots": shown}
    except (KeyError, TypeError) as error:
        raise ProgrammeError(
            "schedule",
            "its windows and slots do not fit together ({reason})",
            "mend the query or the hub",
            reason=repr(error),
        ) from error
