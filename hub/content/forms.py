"""Forms of items, and what a translation's form leaves out.

Topic, pictures and clip belong to the item: they are chosen on the page in the language
that everything is written in first, and shown nowhere else.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Locale, Page

from hub.agencies.queries import bodies_in_force
from hub.content.enums import Lane
from hub.content.sources import Source, Words, made_from, remember, source_of
from hub.displays.queries import clusters_run_by
from hub.lib.forgetting import refuse_choice
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.media.enums import ProbeState
from hub.media.queries import may_choose

OF_THE_ITEM = ("topic", "is_commercial", "picture", "clip", "lane")


def is_source(page: Page) -> bool:
    """Whether a page is in the language that everything is written in first."""
    return bool(page.locale_id == Locale.get_default().pk)


def _runs_clusters(folder: Page | None) -> bool:
    """Whether the agency of a folder runs a cluster today."""
    agency = getattr(folder.specific, "agency_id", None) if folder else None
    if agency is None:
        return False
    bodies = bodies_in_force(timezone.localdate())
    return bool(clusters_run_by(timezone.localdate(), bodies)[bodies[agency]])


class TopicForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",), long=("name",))


class ItemForm(WagtailAdminPageForm):
    # Of a translation: the versions of the source with which it agrees.
    checked_against = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._is_translation():
            for name in OF_THE_ITEM:
                self.fields.pop(name, None)
            self.formsets.pop("pictures", None)
        self._offer_versions()
        self._offer_lanes()
        self._kept = _files_of(self.instance)

    @cached_property
    def source(self) -> Source | None:
        """What this page is a translation of, if it is one and was saved."""
        is_there = self.instance.pk is not None and self._is_translation()
        return source_of(self.instance) if is_there else None

    def _offer_versions(self) -> None:
        """Those of which this translation is not made yet, by their names.

        By what they say: a box that was ticked for words which have changed meanwhile
        is refused, and nobody vouches for what was never seen.
        """
        self._versions = {
            words.name: words
            for words in (self.source.versions if self.source else ())
            if not words.says_the_same_as(made_from(self.instance))
        }
        if not self._versions:
            self.fields.pop("checked_against", None)
        elif "checked_against" in self.fields:
            field: Any = self.fields["checked_against"]
            field.label = _("Checked against the Vietnamese")
            field.choices = [
                (name, self._version_label(words))
                for name, words in self._versions.items()
            ]
            field.error_messages["invalid_choice"] = _(
                "The Vietnamese has changed since this page was opened. Compare again "
                "below, then tick the box: nothing you entered is lost."
            )

    def _version_label(self, words: Words) -> str:
        assert self.source is not None
        message = (
            gettext(
                "This translation agrees with the published Vietnamese text of %(when)s."
            )
            if words is self.source.published
            else gettext(
                "This translation agrees with the Vietnamese draft of %(when)s."
            )
        )
        when = localtime(words.at) if words.at else None
        shown = date_format(when, "SHORT_DATETIME_FORMAT") if when else "–"
        return message % {"when": shown}

    def save(self, commit: bool = True) -> Any:
        # The newest of them comes last.
        for name in self.cleaned_data.get("checked_against") or ():
            remember(self.instance, self._versions[name])
        return super().save(commit=commit)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_files()
        if clip := cleaned.get("clip"):
            self._check_clip(clip)
        if "lane" not in self.fields:
            self.instance.lane = self._lane_that_is_left()
        return cleaned

    def _offer_lanes(self) -> None:
        """Only who runs a cluster has a lane of its own (Đ9.2, Đ14.3.a)."""
        if "lane" not in self.fields:
            return
        if not _runs_clusters(self.parent_page):
            del self.fields["lane"]
            return
        if self.instance.pk is None:
            self.initial["lane"] = Lane.LOCAL
        # It has been submitted: who approves is settled.
        self.fields["lane"].disabled = bool(
            self.instance.pk and self.instance.current_workflow_state
        )

    def _lane_that_is_left(self) -> str:
        """A translation goes the way of its item; others have the province lane only."""
        if not self._is_translation():
            return Lane.PROVINCE
        siblings = type(self.instance).objects.filter(
            translation_key=self.instance.translation_key, locale=Locale.get_default()
        )
        return siblings.values_list("lane", flat=True).first() or Lane.PROVINCE

    def _check_files(self) -> None:
        """A chooser takes any id: what is new must be the writer's to choose."""
        forms = self.formsets["pictures"].forms if "pictures" in self.formsets else []
        for form, name in (
            (self, "picture"),
            (self, "clip"),
            *((f, "image") for f in forms),
        ):
            if form is not self:
                form.is_valid()
            file = form.cleaned_data.get(name)
            if (
                file
                and (name, file.pk) not in self._kept
                and not self._may_choose(file)
            ):
                refuse_choice(form, name, _("This file is not there. Choose another."))

    def _may_choose(self, file: Any) -> bool:
        # Programs fill no forms for somebody.
        return self.for_user is None or may_choose(self.for_user, file)

    def _is_translation(self) -> bool:
        """A page being made knows its language only through the page above it."""
        page = self.instance if self.instance.locale_id else self.parent_page
        return page is not None and not is_source(page)

    def _check_clip(self, clip: Any) -> None:
        if clip.probe_state == ProbeState.REFUSED:
            message = _("This clip was refused: %(reason)s Choose or upload another.")
            self.add_error("clip", message % {"reason": clip.refused_reason})
        elif clip.probe_state == ProbeState.WAITING:
            message = _(
                "This clip is still being checked. Wait a moment, then save again: "
                "nothing you entered is lost."
            )
            self.add_error("clip", message)


def _files_of(item: Any) -> set[tuple[str, Any]]:
    """What is there already, whoever chose it, by the name of its field."""
    rows = item.pictures.all() if hasattr(item, "pictures") else ()
    found = {(name, getattr(item, f"{name}_id", None)) for name in ("picture", "clip")}
    return found | {("image", row.image_id) for row in rows}


class OfTheItemPanel(MultiFieldPanel):
    """Shown on the source-language page only."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        @cached_property
        def children(self) -> list[Any]:
            is_left_out = self.form is not None and self.form._is_translation()
            return [] if is_left_out else self._all_children()

        def _all_children(self) -> list[Any]:
            return [
                child.get_bound_panel(
                    instance=self.instance,
                    request=self.request,
                    form=self.form,
                    prefix=f"{self.prefix}-child-{identifier}",
                )
                for child, identifier in zip(
                    self.panel.children, self.panel.child_identifiers, strict=True
                )
            ]
