"""The three languages of the regulation. More are added under Settings → Locales."""

from django.db import migrations

LANGUAGES = ["vi", "en", "zh-hans"]


def add_languages(apps, schema_editor):
    locale_model = apps.get_model("wagtailcore", "Locale")
    for code in LANGUAGES:
        locale_model.objects.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [
        ("hub_agencies", "0001_initial"),
        ("wagtailcore", "0054_initial_locale"),
    ]

    operations = [migrations.RunPython(add_languages, migrations.RunPython.noop)]
