"""Takes back from a form what its sender may not name.

A form that is refused shows again what was sent; a chooser shows the title and picture
of whatever thing was sent. Of what is not its sender's to choose it must show nothing.
"""

from typing import Any

from django import forms


def refuse_choice(form: forms.BaseForm, field: str, message: Any) -> None:
    """Refuses the field, and shows it empty again."""
    form.add_error(field, message)
    forget(form, field)


def forget(form: forms.BaseForm, field: str) -> None:
    sent: Any = form.data
    left = sent.copy()  # what was sent is frozen
    left[form.add_prefix(field)] = ""
    form.data = left
