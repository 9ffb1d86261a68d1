"""Clusters and canvases in the admin."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from hub.displays.forms import CanvasForm, ClusterForm, FaceForm
from hub.displays.models import Canvas, Cluster
from hub.displays.themes import theme_name
from hub.lib.formpanels import FormInlinePanel, FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet


def _theme(cluster: Cluster) -> str:
    return theme_name(cluster.theme)


class ClusterViewSet(ListedViewSet):
    model = Cluster
    icon = "site"
    menu_label = _("Clusters")
    list_display: ClassVar = [
        "__str__",
        "code",
        Column("get_status_display", label=_("Status"), sort_key="status"),
        Column("get_place_kind_display", label=_("Place"), sort_key="place_kind"),
        Column("theme", accessor=_theme, label=_("Theme"), sort_key="theme"),
    ]
    list_filter: ClassVar = ["status", "place_kind"]
    search_fields: ClassVar = ["code", "names__name"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines", heading=_("Names and running line")),
            FieldRowPanel([FieldPanel("code"), FieldPanel("status")]),
            FieldRowPanel([FieldPanel("place_kind"), FieldPanel("theme")]),
            FieldPanel("missing_language"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("quiet_from"), FieldPanel("quiet_until")]
                    ),
                    FieldRowPanel(
                        [FieldPanel("night_from"), FieldPanel("night_until")]
                    ),
                ],
                heading=_("Quiet hours and night colours"),
            ),
            InlinePanel(
                "assignments",
                heading=_("Who runs it (Đ14.3)"),
                label=_("Assignment"),
                panels=[
                    FieldRowPanel(
                        [FieldPanel("operator"), FieldPanel("permit_reference")]
                    ),
                    FieldRowPanel(
                        [FieldPanel("valid_from"), FieldPanel("valid_until")]
                    ),
                ],
            ),
            InlinePanel(
                "controllers",
                heading=_("Controllers"),
                label=_("Controller"),
                panels=[FieldRowPanel([FieldPanel("code"), FieldPanel("make")])],
            ),
        ],
        base_form_class=ClusterForm,
    )


class CanvasViewSet(ListedViewSet):
    model = Canvas
    icon = "desktop"
    menu_label = _("Canvases and faces")
    fetched_along = ("controller__cluster__names",)
    list_display: ClassVar = [
        "code",
        Column("cluster", label=_("Cluster")),
        "controller",
        Column("size", label=_("Size (pixels)")),
    ]
    search_fields: ClassVar = ["code", "controller__cluster__names__name"]

    edit_handler = FormPanel(
        [
            FieldRowPanel([FieldPanel("controller"), FieldPanel("code")]),
            FieldRowPanel([FieldPanel("width_px"), FieldPanel("height_px")]),
            FormInlinePanel(
                "faces",
                form_class=FaceForm,
                heading=_("Faces"),
                label=_("Face"),
                min_num=1,
                panels=[
                    FormLinesPanel("local_lines"),
                    FieldRowPanel(
                        [
                            FieldPanel("code"),
                            FieldPanel("pitch_mm"),
                            FieldPanel("viewing_distance_m"),
                            FieldPanel("rotation_deg"),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("x_px"),
                            FieldPanel("y_px"),
                            FieldPanel("width_px"),
                            FieldPanel("height_px"),
                        ]
                    ),
                    FormLinesPanel("language_lines"),
                ],
            ),
        ],
        base_form_class=CanvasForm,
    )


class DisplaysGroup(ModelViewSetGroup):
    menu_label = _("Clusters")
    menu_icon = "site"
    menu_order = 350
    items = (ClusterViewSet("clusters"), CanvasViewSet("canvases"))
