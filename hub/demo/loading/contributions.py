"""What the press owes each month (Đ12.2)."""

from datetime import date

from hub.agencies.models import Agency
from hub.contributions.models import Obligation

# Since the regulation is in force; the merged body owes once (domain A2).
OWING = (
    ("bao-lao-cai", date(2024, 10, 10), date(2025, 3, 11)),
    ("dai-ptth", date(2024, 10, 10), date(2025, 3, 11)),
    ("bao-lao-cai-hop-nhat", date(2025, 3, 12), None),
)


def load_obligations() -> None:
    """What is there is left as it is."""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    for code, first, last in OWING:
        if code in agencies:
            Obligation.objects.get_or_create(
                agency=agencies[code],
                valid_from=first,
                defaults={"valid_until": last},
            )
