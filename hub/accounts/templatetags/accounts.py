"""What templates of the register cannot say by themselves."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def name_in(names: Mapping[str, str], key: str) -> str:
    return names.get(key, key)
