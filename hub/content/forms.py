"""Forms of items, and what a translation's form leaves out.

Topic, pictures and clip belong to the item: they are chosen on the page in the language
that everything is written in first, and shown nowhere else.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Locale, Page

from hub.lib.forgetting import refuse_choice
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.media.enums import ProbeState
from hub.media.queries import may_choose

OF_THE_ITEM = ("topic", "is_commercial", "picture", "clip")


def is_source(page: Page) -> bool:
    """Whether a page is in the language that everything is written in first."""
    return bool(page.locale_id == Locale.get_default().pk)


class TopicForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",), long=("name",))


class ItemForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._is_translation():
            for name in OF_THE_ITEM:
                self.fields.pop(name, None)
            self.formsets.pop("pictures", None)
        self._kept = _files_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_files()
        if clip := cleaned.get("clip"):
            self._check_clip(clip)
        return cleaned

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
