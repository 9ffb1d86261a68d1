"""A cluster has controllers; a controller drives one canvas; faces lie on a canvas.

Each model checks its own row. What holds between rows (a face inside its canvas, an
operator for a cluster that operates) is decided in `validators` and asked by the forms
and by `actions`.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from hub.displays.enums import ClusterStatus, MissingLanguage, PlaceKind, Rotation
from hub.displays.validators import (
    check_even,
    check_hours,
    check_pitch,
    check_size,
    check_theme_name,
    check_viewing_distance,
)
from hub.lib.localrows import LocalName, LocalRow, Named


class Cluster(Named, ClusterableModel):
    """A group of LED faces at one place, run by one operator (Đ2.2)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ClusterStatus,
        default=ClusterStatus.PLANNED,
    )
    place_kind = models.CharField(
        _("kind of place"),
        max_length=12,
        choices=PlaceKind,
        default=PlaceKind.BORDER_GATE,
    )
    theme = models.CharField(
        _("theme"),
        max_length=60,
        default="lao-cai",
        validators=[check_theme_name],
        help_text=_("Name of the folder with colours, type and slide templates."),
    )
    missing_language = models.CharField(
        _("when a language is missing"),
        max_length=8,
        choices=MissingLanguage,
        default=MissingLanguage.BLOCK,
        help_text=_(
            "A translation counts as missing, too, when the Vietnamese has changed since."
        ),
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(
        _("quiet until"),
        null=True,
        blank=True,
        help_text=_("Between these hours the loops have no sound. Empty: never quiet."),
    )
    night_from = models.TimeField(_("night from"), null=True, blank=True)
    night_until = models.TimeField(
        _("night until"),
        null=True,
        blank=True,
        help_text=_(
            "Between these hours the theme's night colours are shown. Empty: by day only."
        ),
    )

    def clean(self) -> None:
        super().clean()
        check_hours("quiet", self.quiet_from, self.quiet_until)
        check_hours("night", self.night_from, self.night_until)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")


class ClusterName(LocalName):
    cluster = ParentalKey(Cluster, on_delete=models.CASCADE, related_name="names")
    ticker = models.CharField(
        _("running line"),
        max_length=300,
        blank=True,
        help_text=_("Runs below whatever is shown. Empty: none in this language."),
    )

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "locale"], name="one_name_per_cluster_and_language"
            )
        ]
        verbose_name = _("name of a cluster")
        verbose_name_plural = _("names of clusters")


class ClusterAssignment(models.Model):
    """Who runs the cluster, by what permit, from when until when (Đ14.3)."""

    cluster = ParentalKey(Cluster, on_delete=models.CASCADE, related_name="assignments")
    operator = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("operator"),
    )
    permit_reference = models.CharField(
        _("permit"),
        max_length=200,
        help_text=_("Number and date of the decision that assigns the cluster."),
    )
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["valid_from"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.operator}, {self.permit_reference}"


class ControllerManager(models.Manager):
    """A controller is told apart by its cluster, which comes in the same query."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().select_related("cluster")


class Controller(models.Model):
    """The sending box that turns the picture of one canvas into light."""

    cluster = ParentalKey(Cluster, on_delete=models.CASCADE, related_name="controllers")
    code = models.SlugField(_("code"), max_length=60)
    make = models.CharField(_("make and model"), max_length=120, blank=True)

    objects: ClassVar[models.Manager[Any]] = ControllerManager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "code"], name="one_controller_per_cluster_and_code"
            )
        ]
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")

    def __str__(self) -> str:
        return f"{self.cluster.code} / {self.code}"


class Canvas(ClusterableModel):
    """The picture one controller drives, in LED pixels."""

    controller = models.OneToOneField(
        Controller,
        on_delete=models.PROTECT,
        related_name="canvas",
        verbose_name=_("controller"),
    )
    code = models.SlugField(_("code"), max_length=60)
    width_px = models.PositiveIntegerField(
        _("width (pixels)"), validators=[check_size, check_even]
    )
    height_px = models.PositiveIntegerField(
        _("height (pixels)"), validators=[check_size, check_even]
    )

    class Meta:
        ordering: ClassVar = ["controller__cluster__code", "code"]
        verbose_name = _("canvas")
        verbose_name_plural = _("canvases")

    def __str__(self) -> str:
        return f"{self.code} ({self.size})"

    @property
    def size(self) -> str:
        return f"{self.width_px}×{self.height_px}"

    @property
    def cluster(self) -> Cluster:
        return self.controller.cluster

    def clean(self) -> None:
        """A file's path names a canvas within its cluster."""
        super().clean()
        if not self.controller_id:
            return
        twins = Canvas.objects.filter(
            controller__cluster=self.controller.cluster_id, code=self.code
        ).exclude(pk=self.pk)
        if twins.exists():
            raise ValidationError(
                {"code": _("Another canvas of this cluster has this code.")}
            )


class Face(Named, ClusterableModel, Orderable):
    """A rectangle on a canvas that people see as one screen."""

    canvas = ParentalKey(Canvas, on_delete=models.CASCADE, related_name="faces")
    code = models.SlugField(_("code"), max_length=60)
    x_px = models.PositiveIntegerField(_("from the left (px)"), validators=[check_even])
    y_px = models.PositiveIntegerField(_("from the top (px)"), validators=[check_even])
    width_px = models.PositiveIntegerField(
        _("width (px)"), validators=[check_size, check_even]
    )
    height_px = models.PositiveIntegerField(
        _("height (px)"), validators=[check_size, check_even]
    )
    rotation_deg = models.PositiveSmallIntegerField(
        _("cabinet turned"), choices=Rotation, default=Rotation.NONE
    )
    pitch_mm = models.DecimalField(
        _("pixel pitch (mm)"),
        max_digits=5,
        decimal_places=2,
        validators=[check_pitch],
    )
    viewing_distance_m = models.DecimalField(
        _("viewing distance (m)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[check_viewing_distance],
        help_text=_(
            "From where most people look at it. Letters are made large enough to be "
            "read from there. Empty: by the pitch alone."
        ),
    )

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["canvas", "code"], name="one_face_per_canvas_and_code"
            )
        ]
        verbose_name = _("face")
        verbose_name_plural = _("faces")


class FaceName(LocalName):
    face = ParentalKey(Face, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["face", "locale"], name="one_name_per_face_and_language"
            )
        ]
        verbose_name = _("name of a face")
        verbose_name_plural = _("names of faces")


class FaceLanguage(Orderable, LocalRow):
    """A face shows its languages one after the other, in this order."""

    face = ParentalKey(Face, on_delete=models.CASCADE, related_name="languages")

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["face", "locale"], name="each_language_once_on_a_face"
            )
        ]
        verbose_name = _("language of a face")
        verbose_name_plural = _("languages of a face")

    def __str__(self) -> str:
        return self.language
