"""Saves clusters and canvases from programs, with the same refusals as the forms."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.displays.models import Canvas, Cluster, Face
from hub.displays.themes import is_known
from hub.displays.validators import Place, Term, check_status, face_errors
from hub.lib.localrows import name_of


def save_cluster(cluster: Cluster) -> Cluster:
    """Raises ValidationError."""
    cluster.full_clean()
    _check_theme(cluster)
    terms = [Term(row.valid_from, row.valid_until) for row in cluster.assignments.all()]
    check_status(cluster.status, terms, timezone.localdate())
    cluster.save()
    return cluster


def _check_theme(cluster: Cluster) -> None:
    """A theme that vanished later does not keep the rest from being saved."""
    kept = Cluster.objects.filter(pk=cluster.pk, theme=cluster.theme).exists()
    if not kept and not is_known(cluster.theme):
        raise ValidationError(
            _("There is no theme “%(theme)s”. Choose one of the folders of themes.")
            % {"theme": cluster.theme}
        )


def save_canvas(canvas: Canvas) -> Canvas:
    """Raises ValidationError."""
    canvas.full_clean()
    faces = list(canvas.faces.all())
    for face in faces:
        face.full_clean(exclude=["canvas"])
        _check_languages(face)
    places = [_place(face) for face in faces]
    if errors := face_errors(canvas.width_px, canvas.height_px, places):
        raise ValidationError(errors)
    canvas.save()
    return canvas


def _place(face: Face) -> Place:
    return Place(name_of(face), face.x_px, face.y_px, face.width_px, face.height_px)


def _check_languages(face: Face) -> None:
    if not face.languages.exists():
        raise ValidationError(
            _("Face “%(face)s” shows no language. Choose at least one.")
            % {"face": name_of(face)}
        )
