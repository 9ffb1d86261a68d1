"""Templates of urgent messages, in every language."""

from wagtail.models import Locale

from fixtures.province import Province
from hub.urgent.models import Template, TemplateText


def load_templates(province: Province) -> None:
    known = set(Template.objects.values_list("code", flat=True))
    locales = {row.language_code: row for row in Locale.objects.all()}
    for row in province.templates:
        if row.code in known:
            continue
        template = Template(
            code=row.code, level=row.level, category=row.category, hours=row.hours
        )
        template.texts.set(
            [
                TemplateText(locale=locales[language], title=text.title, body=text.body)
                for language, text in row.texts.items()
            ]
        )
        template.full_clean()
        template.save()
