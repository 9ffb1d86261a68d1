"""Who may do what with the programmes, hours and agreements of which clusters."""

from wagtail.permissions import register_permission_policy

from hub.programmes.models import AirtimeAgreement, Daypart, Programme, SpecialDay
from hub.rights.enums import Right
from hub.rights.policies import ClusterPolicy

MAKES = dict.fromkeys(("add", "change", "delete", "view"), Right.PROGRAMME)
# An operator does not say itself how much it may fill (Đ9.2).
AGREES = dict.fromkeys(("add", "change", "view"), Right.APPROVE)
PUBLISHES = {"publish": Right.PUBLISH_PROGRAMME}


def register_policies() -> None:
    """Before anything asks: Wagtail takes no policy for a model it was asked of."""
    register_permission_policy(
        Programme, ClusterPolicy(Programme, "cluster", MAKES | PUBLISHES)
    )
    register_permission_policy(Daypart, ClusterPolicy(Daypart, "cluster", MAKES))
    register_permission_policy(SpecialDay, ClusterPolicy(SpecialDay, "clusters", MAKES))
    register_permission_policy(
        AirtimeAgreement, ClusterPolicy(AirtimeAgreement, "cluster", AGREES)
    )
