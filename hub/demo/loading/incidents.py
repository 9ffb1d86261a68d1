"""Who is told of incidents (Đ9.5.b): the lead and the police acknowledge, others know."""

from hub.agencies.models import Agency
from hub.incidents.enums import Kind
from hub.incidents.models import Recipient

# Code, and whether a cyber-security incident waits for its acknowledgement.
RECIPIENTS = (("so-tttt", True), ("cong-an-tinh", True), ("bo-doi-bien-phong", False))


def load_recipients() -> None:
    """What is set for cyber-security incidents already is left as it is."""
    if Recipient.objects.filter(kind=Kind.CYBER).exists():
        return
    agencies = {one.code: one for one in Agency.objects.all()}
    for code, is_due in RECIPIENTS:
        if code in agencies:
            Recipient.objects.create(
                kind=Kind.CYBER, agency=agencies[code], is_due=is_due
            )
