"""Saves a plan as Wagtail's own editor would: its form, its view, its rights and locks.

The plan becomes the answers of that form; what the planner does not show goes back as
it was. What the form refuses is told by the slot.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hub.planner.drafts import Draft
from hub.programmes.views import programme_viewset


class PlannedEditView(programme_viewset.edit_view_class):  # type: ignore[name-defined]  # made by Wagtail
    """Wagtail's editor of a programme, given a plan, answering the planner's page."""

    revision: Any = None
    plan: Draft | None = None

    def get_object(self, queryset: Any = None) -> Any:
        """As the revision is on which the plan was made: a newer one stays in history."""
        newest = super().get_object(queryset)
        return self.revision.as_object() if self.revision else newest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.plan is not None
        form = self.get_form_class()(instance=self.object, for_user=request.user)
        answers = answers_of(form, self.plan)
        if request.POST.get("publish"):
            answers["action-publish"] = "1"
        request.POST = answers  # type: ignore[assignment]  # frozen only once it is sent
        self.action = self.get_action(request)
        self.saving_as_draft = self.action == "edit"
        return super().dispatch(request, *args, **kwargs)

    def save_action(self) -> HttpResponse:
        return JsonResponse({"revision": self.new_revision.pk})

    def form_invalid(self, form: Any) -> HttpResponse:
        assert self.plan is not None
        faults: dict[int, list[str]] = {}
        for number, slot_form in enumerate(in_order(form, self.plan)):
            if messages := [m for found in slot_form.errors.values() for m in found]:
                faults[number] = messages
        others = [message for found in form.errors.values() for message in found]
        message = " ".join([str(self.produced_error_message or ""), *others]).strip()
        return JsonResponse({"message": message, "faults": faults}, status=422)


def save_view(plan: Draft, revision: Any) -> Any:
    return programme_viewset.construct_view(
        PlannedEditView,
        **programme_viewset.get_edit_view_kwargs(),
        plan=plan,
        revision=revision,
    )


def answers_of(form: Any, plan: Draft) -> QueryDict:
    """What a browser would send of this form, with the plan's slots in the plan's order."""
    answers = QueryDict(mutable=True)
    for bound in form:
        _write(answers, bound)
    formset = form.formsets["slots"]
    count = formset.initial_form_count()
    added = sum(slot.place is None for slot in plan.slots)
    for bound in formset.management_form:
        _write(answers, bound)
    answers[f"{formset.prefix}-INITIAL_FORMS"] = str(count)
    answers[f"{formset.prefix}-TOTAL_FORMS"] = str(count + added)
    for slot_form in formset.initial_forms:
        for bound in slot_form:
            _write(answers, bound)
    _write_plan(answers, formset, plan, count)
    return answers


def _write_plan(answers: QueryDict, formset: Any, plan: Draft, count: int) -> None:
    kept = {slot.place for slot in plan.slots}
    for place in set(range(count)) - kept:
        answers[f"{formset.prefix}-{place}-DELETE"] = "on"
    free = count
    for order, slot in enumerate(plan.slots, 1):
        place = free if slot.place is None else slot.place
        if slot.place is None:
            free += 1
            for bound in formset.empty_form:
                _write(answers, bound, str(place))
            answers[f"{formset.prefix}-{place}-item"] = str(slot.item)
        prefix = f"{formset.prefix}-{place}"
        answers[f"{prefix}-seconds"] = "" if slot.seconds is None else str(slot.seconds)
        answers[f"{prefix}-frequency"] = str(slot.frequency)
        answers[f"{prefix}-ORDER"] = str(order)


def _write(answers: QueryDict, bound: Any, number: str = "__prefix__") -> None:
    name = bound.html_name.replace("__prefix__", number)
    value = bound.field.prepare_value(bound.value())
    if value is False:
        return
    written = bound.field.widget.format_value(value)
    written = "" if written is None else written
    many = written if isinstance(written, list | tuple) else [written]
    answers.setlist(name, [str(getattr(one, "pk", one)) for one in many])


def in_order(form: Any, plan: Draft) -> list[Any]:
    """The forms of the plan's slots, in its order."""
    formset = form.formsets["slots"]
    new = iter(formset.forms[formset.initial_form_count() :])
    return [
        next(new) if slot.place is None else formset.forms[slot.place]
        for slot in plan.slots
    ]


def conflict(revision: Any) -> JsonResponse:
    """Somebody saved meanwhile: who, when; nothing was saved over it."""
    return JsonResponse(
        {
            "latest": revision.pk,
            "message": _(
                "%(who)s saved another version of this programme at %(when)s. "
                "Nothing of yours is lost: it is still on this page, and not saved yet."
            )
            % {
                "who": revision.user.get_full_name() or revision.user.get_username()
                if revision.user
                else _("Somebody else"),
                "when": _clock(revision.created_at),
            },
        },
        status=409,
    )


def _clock(moment: Any) -> str:
    return str(date_format(localtime(moment), "SHORT_DATETIME_FORMAT"))
