"""Panels for what Wagtail's own cannot show: fields that a form makes by itself."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    get_form_for_model,
)
from wagtail.admin.panels.base import Panel


class _NothingTwice(Panel.BoundPanel):
    """Wagtail repeats, below a form, every field that it cannot tell was shown."""

    def render_missing_fields(self) -> str:
        claimed = self.panel.get_form_options().get("fields", [])
        unclaimed = [
            self.form[name] for name in self.form.fields if name not in claimed
        ]
        return format_html_join(
            "", "{}", [(field,) for field in unclaimed if field.is_hidden]
        )


class FormPanel(ObjectList):
    """The whole of a form that makes fields by itself."""

    class BoundPanel(_NothingTwice, ObjectList.BoundPanel):
        pass


class FormRowPanel(MultiFieldPanel):
    """A row of a `FormInlinePanel`."""

    class BoundPanel(_NothingTwice, MultiFieldPanel.BoundPanel):
        pass


class FormLinesPanel(MultiFieldPanel):
    """Lines of fields, as the form's method `lines` names them."""

    def __init__(self, lines: str, **kwargs: Any) -> None:
        kwargs.pop("children", None)
        super().__init__(children=(), **kwargs)
        self.lines = lines

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "lines": self.lines}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        @cached_property
        def children(self) -> list[Any]:
            # Without a form Wagtail only asks what can be compared: nothing of ours.
            if self.form is None:
                return []
            lines = getattr(self.form, self.panel.lines)()
            return [self._line(keys, number) for number, keys in enumerate(lines)]

        def _line(self, keys: list[str], number: int) -> Any:
            fields = [FieldPanel(key, disable_comments=True) for key in keys]
            return (
                FieldRowPanel(fields)
                .bind_to_model(self.panel.model)
                .get_bound_panel(
                    instance=self.instance,
                    request=self.request,
                    form=self.form,
                    prefix=f"{self.prefix}-line{number}",
                )
            )

        @cached_property
        def visible_children_with_identifiers(self) -> list[tuple[Any, str]]:
            return [
                (child, f"line{number}") for number, child in enumerate(self.children)
            ]


class FormInlinePanel(InlinePanel):
    """An InlinePanel whose rows have a form class of our own."""

    def __init__(
        self, *args: Any, form_class: type[WagtailAdminModelForm], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    @cached_property
    def child_edit_handler(self) -> Any:
        row = FormRowPanel(self.panel_definitions, heading=self.heading)
        return row.bind_to_model(self.db_field.related_model)

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        child_options = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=self.form_class,
            defer_required_on_fields=child_options.get("defer_required_on_fields", []),
        )
        return options
