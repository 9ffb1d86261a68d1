"""What the press owes each month (Đ12.2), and an account that hands it in."""

from datetime import date

from django.contrib.auth import get_user_model

from hub.agencies.models import Agency
from hub.contributions.models import Obligation
from hub.demo.accounts import PREFIX
from hub.demo.loading.people import PASSWORD
from hub.rights.actions import give_role, set_up_agency

# Since the regulation is in force; the merged body owes once (domain A2).
OWING = (
    ("bao-lao-cai", date(2024, 10, 10), date(2025, 3, 11)),
    ("dai-ptth", date(2024, 10, 10), date(2025, 3, 11)),
    ("bao-lao-cai-hop-nhat", date(2025, 3, 12), None),
)
REPORTER, REPORTER_ROLE = PREFIX + "bao-chi", "Báo chí gửi nội dung"


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
    if body := agencies.get(OWING[-1][0]):
        _load_reporter(body)


def _load_reporter(agency: Agency) -> None:
    users = get_user_model().objects
    if users.filter(username=REPORTER).exists():
        return
    user = users.create_user(REPORTER, password=PASSWORD, first_name=REPORTER_ROLE)
    set_up_agency(agency)
    give_role(user, "press_contributor", agency, valid_from=OWING[-1][1])
