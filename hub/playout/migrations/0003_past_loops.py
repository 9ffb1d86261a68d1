"""Writes down the loops of what was published before they were."""

import json

from django.db import migrations


def note_past(apps, schema_editor):
    candidates = apps.get_model("hub_playout", "Candidate").objects
    loops = apps.get_model("hub_playout", "ApprovedLoop").objects
    rows = candidates.filter(state__in=["PUBLISHED", "SIGNED"]).order_by("seq")
    for one in rows.iterator():
        since = one.published_at or one.made_at
        for sha256 in _loops(one):
            row, is_new = loops.get_or_create(
                cluster_id=one.cluster_id,
                sha256=sha256,
                defaults={"since": since, "candidate": one},
            )
            if not is_new:
                row.candidate = one
                row.save(update_fields=["candidate"])


def _loops(candidate):
    loops = json.loads(bytes(candidate.document))["timetable"]["loops"]
    return [one["file"]["sha256"] for one in loops.values()]


class Migration(migrations.Migration):
    dependencies = [("hub_playout", "0002_approvedloop")]
    operations = [migrations.RunPython(note_past, migrations.RunPython.noop)]
