"""Clusters, their controllers, canvases and faces."""

from wagtail.models import Locale

from fixtures import province as rows
from hub.agencies.models import Agency
from hub.displays.actions import save_canvas, save_cluster
from hub.displays.enums import ClusterStatus, PlaceKind
from hub.displays.models import (
    Canvas,
    Cluster,
    ClusterAssignment,
    ClusterName,
    Controller,
    Face,
    FaceLanguage,
    FaceName,
)


def load_displays(province: rows.Province) -> None:
    known = set(Cluster.objects.values_list("code", flat=True))
    locales = {row.language_code: row for row in Locale.objects.all()}
    themes = {row.cluster: row.theme for row in province.programmes}
    for row in province.clusters:
        if row.code in known:
            continue
        cluster = _cluster(row, locales)
        cluster.theme = themes.get(row.code, cluster.theme)
        save_cluster(cluster)
        controllers = cluster.controllers.order_by("pk")
        for controller, canvas in zip(controllers, row.canvases, strict=True):
            save_canvas(_canvas(canvas, controller, locales))


def _cluster(row: rows.Cluster, locales: dict[str, Locale]) -> Cluster:
    is_gate = row.code.startswith("ck-")
    cluster = Cluster(
        code=row.code,
        status=ClusterStatus[row.status],
        place_kind=PlaceKind.BORDER_GATE if is_gate else PlaceKind.SQUARE,
        quiet_from=row.quiet.start if row.quiet else None,
        quiet_until=row.quiet.end if row.quiet else None,
        night_from=row.night.start if row.night else None,
        night_until=row.night.end if row.night else None,
    )
    cluster.names.set(
        [
            ClusterName(locale=locales[language], name=name)
            for language, name in row.names.items()
        ]
    )
    cluster.assignments.set([_assignment(operator) for operator in row.operators])
    cluster.controllers.set([Controller(code=canvas.code) for canvas in row.canvases])
    return cluster


def _assignment(row: rows.Operator) -> ClusterAssignment:
    return ClusterAssignment(
        operator=Agency.objects.get(code=row.agency),
        permit_reference=row.permit,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _canvas(
    row: rows.Canvas, controller: Controller, locales: dict[str, Locale]
) -> Canvas:
    canvas = Canvas(
        controller=controller,
        code=row.code,
        width_px=row.width_px,
        height_px=row.height_px,
    )
    canvas.faces.set(
        [_face(face, order, locales) for order, face in enumerate(row.faces)]
    )
    return canvas


def _face(row: rows.Face, order: int, locales: dict[str, Locale]) -> Face:
    face = Face(
        sort_order=order,
        code=row.code,
        x_px=row.x_px,
        y_px=row.y_px,
        width_px=row.width_px,
        height_px=row.height_px,
        rotation_deg=row.rotation_deg,
        pitch_mm=row.pitch_mm,
        viewing_distance_m=row.viewing_distance_m,
    )
    face.names.set(
        [
            FaceName(locale=locales[language], name=name)
            for language, name in row.names.items()
        ]
    )
    face.languages.set(
        [
            FaceLanguage(locale=locales[language], sort_order=place)
            for place, language in enumerate(row.languages)
        ]
    )
    return face
