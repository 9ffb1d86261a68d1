"""First and last days of what holds for a while."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def check_days(first: date | None, last: date | None, field: str) -> None:
    """Raises ValidationError at `field` when the last day comes before the first."""
    if first and last and last < first:
        raise ValidationError(
            {field: gettext("The last day must not come before the first day.")}
        )
