"""Programmes, and what says when, in the admin; the list from which items are chosen."""

from typing import ClassVar

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    ChosenMultipleView,
    ChosenView,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    RevisionsUnscheduleView,
    SnippetViewSet,
    UnpublishView,
)

from hub.content.models import ItemPage
from hub.content.queries import KIND_OF_MODEL, published_items
from hub.displays.enums import MissingLanguage
from hub.displays.models import Cluster
from hub.displays.queries import cluster as find_cluster
from hub.lib.formpanels import FormInlinePanel, FormLinesPanel, FormPanel
from hub.lib.lists import (
    FoundByWords,
    ListedViewSet,
    RowsWithinReachMixin,
    rows_within_reach,
)
from hub.programmes.forms import (
    AgreementForm,
    DaypartForm,
    ProgrammeForm,
    SlotForm,
    SpecialDayForm,
)
from hub.programmes.models import AirtimeAgreement, Daypart, Programme, SpecialDay


def _is_live(programme: Programme) -> bool:
    return bool(programme.live)


def _status(programme: Programme) -> str:
    """Wagtail's own words for it would cost two queries for each row."""
    if not programme.live:
        return gettext("draft")
    return (
        gettext("on air, with changes")
        if programme.has_unpublished_changes
        else gettext("on air")
    )


class MomentColumn(Column):
    """A day and an hour; Wagtail's own column says how long ago."""

    def get_value(self, instance: object) -> str:
        moment = super().get_value(instance)
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class ItemFilterForm(SearchFilterMixin, BaseFilterForm):
    pass


class ItemsToChoose(BaseChooseView):
    """Only what the cluster chosen in the form may show."""

    filter_form_class = ItemFilterForm
    ordering = "-latest_revision_created_at"

    def get_object_list(self) -> QuerySet[ItemPage]:
        items = published_items(self._languages())
        return items.select_related("content_type", "topic").prefetch_related(
            "topic__names"
        )

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("kind", label=_("Kind"), accessor=_kind_label),
            Column("topic", label=_("Topic")),
            DateColumn("latest_revision_created_at", label=_("Last change")),
        ]

    def _languages(self) -> tuple[str, ...]:
        """A cluster that was not chosen yet asks for nothing."""
        given = self.request.GET.get("cluster", "")
        row = Cluster.objects.filter(pk=given).first() if given.isdecimal() else None
        facts = find_cluster(row.code) if row else None
        must_have_all = facts and facts.missing_language == MissingLanguage.BLOCK
        return facts.languages if facts and must_have_all else ()


class ItemChooseView(ChooseViewMixin, CreationFormMixin, ItemsToChoose):
    pass


class ItemResultsView(ChooseResultsViewMixin, CreationFormMixin, ItemsToChoose):
    pass


class ItemChosenView(ChosenView):
    """What is not published is not there, whoever asks for it by its id."""

    def get_object(self, pk: object) -> ItemPage:
        return get_object_or_404(published_items(()), pk=pk)


