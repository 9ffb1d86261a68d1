"""Translations remember the words that they were made from.

Of those that are there already nobody knows: they are taken to be of today's.
"""

from django.conf import settings
from django.db import migrations, models


def remember_words(apps, schema_editor):
    pages = apps.get_model("hub_content", "ItemPage").objects
    sources = {
        page.translation_key: page
        for page in pages.filter(locale__language_code=settings.LANGUAGE_CODE)
    }
    for page in pages.exclude(locale__language_code=settings.LANGUAGE_CODE):
        if source := sources.get(page.translation_key):
            pages.filter(pk=page.pk).update(
                source_title=source.title,
                source_body=source.body,
                source_revision=source.live_revision_id,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("hub_content", "0004_lanes"),
    ]

    operations = [
        migrations.AddField(
            model_name="itempage",
            name="source_title",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
        migrations.AddField(
            model_name="itempage",
            name="source_body",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="itempage",
            name="source_revision",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(remember_words, migrations.RunPython.noop),
    ]
