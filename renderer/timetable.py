"""What is shown in each window of the days to come. Pure.

The hub says which slots are due when. Here it is decided which of them fit in what was
agreed with the operators, because here it is known how long each of them takes.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from renderer.digests import digest_of_value
from renderer.errors import ProgrammeError
from renderer.messages import told_in
from renderer.programme import Airtime, Problem, Programme, Slot
from renderer.timeline import DEFAULT_PACE, FPS, Pace, cluster_scenes

AIRTIME_EXCEEDED = "AIRTIME_EXCEEDED"


def windows_from(
    programmes: Iterable[Programme], now: datetime, pace: Pace = DEFAULT_PACE
) -> tuple[Programme, ...]:
    """The windows that are not over, each with no more than was agreed.

    Raises ProgrammeError when none of them is due now.
    """
    left = tuple(one for one in programmes if one.until > now)
    if not left or left[0].at > now:
        raise ProgrammeError(
            "schedule.windows",
            "no window is due at {now}",
            "mend the hub's timetable",
            now=now.isoformat(),
        )
    return tuple(within_agreements(one, pace) for one in left)


def within_agreements(programme: Programme, pace: Pace = DEFAULT_PACE) -> Programme:
    """Without the slots by which an agency would pass what was agreed with it.

    Whole slots, with all their turns and languages, in the order of the programme; each
    that is left out becomes a problem.
    """
    needed = _frames_by_slot(programme, pace)
    left = {one.agency: one.seconds_per_loop * FPS for one in programme.airtime}
    kept, problems = [], list(programme.problems)
    for slot in programme.slots:
        agreement = programme.agreement_on(slot)
        if agreement is None:
            kept.append(slot)
        elif needed[slot.id] <= left[agreement.agency]:
            left[agreement.agency] -= needed[slot.id]
            kept.append(slot)
        else:
            lacking = needed[slot.id] - left[agreement.agency]
            problems.append(_problem(slot, agreement, needed[slot.id], lacking))
    if len(kept) == len(programme.slots):
        return programme
    return programme.model_copy(
        update={"slots": tuple(kept), "problems": tuple(problems)}
    )


def content_key(programme: Programme) -> str:
    """The same for all windows that show the same."""
    return digest_of_value(
        programme.model_dump(mode="json", exclude={"at", "until", "problems"})
    )


def _frames_by_slot(programme: Programme, pace: Pace) -> Counter[str]:
    frames: Counter[str] = Counter()
    if programme.airtime:
        for scene in cluster_scenes(programme, pace):
            if scene.slot:
                frames[scene.slot.id] += scene.frame_count
    return frames


def _problem(
    slot: Slot, agreement: Airtime, needed_frames: int, lacking_frames: int
) -> Problem:
    text = slot.item.texts[0]
    title = next((t.title for t in slot.item.texts if t.language == "vi"), text.title)
    refusal = ProgrammeError(
        f"“{title}”",
        "it needs {needed} s of each loop, {lacking} s more than {agency} has left of"
        " the {agreed} s agreed (Đ9.2, Đ14.3.a; {reference})",
        "shorten it, show it less often, take another item of the agency out, or agree"
        " on more airtime with the lead agency",
        needed=_seconds(needed_frames),
        lacking=_seconds(lacking_frames),
        agency=slot.item.agency.name_in("vi") or agreement.agency,
        agreed=agreement.seconds_per_loop,
        reference=agreement.reference or "–",
    )
    message = str(told_in("vi", refusal))
    return Problem(slot_id=slot.id, title=title, code=AIRTIME_EXCEEDED, message=message)


def _seconds(frames: int) -> str:
    """Tenths, rounded up: what is lacking is never said to be nothing."""
    tenths = -(-frames * 10 // FPS)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
