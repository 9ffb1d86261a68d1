"""Clusters as the faces of the hub see them: whole, frozen, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from hub.displays.enums import ClusterStatus, MissingLanguage
from hub.displays.models import Canvas, Cluster, ClusterAssignment, Controller, Face
from hub.lib.localrows import LocalText, local_texts, text_in

SHOWN = [ClusterStatus.OPERATING, ClusterStatus.TEST]


@dataclass(frozen=True)
class FaceFacts:
    code: str
    names: tuple[LocalText, ...]
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    rotation_deg: int
    pitch_mm: float
    languages: tuple[str, ...]
    viewing_distance_m: float | None = None

    def name(self, language: str) -> str:
        return text_in(self.names, language, fallback=self.code)


@dataclass(frozen=True)
class CanvasFacts:
    code: str
    width_px: int
    height_px: int
    faces: tuple[FaceFacts, ...]


@dataclass(frozen=True)
class DayHours:
    """A stretch of every day. An end not after the start is tomorrow's."""

    start: time
    end: time


@dataclass(frozen=True)
class ClusterFacts:
    code: str
    names: tuple[LocalText, ...]
    status: str
    theme: str
    canvases: tuple[CanvasFacts, ...]
    ticker: tuple[LocalText, ...] = ()
    quiet_hours: DayHours | None = None
    night_hours: DayHours | None = None
    missing_language: str = MissingLanguage.BLOCK

    @property
    def faces(self) -> tuple[FaceFacts, ...]:
        return tuple(face for canvas in self.canvases for face in canvas.faces)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that one of its faces shows, each once."""
        codes = [code for face in self.faces for code in face.languages]
        return tuple(dict.fromkeys(codes))

    def name(self, language: str) -> str:
        return text_in(self.names, language, fallback=self.code)


def clusters() -> tuple[ClusterFacts, ...]:
    """Every cluster that is operating or being tested, in the order of its code."""
    return _facts(Cluster.objects.filter(status__in=SHOWN))


def cluster(code: str) -> ClusterFacts | None:
    """One cluster, whatever its status."""
    return next(iter(_facts(Cluster.objects.filter(code=code))), None)


def clusters_run_by(
    on: date, bodies: Mapping[int, int]
) -> defaultdict[int, frozenset[int]]:
    """The ids of the clusters that each agency runs on that day (Đ14.3). One query.

    `bodies` says who stands for an agency; a successor runs what was its predecessor's.
    """
    rows = ClusterAssignment.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on
    )
    run = defaultdict[int, frozenset[int]](frozenset)
    for operator, cluster_id in rows.values_list("operator_id", "cluster_id"):
        run[bodies[operator]] |= {cluster_id}
    return run


@dataclass(frozen=True)
class Run:
    """A stretch of days in which an agency runs a cluster (Đ14.3)."""

    cluster: str
    operator: int
    first_day: date
    last_day: date | None

    def holds(self, cluster: str, on: date) -> bool:
        if cluster != self.cluster or on < self.first_day:
            return False
        return self.last_day is None or on <= self.last_day


def runs_since(day: date) -> tuple[Run, ...]:
    """Those that hold on that day or begin later. One query."""
    rows = ClusterAssignment.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )
    return tuple(
        Run(*row)
        for row in rows.values_list(
            "cluster__code", "operator_id", "valid_from", "valid_until"
        )
    )


def _facts(rows: QuerySet[Cluster]) -> tuple[ClusterFacts, ...]:
    faces = Prefetch("faces", queryset=Face.objects.prefetch_related("languages"))
    canvases = Canvas.objects.prefetch_related(faces)
    controllers = Controller.objects.prefetch_related(
        Prefetch("canvas", queryset=canvases)
    )
    whole = rows.prefetch_related(Prefetch("controllers", queryset=controllers))
    return tuple(_cluster_facts(row) for row in whole.order_by("code"))


def _cluster_facts(row: Cluster) -> ClusterFacts:
    canvases = [_canvas_facts(canvas) for canvas in _canvases(row.controllers.all())]
    return ClusterFacts(
        code=row.code,
        names=local_texts(row.names.all()),
        status=row.status,
        theme=row.theme,
        canvases=tuple(sorted(canvases, key=lambda canvas: canvas.code)),
        ticker=local_texts(row.names.all(), "ticker"),
        quiet_hours=_day_hours(row.quiet_from, row.quiet_until),
        night_hours=_day_hours(row.night_from, row.night_until),
        missing_language=row.missing_language,
    )


def _day_hours(start: time | None, end: time | None) -> DayHours | None:
    return None if start is None or end is None else DayHours(start, end)


def _canvases(controllers: Iterable[Controller]) -> list[Canvas]:
    """A controller that drives nothing yet is left out."""
    return [one.canvas for one in controllers if hasattr(one, "canvas")]


def _canvas_facts(row: Canvas) -> CanvasFacts:
    return CanvasFacts(
        code=row.code,
        width_px=row.width_px,
        height_px=row.height_px,
        faces=tuple(_face_facts(face) for face in row.faces.all()),
    )


def _face_facts(row: Face) -> FaceFacts:
    return FaceFacts(
        code=row.code,
        names=local_texts(row.names.all()),
        x_px=row.x_px,
        y_px=row.y_px,
        width_px=row.width_px,
        height_px=row.height_px,
        rotation_deg=row.rotation_deg,
        pitch_mm=float(row.pitch_mm),
        languages=tuple(language.language for language in row.languages.all()),
        viewing_distance_m=_metres(row.viewing_distance_m),
    )


def _metres(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
