"""Moments in a clip as editors write and read them: minutes, seconds, tenths. Pure.

Kept as whole milliseconds.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NoMomentError(ValueError):
    """What is written is no moment in a clip."""


WRITTEN = re.compile(
    r"(?:(?P<minutes>\d{1,3}):(?=[0-5]?\d(?:\D|$)))?"
    r"(?P<seconds>\d{1,5})(?:[.,](?P<part>\d{1,3}))?"
)


def format_clock(milliseconds: int) -> str:
    """As in 1:05 or 1:05,2; the decimal sign is the reader's."""
    minutes, rest = divmod(milliseconds, 60_000)
    seconds, part = divmod(rest, 1000)
    sign = "." if (get_language() or "").startswith(("en", "zh")) else ","
    tail = f"{sign}{part:03}".rstrip("0") if part else ""
    return f"{minutes}:{seconds:02}{tail}"


def parse_clock(written: str) -> int:
    """Of 1:05, 1:05.25, 1:05,25 or 65.25. Raises NoMomentError."""
    match = WRITTEN.fullmatch(written.strip())
    if match is None:
        raise NoMomentError(written)
    minutes, seconds, part = match["minutes"], match["seconds"], match["part"]
    whole = int(minutes or 0) * 60 + int(seconds)
    return whole * 1000 + int((part or "0").ljust(3, "0"))


class ClockFormField(forms.Field):
    default_error_messages = {
        "clock": _(
            "“%(written)s” is no time: write minutes:seconds, as in 1:05 or 0:05,5."
        )
    }

    def prepare_value(self, value: Any) -> Any:
        return format_clock(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        written = (value or "").strip()
        if not written:
            return None
        try:
            return parse_clock(written)
        except NoMomentError as error:
            raise ValidationError(
                self.error_messages["clock"], "clock", {"written": written}
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class ClockField(models.PositiveIntegerField):
    """Milliseconds, asked for as minutes and seconds."""

    def formfield(self, **kwargs: Any) -> Any:
        words = {
            "label": kwargs.get("label", capfirst(self.verbose_name)),
            "help_text": kwargs.get("help_text", self.help_text),
            "required": not (self.blank or self.null),
        }
        return ClockFormField(**words)
