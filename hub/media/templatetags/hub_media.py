"""What our copies of wagtailmedia's templates ask for."""

from typing import Any

from django import template

from hub.media.queries import collections_to_choose_from

register = template.Library()


@register.simple_tag(takes_context=True)
def own_collections(context: Any) -> list[Any]:
    """Those to choose among; none where there is no choice."""
    found = list(collections_to_choose_from(context["request"].user))
    return found if len(found) > 1 else []