class ItemsChosenView(ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[ItemPage]:
        return published_items(()).filter(pk__in=pks)


class ItemChooserViewSet(ChooserViewSet):
    model = ItemPage
    icon = "doc-full"
    choose_one_text = _("Choose an item")
    choose_another_text = _("Choose another item")
    edit_item_text = _("Edit this item")
    choose_view_class = ItemChooseView
    choose_results_view_class = ItemResultsView
    chosen_view_class = ItemChosenView
    chosen_multiple_view_class = ItemsChosenView
    preserve_url_parameters: ClassVar = ["multiple", "cluster"]
    register_widget = False


item_chooser_viewset = ItemChooserViewSet("item_chooser")


def _cluster_names(special_day: SpecialDay) -> str:
    names = [str(cluster) for cluster in special_day.clusters.all()]
    return ", ".join(names) or gettext("every cluster")


class ProgrammeListView(FoundByWords, IndexView):
    pass


class OnItsClusterMixin:
    """A view of one programme asks for a right on its cluster, not for it in general."""

    def user_has_permission(self, permission: str) -> bool:
        row = getattr(self, "object", None)
        return super().user_has_permission(permission) and (  # type: ignore[misc]
            row is None or self.user_has_permission_for_instance(permission, row)  # type: ignore[attr-defined]
        )


class ProgrammeEditView(OnItsClusterMixin, EditView):
    pass


class ProgrammeUnpublishView(OnItsClusterMixin, UnpublishView):
    pass


class ProgrammeUnscheduleView(OnItsClusterMixin, RevisionsUnscheduleView):
    pass


class ProgrammeViewSet(RowsWithinReachMixin, SnippetViewSet):
    model = Programme
    edit_view_class = ProgrammeEditView
    unpublish_view_class = ProgrammeUnpublishView
    revisions_unschedule_view_class = ProgrammeUnscheduleView
    icon = "calendar-alt"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display: ClassVar = [
        "title",
        "cluster",
        MomentColumn("valid_from", label=_("Valid from"), sort_key="valid_from"),
        MomentColumn("valid_until", label=_("Valid until"), sort_key="valid_until"),
        StatusTagColumn(
            "status", label=_("Status"), accessor=_status, primary=_is_live
        ),
    ]
    list_filter: ClassVar = ["cluster"]
    search_fields: ClassVar = ["title", "cluster__code", "cluster__names__name"]
    index_view_class = ProgrammeListView
    edit_handler = FormPanel(
        [
            FieldPanel("title"),
            FieldPanel("cluster"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FormInlinePanel(
                "slots",
                form_class=SlotForm,
                heading=_("What is shown, in this order"),
                label=_("Slot"),
                panels=[
                    FieldPanel(
                        "item",
                        widget=item_chooser_viewset.widget_class(
                            linked_fields={"cluster": "#id_cluster"}
                        ),
                    ),
                    FieldRowPanel([FieldPanel("seconds"), FieldPanel("frequency")]),
                    FieldRowPanel(
                        [FieldPanel("valid_from"), FieldPanel("valid_until")]
                    ),
                    FieldPanel(
                        "dayparts",
                        widget=CheckboxSelectMultiple(attrs={"class": "side-by-side"}),
                    ),
                    FieldPanel("weekdays"),
                    FieldPanel(
                        "special_days",
                        widget=CheckboxSelectMultiple(attrs={"class": "side-by-side"}),
                    ),
                ],
            ),
        ],
        base_form_class=ProgrammeForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Programme]:
        rows = rows_within_reach(Programme, request.user)
        return rows.prefetch_related("cluster__names")


class DaypartViewSet(ListedViewSet):
    model = Daypart
    icon = "time"
    add_to_settings_menu = True
    fetched_along = ("cluster__names",)
    list_display: ClassVar = ["__str__", "code", "cluster", "weekdays"]
    search_fields: ClassVar = ["code", "names__name", "cluster__names__name"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("cluster")]),
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("weekdays"),
        ],
        base_form_class=DaypartForm,
    )


class SpecialDayViewSet(ListedViewSet):
    model = SpecialDay
    icon = "date"
    add_to_settings_menu = True
    fetched_along = ("clusters__names",)
    list_display: ClassVar = [
        "__str__",
        Column("get_rule_display", label=_("What is shown"), sort_key="rule"),
        Column("clusters", label=_("Clusters"), accessor=_cluster_names),
    ]
    search_fields: ClassVar = ["code", "names__name"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines"),
            FieldPanel("code"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldPanel("rule"),
            FieldPanel("clusters", widget=CheckboxSelectMultiple()),
        ],
        base_form_class=SpecialDayForm,
    )


class AgreementViewSet(ListedViewSet):
    model = AirtimeAgreement
    icon = "history"
    add_to_settings_menu = True
    fetched_along = ("agency__names", "cluster__names")
    list_display: ClassVar = [
        "agency",
        "cluster",
        "seconds_per_loop",
        "reference",
        "valid_from",
        "valid_until",
    ]
    list_filter: ClassVar = ["cluster"]
    search_fields: ClassVar = [
        "reference",
        "agency__names__name",
        "cluster__names__name",
    ]
    edit_handler = FormPanel(
        [
            FieldRowPanel([FieldPanel("cluster"), FieldPanel("agency")]),
            FieldRowPanel([FieldPanel("seconds_per_loop"), FieldPanel("reference")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        ],
        base_form_class=AgreementForm,
    )


programme_viewset = ProgrammeViewSet()
special_day_viewset = SpecialDayViewSet("special_days")
agreement_viewset = AgreementViewSet("airtime_agreements")
daypart_viewset = DaypartViewSet("dayparts")


def _kind_label(item: ItemPage) -> str:
    return str(KIND_OF_MODEL[item.content_type.model].label)
