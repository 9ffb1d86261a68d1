"""Whether a release can go dark in the seven days to come. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.utils.translation import gettext

from release.format import Release, Window

PROVEN = timedelta(days=7)


@dataclass(frozen=True)
class Fault:
    """Why it is not proven, in the reader's language. A blocking one stops approval."""

    message: str
    is_blocking: bool = True


def find_faults(
    release: Release,
    canvases: Mapping[str, tuple[int, int]],
    since: datetime,
    zone: tzinfo,
    *,
    needs_fallbacks: bool,
) -> tuple[Fault, ...]:
    """`canvases` are the cluster's, with their sizes. Nothing found: it is proven."""
    windows = [one for one in release.timetable.windows if one.end > since]
    return (
        *_gaps(windows, since, zone),
        *_dark_canvases(windows, canvases, zone),
        *_unequal_lengths(release, windows, zone),
        *_wrong_sizes(release, canvases),
        *_missing_fallbacks(release, canvases, is_blocking=needs_fallbacks),
    )


def _gaps(windows: list[Window], since: datetime, zone: tzinfo) -> Iterator[Fault]:
    reached, until = since, since + PROVEN
    for window in sorted(windows, key=lambda one: one.start):
        if window.start > reached and reached < until:
            yield _gap(reached, min(window.start, until), zone)
        reached = max(reached, window.end)
    if reached < until:
        yield _gap(reached, until, zone)


def _gap(start: datetime, end: datetime, zone: tzinfo) -> Fault:
    return Fault(
        gettext(
            "Nothing is planned from %(start)s until %(end)s. Let the renderer finish "
            "the seven days, then look again."
        )
        % {"start": _said(start, zone), "end": _said(end, zone)}
    )


def _dark_canvases(
    windows: list[Window], canvases: Mapping[str, tuple[int, int]], zone: tzinfo
) -> Iterator[Fault]:
    for canvas in canvases:
        for window in windows:
            if canvas not in window.loops:
                yield Fault(
                    gettext(
                        "Canvas %(canvas)s has no loop from %(start)s on. Check the "
                        "cluster's canvases and let the renderer make the loops again."
                    )
                    % {"canvas": canvas, "start": _said(window.start, zone)}
                )
                break


def _unequal_lengths(
    release: Release, windows: list[Window], zone: tzinfo
) -> Iterator[Fault]:
    """Players agree on the place in the loop without talking, by its length."""
    for window in windows:
        loops = [release.timetable.loops[one] for one in window.loops.values()]
        if len({(loop.frame_count, loop.fps) for loop in loops}) > 1:
            yield Fault(
                gettext(
                    "From %(start)s on the canvases' loops differ in length, so they "
                    "would run apart. Let the renderer make them again."
                )
                % {"start": _said(window.start, zone)}
            )


def _wrong_sizes(
    release: Release, canvases: Mapping[str, tuple[int, int]]
) -> Iterator[Fault]:
    named = {
        (canvas, sha256)
        for window in release.timetable.windows
        for canvas, sha256 in window.loops.items()
        if canvas in canvases
    }
    wrong = {
        canvas for canvas, sha256 in named if _size(release, sha256) != canvases[canvas]
    }
    for canvas in sorted(wrong):
        yield Fault(
            gettext(
                "A loop of canvas %(canvas)s does not have its size. Let the renderer "
                "make it again."
            )
            % {"canvas": canvas}
        )


def _size(release: Release, sha256: str) -> tuple[int, int]:
    loop = release.timetable.loops[sha256]
    return loop.width_px, loop.height_px


def _missing_fallbacks(
    release: Release, canvases: Mapping[str, tuple[int, int]], *, is_blocking: bool
) -> Iterator[Fault]:
    for canvas in canvases:
        if canvas not in release.filler:
            words = gettext(
                "Canvas %(canvas)s has no filler in this release; the player would go on "
                "with its last good loop."
            )
            yield Fault(words % {"canvas": canvas}, is_blocking)
        if canvas not in release.slate:
            words = gettext(
                "Canvas %(canvas)s has no safe slate in this release; the player would "
                "show the one it came with."
            )
            yield Fault(words % {"canvas": canvas}, is_blocking)


def _said(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M %d/%m/%Y}"
