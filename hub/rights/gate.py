"""Which things the addresses of the admin may name, for whom.

Wagtail and wagtail-localize guard some of their views by a right in general and not by
the thing that is named. Here every id in an address is looked at before the view is: a
page, picture or clip that its reader may not reach is not there (404), so that nothing,
not even a title in a refusal, is told of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation, TranslationSource

from hub.media.models import HubImage, HubMedia
from hub.rights.enums import Right
from hub.rights.queries import may, sees_province

USES = frozenset({"choose", "change", "delete", "view", "publish"})

# Of a user, an id and what a form sends with it: whether the user may name that thing.
type Rule = Callable[[Any, Any, Mapping[str, Any]], bool]


def reachable(model: Any, user: Any) -> QuerySet[Any]:
    """The rows that the person may do anything with, or must pass on the way there."""
    if issubclass(model, Page):
        return page_permission_policy.explorable_instances(user)
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        user, USES
    )


def _reaches(model: Any) -> Rule:
    def rule(user: Any, pk: Any, _sent: Mapping[str, Any]) -> bool:
        return reachable(model, user).filter(pk=pk).exists()

    return rule


def _may_edit(user: Any, page: Any) -> bool:
    if not isinstance(page, Page):
        return bool(user.is_superuser)
    return bool(page.permissions_for_user(user).can_edit())


def _may_translate(user: Any, pk: Any, sent: Mapping[str, Any]) -> bool:
    """The page itself, and into each language asked for: where its words would lie."""
    page = Page.objects.filter(pk=pk).first()
    if page is None or page.is_root() or not _may_edit(user, page):
        return False
    asked = sent.getlist("locales") if hasattr(sent, "getlist") else []
    locales = Locale.objects.filter(pk__in=[pk for pk in asked if pk.isdecimal()])
    return all(_may_add_beside(user, page, locale) for locale in locales)


def _may_add_beside(user: Any, page: Any, locale: Locale) -> bool:
    """A folder has the same rights in all languages; making one is setting up."""
    folder = page.get_parent().get_translation_or_none(locale)
    return folder is not None or bool(user.is_superuser)


def _may_update(user: Any, pk: Any, sent: Mapping[str, Any]) -> bool:
    """Source and targets; to have the targets published, also that right on each."""
    source = TranslationSource.objects.filter(pk=pk).first()
    if source is None or not _may_edit(user, source.get_source_instance()):
        return False
    rows = source.translations.filter(enabled=True)
    targets = [target for row in rows if (target := _target(row)) is not None]
    if not all(_may_edit(user, target) for target in targets):
        return False
    return not sent.get("publish_translations") or all(
        target.permissions_for_user(user).can_publish() for target in targets
    )


def _may_edit_translation(user: Any, pk: Any, _sent: Mapping[str, Any]) -> bool:
    row = Translation.objects.filter(pk=pk).select_related("source").first()
    return (
        row is not None
        and _may_edit(user, row.source.get_source_instance())
        and _may_edit(user, _target(row))
    )


def _target(row: Translation) -> Any:
    try:
        return row.get_target_instance()
    except ObjectDoesNotExist:
        return None


_PAGE, _PICTURE, _CLIP = _reaches(Page), _reaches(HubImage), _reaches(HubMedia)

# Whatever view has such a part in its address.
RULE_OF_PART: Mapping[str, Rule] = {
    "page_id": _PAGE,
    "parent_page_id": _PAGE,
    "page_to_move_id": _PAGE,
    "destination_id": _PAGE,
    "page_pk": _PAGE,
    "image_id": _PICTURE,
    "media_id": _CLIP,
    "translation_source_id": _may_update,
    "translation_id": _may_edit_translation,
}
# Where the part's name does not say what it is, or more is needed than to reach it.
RULE_OF_VIEW: Mapping[str, tuple[str, Rule]] = {
    "wagtailadmin_pages:revisions_compare": ("pk", _PAGE),
    "wagtailadmin_api:pages:detail": ("pk", _PAGE),
    "wagtailadmin_api:pages:action": ("pk", _PAGE),
    "wagtailimages_chooser:chosen": ("pk", _PICTURE),
    "wagtail_localize:submit_page_translation": ("page_id", _may_translate),
}


def may_name(
    user: Any, view: str, parts: Mapping[str, Any], sent: Mapping[str, Any]
) -> bool:
    """Whether every id in the address is of something that the person may reach."""
    rules = {part: RULE_OF_PART[part] for part in parts if part in RULE_OF_PART} | dict(
        [RULE_OF_VIEW[view]] if view in RULE_OF_VIEW else []
    )
    return all(rule(user, parts[part], sent) for part, rule in rules.items())


# Lists of everything, which nobody but the technical administrator needs.
CLOSED = (
    "wagtailadmin_api:images:",
    "wagtailadmin_api:documents:",
    "wagtail_localize:snippets_api_",
    "wagtailsnippetchoosers_hub_programmes_programme:",
)


def is_closed(user: Any, view: str) -> bool:
    return not user.is_superuser and view.startswith(CLOSED)


# Reports that tell of everybody's things.
_OF_THE_PROVINCE = (
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:workflow",
    "wagtail_localize:translations_report",
)
_LOGS = ("wagtailadmin_reports:site_history",)


def may_read_report(user: Any, view: str) -> bool:
    if user.is_superuser:
        return True
    if view.startswith(_LOGS):
        return may(user, Right.SEE_LOGS)
    return not view.startswith(_OF_THE_PROVINCE) or sees_province(user)


def may_act_on_many(
    user: Any, parts: Mapping[str, Any], asked: Any, sent: Mapping[str, Any]
) -> bool:
    """Wagtail lists what may not be acted on by its title: so none of it is let in."""
    try:
        model: Any = apps.get_model(parts["app_label"], parts["model_name"])
    except LookupError:
        return False
    ids = set(asked.getlist("id"))
    if "all" in ids:
        return _may_act_on_all(user, model, asked.get("childOf"))
    target = sent.get("chooser")
    if target and not _PAGE(user, target, sent):
        return False
    if not all(pk.isdecimal() for pk in ids):
        return False
    return reachable(model, user).filter(pk__in=ids).count() == len(ids)


def _may_act_on_all(user: Any, model: Any, parent: str | None) -> bool:
    if user.is_superuser:
        return True
    if not issubclass(model, Page):
        # For pictures Wagtail itself takes only those that may be changed.
        return issubclass(model, HubImage)
    folder = Page.objects.filter(pk=parent).first() if parent else None
    return folder is not None and bool(
        page_permission_policy.user_has_any_permission_for_instance(
            user, {"add", "change"}, folder
        )
    )
