"""Roles, and who holds one for which agency from when until when (Đ4.1, domain A7).

What they come to on a day: `queries`. What Wagtail is told of it: `settling`, `actions`.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Collection

from hub.lib.days import check_days
from hub.lib.localrows import LocalName, Named
from hub.rights.enums import Right, Scope


class Role(Named, ClusterableModel):
    """A set of rights with a name, as the regulation's duties need them."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    scope = models.CharField(
        _("reaches"), max_length=10, choices=Scope, default=Scope.AGENCY
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering: ClassVar = ["sort_order", "code"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class RoleName(LocalName):
    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["role", "locale"], name="one_name_per_role_and_language"
            )
        ]
        verbose_name = _("name of a role")
        verbose_name_plural = _("names of roles")


class RoleRight(models.Model):
    role = ParentalKey(Role, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(_("right"), max_length=20, choices=Right)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["role", "right"], name="each_right_once_in_a_role"
            )
        ]
        verbose_name = _("right of a role")
        verbose_name_plural = _("rights of a role")

    def __str__(self) -> str:
        return str(self.get_right_display())


class RoleAssignment(ClusterableModel):
    """A person holds a role for an agency. Never deleted: it gets a last day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_assignments",
        verbose_name=_("account"),
    )
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("role"),
    )
    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )
    clusters = ParentalManyToManyField(
        "hub_displays.Cluster",
        blank=True,
        related_name="+",
        verbose_name=_("clusters"),
        help_text=_("None chosen: every cluster that the agency runs."),
    )
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: without an end.")
    )
    reference = models.CharField(
        _("decision"),
        max_length=200,
        blank=True,
        help_text=_("Number and date of the paper that gives the role."),
    )

    class Meta:
        ordering: ClassVar = ["agency__code", "role__sort_order", "user__username"]
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")

    def __str__(self) -> str:
        return f"{self.user} – {self.role}, {self.agency}"

    def clean(self) -> None:
        super().clean()
        check_days(self.valid_from, self.valid_until, "valid_until")


class Post(models.Model):
    """The group that Wagtail knows for a role at an agency. Made by `actions` alone."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(
        "hub_agencies.Agency", on_delete=models.CASCADE, related_name="+"
    )
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="post")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["role", "agency"], name="one_group_per_role_and_agency"
            )
        ]

    def __str__(self) -> str:
        return str(self.group)


class AgencyFiles(models.Model):
    """The collection in which an agency's pictures and clips lie."""

    agency = models.OneToOneField(
        "hub_agencies.Agency", on_delete=models.PROTECT, related_name="files"
    )
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="files_of"
    )

    def __str__(self) -> str:
        return str(self.collection)
