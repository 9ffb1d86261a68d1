"""Agencies are data: each has days on which it is in force, and a successor.

Which agency stands for another on a given day: `queries`.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from hub.agencies.enums import AgencyKind
from hub.lib.days import check_days
from hub.lib.localrows import LocalName, Named


class Agency(Named, ClusterableModel):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind)
    group = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        limit_choices_to={"kind": AgencyKind.GROUP},
        verbose_name=_("group"),
        help_text=_("The collective name under which the regulation speaks of it."),
    )
    valid_from = models.DateField(
        _("first day"),
        null=True,
        blank=True,
        help_text=_("Leave empty when it has always been there."),
    )
    valid_until = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is in force. Empty: no end is known."),
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("Takes over everything on the day after the last day."),
    )

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def clean(self) -> None:
        super().clean()
        check_days(self.valid_from, self.valid_until, "valid_until")
        if self.successor_id and not self.valid_until:
            raise ValidationError(
                {
                    "valid_until": _(
                        "Give the last day: the successor takes over the day after."
                    )
                }
            )
        if self._succeeds_itself():
            raise ValidationError(
                {"successor": _("This chain of successors leads back to the agency.")}
            )

    def _succeeds_itself(self) -> bool:
        seen = {self.pk} if self.pk else set()
        heir = self.successor
        while heir is not None:
            if heir.pk in seen:
                return True
            seen.add(heir.pk)
            heir = heir.successor
        return False


class AgencyName(LocalName):
    agency = ParentalKey(Agency, on_delete=models.CASCADE, related_name="names")
    short_name = models.CharField(_("short name"), max_length=60, blank=True)

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "locale"], name="one_name_per_agency_and_language"
            )
        ]
        verbose_name = _("name of an agency")
        verbose_name_plural = _("names of agencies")
