"""Tells whoever can approve a candidate that it waits, in the CMS and by mail."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hub.lib.localrows import name_of
from hub.moderation.notices import tell
from hub.playout import queries
from hub.playout.models import Candidate


def tell_approvers(candidate: Candidate) -> None:
    """Not those who arranged something of it: they cannot."""
    with translation.override(settings.LANGUAGE_CODE):
        end = timezone.localtime(candidate.expires_at)
        words = _(
            "The loops of %(cluster)s are rendered and wait to be approved before %(end)s."
        ) % {"cluster": name_of(candidate.cluster), "end": f"{end:%H:%M %d/%m/%Y}"}
    path = reverse("playout:release", args=[candidate.pk])
    tell(queries.able_to_approve(candidate), None, words, path=path)
