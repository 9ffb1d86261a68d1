"""Agencies, with their days and successors."""

from wagtail.models import Locale

from fixtures.province import Province
from hub.agencies.enums import AgencyKind
from hub.agencies.models import Agency, AgencyName


def load_agencies(province: Province) -> None:
    known = set(Agency.objects.values_list("code", flat=True))
    locales = {row.language_code: row for row in Locale.objects.all()}
    for row in province.agencies:
        if row.code in known:
            continue
        agency = Agency(
            code=row.code,
            kind=_kind(row.kind),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        agency.names.set(
            [
                AgencyName(locale=locales[language], name=name)
                for language, name in row.names.items()
            ]
        )
        agency.save()
    _join(province, known)


def _kind(name: str) -> AgencyKind:
    is_locality = name in {"district", "commune"}
    return AgencyKind["LOCALITY" if is_locality else name.replace("-", "_").upper()]


def _join(province: Province, known: set[str]) -> None:
    """Groups and successors: when all are there."""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    for row in province.agencies:
        if row.code in known or not (row.group or row.successor):
            continue
        agency = agencies[row.code]
        agency.group = agencies[row.group] if row.group else None
        agency.successor = agencies[row.successor] if row.successor else None
        agency.full_clean()
        agency.save()
