"""How far a candidate is, who may sign, what changed, and what the log is told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CandidateState(TextChoices):
    """A candidate only ever goes forward; what is signed is never changed."""

    WAITING = "WAITING", _("waits to be approved")
    SIGNED = "SIGNED", _("signed, is being published")
    PUBLISHED = "PUBLISHED", _("published")
    SUPERSEDED = "SUPERSEDED", _("replaced by a later one")
    EXPIRED = "EXPIRED", _("not approved in time")


class Signers(TextChoices):
    """Whose signature counts on a cluster."""

    EITHER = "EITHER", _("whoever may publish programmes, or approves for the province")
    PUBLISHERS = "PUBLISHERS", _("whoever may publish programmes")
    APPROVERS = "APPROVERS", _("whoever approves for the province")


class Change(TextChoices):
    """What became of a scene."""

    SAME = "SAME", _("as on air")
    CHANGED = "CHANGED", _("changed")
    MOVED = "MOVED", _("moved")
    ADDED = "ADDED", _("new")
    GONE = "GONE", _("gone")


class Event(TextChoices):
    """Kinds of entries of the system log."""

    FOUND = "hub.release_found", _("Release waits to be approved")
    APPROVED = "hub.release_approved", _("Release approved")
    WITHDRAWN = "hub.release_withdrawn", _("Approval of a release withdrawn")
    PUBLISHED = "hub.release_published", _("Release published")
    EXPIRED = "hub.release_expired", _("Release not approved in time")
    SUPERSEDED = "hub.release_superseded", _("Release replaced before it was published")
