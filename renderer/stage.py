"""Where and in which look a cluster shows something that is not its programme. Pure.

Read from the hub's schedule, of which nothing else matters here: an urgent message is not
held up by an item that cannot be shown.
"""

from datetime import datetime
from typing import Any

from renderer.errors import ProgrammeError
from renderer.programme import Programme, answer_to, parse_programme


def parse_stage(schedule: Any, now: datetime) -> Programme:
    """The window that is due, or the nearest there is, without slots and running line.

    Raises:
        ProgrammeError: the document is no schedule, or it has no window.
        LayoutError: a canvas or face cannot exist as described.
    """
    answer = answer_to("schedule", schedule)
    windows = [_bare(answer, window) for window in answer.get("windows") or ()]
    if not windows:
        raise ProgrammeError(
            "schedule.windows",
            "no window is due at {now}",
            "mend the hub's timetable",
            now=now.isoformat(),
        )
    due = [window for window in windows if window.at <= now]
    return bare(due[-1] if due else windows[0])


def bare(programme: Programme) -> Programme:
    """The cluster and its look, with nothing of anybody's to show."""
    cluster = programme.cluster.model_copy(update={"ticker": ()})
    return programme.model_copy(
        update={"cluster": cluster, "slots": (), "airtime": (), "problems": ()}
    )


def _bare(answer: dict[str, Any], window: dict[str, Any]) -> Programme:
    programme = {**window, "cluster": answer.get("cluster"), "slots": []}
    return parse_programme({"data": {"programme": {**programme, "problems": []}}})
