"""Puts the demo province into the database, subject by subject, through their actions.

Each step passes over what is there: what a visitor changed stays changed.
"""

from django.db import transaction

from fixtures.province import Province
from hub.demo.loading.agencies import load_agencies
from hub.demo.loading.contributions import load_obligations
from hub.demo.loading.displays import load_displays
from hub.demo.loading.incidents import load_recipients
from hub.demo.loading.items import load_items
from hub.demo.loading.lanes import load_items_on_their_way
from hub.demo.loading.media import load_clips, load_pictures
from hub.demo.loading.people import load_people
from hub.demo.loading.programmes import load_programmes
from hub.demo.loading.urgent import load_templates


@transaction.atomic
def load(province: Province) -> None:
    load_agencies(province)
    load_displays(province)
    pictures, clips = load_pictures(province), load_clips(province)
    load_items(province, pictures, clips)
    load_programmes(province)
    load_templates(province)
    load_people()
    load_obligations()
    load_recipients()
    load_items_on_their_way()
