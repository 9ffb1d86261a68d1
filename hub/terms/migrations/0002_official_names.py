"""The words of the regulation and of the work, the agencies and the places."""

import json
from pathlib import Path

from django.db import migrations

TERMS = Path(__file__).parents[1] / "data" / "terms.json"
LANGUAGES = ("vi", "en", "zh-hans")


def add_terms(apps, schema_editor):
    term_model = apps.get_model("hub_terms", "Term")
    name_model = apps.get_model("hub_terms", "TermName")
    locales = {
        locale.language_code: locale
        for locale in apps.get_model("wagtailcore", "Locale").objects.all()
    }
    rows = json.loads(TERMS.read_text("utf-8"))
    terms = term_model.objects.bulk_create(
        [
            term_model(
                code=row["code"], group=row["group"], is_checked=row["is_checked"]
            )
            for row in rows
        ]
    )
    name_model.objects.bulk_create(
        [
            name_model(term=term, locale=locales[code], name=row[code])
            for term, row in zip(terms, rows, strict=True)
            for code in LANGUAGES
        ]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("hub_terms", "0001_initial"),
        ("hub_agencies", "0002_languages"),
    ]
    operations = [
        migrations.RunPython(add_terms, migrations.RunPython.noop),
    ]
