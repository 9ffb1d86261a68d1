"""Texts that Wagtail's templates say in English without asking for a translation.

They are mended as a template is read: a copy of the file would fall behind at the next
upgrade. A place that is no longer there is left alone, and a test tells of it.
"""

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppLoader

ASK = "{% load i18n %}"
COUNTED = "{{ locale.num_pages }} pages"
OTHERS = "{% if locale.num_others %} + {{ locale.num_others }} others{% endif %}"
NAMED = "{% translate content_perms_dict.object|capfirst %}"
PERMISSION = "{{{{ content_perms_dict.{0}.perm.name }}}}"

MENDS: dict[str, dict[str, str]] = {
    "wagtailadmin/home.html": {'value="Search"': 'value="{% translate "Search" %}"'},
    "wagtailadmin/shared/header.html": {
        'value="Search"': 'value="{% translate "Search" %}"'
    },
    "wagtailadmin/shared/headers/_actions.html": {
        'aria-label="Actions"': 'aria-label="{% translate "Actions" %}"'
    },
    # Names of fields that nobody marked: "Port", "Source locale".
    "wagtailadmin/tables/column_header.html": {
        "{{ column.label }}": "{% translate column.label %}"
    },
    "wagtailadmin/shared/headers/_filters.html": {
        "{{ field.label }}": "{% translate field.label %}"
    },
    "wagtailadmin/shared/formatted_field.html": {
        "{{ label_text }}": "{% translate label_text %}"
    },
    "wagtaillocales/index.html": {
        COUNTED + OTHERS: "{% blocktranslate with pages=locale.num_pages "
        "others=locale.num_others|default:0 trimmed %}"
        "{{ pages }} pages, {{ others }} others{% endblocktranslate %}"
    },
    # "Can add agency" is a row of Django's, in English.
    "wagtailusers/groups/includes/formatted_permissions.html": {
        "{{ content_perms_dict.object|capfirst }}": NAMED,
        **{
            PERMISSION.format(verb): f'{{% translate "{verb.capitalize()}" %}}: {NAMED}'
            for verb in ("add", "change", "delete")
        },
    },
}


class Loader(AppLoader):
    """Reads the templates of apps, and mends them."""

    def get_contents(self, origin: Origin) -> str:
        content = super().get_contents(origin)
        return mended(str(origin.template_name), content)


def mended(name: str, content: str) -> str:
    for before, after in MENDS.get(name, {}).items():
        content = content.replace(before, ASK + after)
    return content
