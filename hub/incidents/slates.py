"""Orders the safe slate for the cluster of an incident. A refusal undoes nothing else."""

import logging
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.incidents.enums import Event
from hub.incidents.models import Incident
from hub.urgent.actions import UrgentRefusedError, order_slate

logger = logging.getLogger(__name__)


def order_for(incident: Incident, person: Any, pin: str, now: datetime) -> str:
    """What stood in the way, in the reader's language; "" when it was ordered."""
    reason = f"{incident}: {incident.get_kind_display()}"
    try:
        order_slate([incident.cluster], person, pin, now, reason)
    except UrgentRefusedError as error:
        return _note_refused(incident, person, error.messages[0])
    except Exception:
        logger.exception("the safe slate was not ordered for %s", incident)
        return _note_refused(
            incident, person, _("The signing process did not answer. Try again.")
        )
    incident.slate_ordered_at, incident.slate_refusal = now, ""
    incident.save(update_fields=["slate_ordered_at", "slate_refusal"])
    record(Event.SLATE, actor=person, subject=incident)
    return ""


def _note_refused(incident: Incident, person: Any, refusal: str) -> str:
    incident.slate_refusal = refusal
    incident.save(update_fields=["slate_refusal"])
    record(Event.NO_SLATE, actor=person, subject=incident, details={"said": refusal})
    return refusal
