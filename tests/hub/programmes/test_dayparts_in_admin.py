"""Dayparts in the admin."""

import pytest
from django.test import Client

from hub.programmes.models import Daypart

pytestmark = pytest.mark.django_db


def test_a_daypart_is_saved_with_its_hours_days_and_name(admin_client: Client) -> None:
    admin_client.post(
        "/cms/dayparts/new/",
        {
            "names_name_vi": "Buổi tối cuối tuần",
            "code": "toi-cuoi-tuan",
            "cluster": "",
            "start": "18:00",
            "end": "01:00",
            "weekdays": ["6", "7"],
        },
    )

    daypart = Daypart.objects.get()
    assert str(daypart) == "Buổi tối cuối tuần (18:00–01:00)"
    assert daypart.weekdays == "67"
