"""What must hold for clusters, canvases and faces. Pure: values in, errors out.

Each error names the thing and says the way out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import combinations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.displays.enums import ClusterStatus

SMALLEST_PX = 16
LARGEST_PX = 8192


@dataclass(frozen=True)
class Place:
    """Where a face lies on its canvas, in pixels."""

    name: str
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True)
class Term:
    """The days of an assignment, both included; None: no end is known."""

    first: date
    last: date | None

    def contains(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def check_even(value: int) -> None:
    """Video halves its colour planes: an odd size or place would shift the colours."""
    if value % 2:
        raise ValidationError(
            _(
                "%(value)s is odd. Video needs even numbers: write %(below)s or %(above)s."
            ),
            params={"value": value, "below": value - 1, "above": value + 1},
            code="odd",
        )


def check_size(value: int) -> None:
    if not SMALLEST_PX <= value <= LARGEST_PX:
        raise ValidationError(
            _("Must be between %(smallest)s and %(largest)s pixels."),
            params={"smallest": SMALLEST_PX, "largest": LARGEST_PX},
            code="size",
        )


def check_pitch(value: Decimal) -> None:
    if not Decimal("0.5") <= value <= 50:
        raise ValidationError(
            _("A pixel pitch lies between 0.5 and 50 mm (P8 is 8)."), code="pitch"
        )


def check_viewing_distance(value: Decimal) -> None:
    if not 1 <= value <= 300:
        raise ValidationError(
            _("A viewing distance lies between 1 and 300 m."), code="distance"
        )


def check_hours(name: str, start: time | None, end: time | None) -> None:
    """Of a stretch of the day both ends are known, or neither."""
    if (start is None) != (end is None):
        missing = f"{name}_from" if start is None else f"{name}_until"
        raise ValidationError(
            {missing: _("Give both hours, or neither.")}, code="one-hour"
        )


def check_theme_name(value: str) -> None:
    if not value.replace("-", "").isalnum() or not value.isascii():
        raise ValidationError(
            _("A theme is named by small letters, digits and hyphens, as in lao-cai."),
            code="theme",
        )


def check_status(status: str, terms: Iterable[Term], today: date) -> None:
    """A cluster operates only while it is assigned to an operator (Đ14.3)."""
    if status == ClusterStatus.OPERATING and not any(
        term.contains(today) for term in terms
    ):
        raise ValidationError(
            _(
                "Nobody is assigned to run this cluster today, so it cannot be operating "
                "(Đ14.3). Add an assignment with operator, permit and first day, or "
                "choose another status."
            ),
            code="no-operator",
        )


def face_errors(width: int, height: int, faces: list[Place]) -> list[ValidationError]:
    """Everything that is wrong with how faces lie on a canvas of this size."""
    if not faces:
        return [ValidationError(_("Add at least one face."), code="no-face")]
    return [
        *_errors_outside(width, height, faces),
        *_errors_overlapping(faces),
    ]


def _errors_outside(
    width: int, height: int, faces: list[Place]
) -> Iterator[ValidationError]:
    for face in faces:
        if face.right > width or face.bottom > height:
            yield ValidationError(
                _(
                    "Face “%(face)s” reaches to %(right)s × %(bottom)s, beyond the canvas "
                    "of %(width)s × %(height)s. Make it smaller, move it, or enlarge the "
                    "canvas."
                ),
                params={
                    "face": face.name,
                    "right": face.right,
                    "bottom": face.bottom,
                    "width": width,
                    "height": height,
                },
                code="outside",
            )


def _errors_overlapping(faces: list[Place]) -> Iterator[ValidationError]:
    for one, other in combinations(faces, 2):
        if _overlap(one, other):
            yield ValidationError(
                _("Faces “%(one)s” and “%(other)s” overlap. Move one of them."),
                params={"one": one.name, "other": other.name},
                code="overlap",
            )


def _overlap(one: Place, other: Place) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )
