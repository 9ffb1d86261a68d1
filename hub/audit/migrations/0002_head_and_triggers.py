"""The head of the chain, and what makes the database refuse to change an entry."""

from django.db import migrations

from hub.audit.triggers import drop_triggers, make_triggers


def add_head(apps, schema_editor):
    apps.get_model("hub_audit", "Head").objects.get_or_create(pk=1)


def make(apps, schema_editor):
    make_triggers(schema_editor.connection)


def drop(apps, schema_editor):
    drop_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("hub_audit", "0001_initial")]

    operations = [
        migrations.RunPython(add_head, migrations.RunPython.noop),
        migrations.RunPython(make, drop),
    ]
