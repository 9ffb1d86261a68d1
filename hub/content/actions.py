"""Makes the trees of items, one for each language, and puts items into them.

For programs and for setting up; people do the same through Wagtail's own pages.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.models import Collection, Locale, Page, Site

from hub.agencies.models import Agency
from hub.content.models import AgencyPage, ContentIndexPage, ItemPage
from hub.lib.localrows import name_of

ROOT_SLUG = "noi-dung"


def prepare_roots() -> dict[str, ContentIndexPage]:
    """The root of each language's content, made where it is missing."""
    source = _root_of(Locale.get_default()) or _make_source_root()
    return {
        locale.language_code: _root_of(locale) or _translate_root(source, locale)
        for locale in Locale.objects.all()
    }


def agency_page(agency: Agency, language: str | None = None) -> AgencyPage:
    """Where the agency's items of one language lie, made where it is missing."""
    locale = _locale(language)
    found = AgencyPage.objects.filter(agency=agency, locale=locale).first()
    if found:
        return found
    if locale == Locale.get_default():
        return _make_agency_page(agency)
    page = agency_page(agency).copy_for_translation(locale, copy_parents=True)
    page.title = name_of(agency, locale.language_code)
    page.save_revision().publish()
    return AgencyPage.objects.get(pk=page.pk)


def add_item(
    item: ItemPage, agency: Agency, *, user: Any = None, publish: bool = False
) -> ItemPage:
    """Puts a new item, in the source language, among the agency's."""
    item.locale, item.live, item.owner = Locale.get_default(), False, user
    agency_page(agency).add_child(instance=item)
    _save_revision(item, user, publish=publish)
    return item.specific_class.objects.get(pk=item.pk)


def add_translation(
    item: ItemPage,
    language: str,
    title: str,
    body: str,
    *,
    user: Any = None,
    publish: bool = False,
) -> ItemPage:
    """Words for an item in another language, as a page of their own."""
    agency_page(AgencyPage.objects.parent_of(item).get().agency, language)
    page = item.specific.copy_for_translation(_locale(language))
    page.title, page.body = title, body
    page.save()
    _save_revision(page, user, publish=publish)
    return page.specific_class.objects.get(pk=page.pk)


def _save_revision(page: Page, user: Any, *, publish: bool) -> None:
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=user, skip_permission_checks=True)


def _locale(language: str | None) -> Locale:
    return Locale.objects.get(language_code=language or settings.LANGUAGE_CODE)


def _root_of(locale: Locale) -> ContentIndexPage | None:
    found: ContentIndexPage | None = ContentIndexPage.objects.filter(
        locale=locale
    ).first()
    return found


def _make_source_root() -> ContentIndexPage:
    """Takes the place of the page with which Wagtail welcomes a new installation."""
    locale = Locale.get_default()
    root = ContentIndexPage(title=_title(locale), slug=ROOT_SLUG, locale=locale)
    _name_what_wagtail_made(locale)
    Page.get_first_root_node().add_child(instance=root)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    site.root_page, site.site_name = root, settings.WAGTAIL_SITE_NAME
    site.save()
    _remove_welcome_page()
    return root


def _name_what_wagtail_made(locale: Locale) -> None:
    """Its migrations make the topmost page and collection, with English names."""
    with override(locale.language_code):
        name = gettext("Root")
    Page.objects.filter(depth=1).update(title=name, draft_title=name)
    Collection.objects.filter(depth=1).update(name=name)


def _remove_welcome_page() -> None:
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page:
            page.delete()


def _translate_root(source: ContentIndexPage, locale: Locale) -> ContentIndexPage:
    page = source.copy_for_translation(locale)
    page.title = _title(locale)
    page.save_revision().publish()
    return ContentIndexPage.objects.get(pk=page.pk)


def _title(locale: Locale) -> str:
    return dict(settings.LANGUAGES).get(locale.language_code, locale.language_code)


def _make_agency_page(agency: Agency) -> AgencyPage:
    root = prepare_roots()[settings.LANGUAGE_CODE]
    page = AgencyPage(
        title=name_of(agency, settings.LANGUAGE_CODE), slug=agency.code, agency=agency
    )
    page.locale = root.locale
    root.add_child(instance=page)
    return page
