"""A term is one row; what it is called officially in each language is a row of its own."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from hub.lib.localrows import LocalName, Named
from hub.terms.enums import TermGroup


class Term(Named, ClusterableModel):
    """A name or word that has one official translation."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    group = models.CharField(
        _("group"), max_length=12, choices=TermGroup, default=TermGroup.PLACES
    )
    is_checked = models.BooleanField(
        _("checked"),
        default=True,
        help_text=_(
            "Who translates is warned when the official name is missing. Not ticked: it "
            "is only offered, as for words of every day."
        ),
    )

    class Meta:
        ordering: ClassVar = ["group", "code"]
        verbose_name = _("official name")
        verbose_name_plural = _("official names")


class TermName(LocalName):
    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term", "locale"], name="one_name_per_term_and_language"
            )
        ]
        verbose_name = _("official name in a language")
        verbose_name_plural = _("official names in languages")
