"""What a role can allow, and how far it reaches."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(TextChoices):
    """One thing that the hub lets a person do or refuses. A role is a set of them."""

    WRITE = "WRITE", _("write and submit items, upload files")
    CONTRIBUTE = "CONTRIBUTE", _("hand in the monthly contribution")
    RECEIVE = "RECEIVE", _("receive and check submissions")
    APPRAISE = "APPRAISE", _("appraise submissions")
    EDIT = "EDIT", _("edit and translate what others submitted")
    APPROVE = "APPROVE", _("approve for the whole province")
    APPROVE_LOCALLY = "APPROVE_LOCALLY", _("approve within the operator's unit")
    PROGRAMME = "PROGRAMME", _("make programmes")
    PUBLISH_PROGRAMME = "PUBLISH_PROGRAMME", _("publish programmes")
    TAKE_DOWN = "TAKE_DOWN", _("take items off air")
    URGENT = "URGENT", _("send urgent messages")
    SEE_LOGS = "SEE_LOGS", _("read logs and evidence")
    SEE_ASSETS = "SEE_ASSETS", _("see equipment and incidents")
    EDIT_KIOSK = "EDIT_KIOSK", _("edit the kiosk's tourism pages")
    ADMINISTER = "ADMINISTER", _("manage accounts, agencies and settings")


class Scope(TextChoices):
    """How far a role reaches."""

    AGENCY = "AGENCY", _("its own agency")
    CLUSTERS = "CLUSTERS", _("its own agency and the clusters it runs")
    PROVINCE = "PROVINCE", _("the whole province")
