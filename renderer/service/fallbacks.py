"""Keeps what a cluster falls back on made and published: its filler and its safe slate."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from release.format import Timetable, Window
from renderer.building import Builder, OnProgress
from renderer.digests import digest_of_value
from renderer.executors import Urgency
from renderer.fallbacks import filler_programme, slate_programme
from renderer.output import FILLER, SLATE, OutputFolder
from renderer.planning import SMALL
from renderer.programme import Programme
from renderer.service.windows import Loops
from renderer.themes import read_theme
from renderer.timetable import content_key

# What is always the same says nothing of when it was made.
FROM, UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

PROGRAMMES: dict[str, Callable[[Programme], Programme]] = {
    FILLER: filler_programme,
    SLATE: slate_programme,
}


@dataclass
class Fallbacks:
    """Makes them when they are new, or the theme or the canvases have changed."""

    output: OutputFolder
    # What each document was made from, by cluster and name.
    _made: dict[tuple[str, str], str] = field(default_factory=dict)

    def bring(
        self, programme: Programme, builder: Builder, on_progress: OnProgress
    ) -> None:
        """Does nothing while all is as it was. Raises RendererError; the old ones stay."""
        for name, made_of in PROGRAMMES.items():
            wanted = made_of(programme)
            of = (wanted.cluster.code, name)
            key = _key(wanted, builder)
            if self._made.get(of) != key:
                self._publish(
                    name, _loops(wanted, builder, on_progress), wanted, builder
                )
                self._made[of] = key

    def _publish(
        self, name: str, loops: Loops, programme: Programme, builder: Builder
    ) -> None:
        code = programme.cluster.code
        self.output.publish_fallback(name, _document(code, loops), builder.store)


def _loops(programme: Programme, builder: Builder, on_progress: OnProgress) -> Loops:
    small = replace(builder, encoding=SMALL)
    return small.build(programme, on_progress, urgency=Urgency.NOW).loops


def _key(programme: Programme, builder: Builder) -> str:
    theme = read_theme(builder.themes_root / programme.theme, programme.variant)
    return digest_of_value([content_key(programme), theme.digest])


def _document(cluster: str, loops: Loops) -> Timetable:
    """A timetable of one window, in the form that all loops are told of."""
    named = {canvas: loop.file.sha256 for canvas, loop in sorted(loops.items())}
    return Timetable(
        cluster=cluster,
        created=FROM,
        windows=(Window(start=FROM, end=UNTIL, loops=named),),
        loops={loop.file.sha256: loop for _, loop in sorted(loops.items())},
    )
