"""Which agency stands where on a given day, following successors."""

from dataclasses import dataclass
from datetime import date

from hub.agencies.models import Agency
from hub.lib.localrows import LocalText, local_texts


@dataclass(frozen=True)
class AgencyFacts:
    code: str
    names: tuple[LocalText, ...]


def agency_in_force(agency: Agency, on: date) -> Agency:
    """The agency itself, or the successor that stands for it on that day."""
    return _follow({}, agency, on)


def agencies_in_force(on: date) -> dict[int, AgencyFacts]:
    """For each agency, by its id, who stands for it on that day. Two queries."""
    agencies = {agency.pk: agency for agency in Agency.objects.all()}
    return {
        pk: agency_facts(_follow(agencies, agency, on))
        for pk, agency in agencies.items()
    }


def bodies_in_force(on: date) -> dict[int, int]:
    """For each agency, by its id, the id of who stands for it on that day. One query."""
    rows = Agency.objects.prefetch_related(None).only("valid_until", "successor_id")
    agencies = {agency.pk: agency for agency in rows}
    return {pk: _follow(agencies, one, on).pk for pk, one in agencies.items()}


def agency_facts(agency: Agency) -> AgencyFacts:
    return AgencyFacts(agency.code, local_texts(agency.names.all()))


def _follow(loaded: dict[int, Agency], agency: Agency, on: date) -> Agency:
    """Ends where no successor is known; a circle, which the form refuses, ends too."""
    seen: set[int] = set()
    while agency.valid_until and agency.valid_until < on and agency.pk not in seen:
        seen.add(agency.pk)
        heir = loaded.get(agency.successor_id or 0) or agency.successor
        if heir is None:
            break
        agency = heir
    return agency
