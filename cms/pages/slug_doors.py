"""Doors by which Wagtail and wagtail_localize make slugs by rules of their own, led to ours."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import TitleFieldPanel
from wagtail.models import Page
from wagtail_localize import models as localize

from cms.pages.models import BasePage
from cms.pages.slugs import for_title, free, slugify


def install() -> None:
    WagtailAdminPageForm.clean_slug = clean_slug
    leave_what_was_public()
    localize.slugify = str
    localize.find_available_slug = for_translation


def clean_slug(form: Any) -> str:
    """A slug that the title made gets a number where it is taken; one that somebody chose is refused."""
    slug: str = form.cleaned_data["slug"]
    page, title = form.instance, form.cleaned_data.get("title", "")
    if not isinstance(page, BasePage) or page.first_published_at or not form.parent_page or not title:
        return slug
    if slug != slugify(title, (page.locale if page.locale_id else form.parent_page.locale).language_code):
        return slug
    if Page._slug_is_available(slug, form.parent_page, page):
        return slug
    page.title = title
    return for_title(page, form.parent_page)


def leave_what_was_public() -> None:
    """As somebody types a title, the slug follows; not that of a page which has had readers."""
    panel = TitleFieldPanel.BoundPanel
    before = panel.get_should_apply

    def apply(bound: Any) -> bool:
        had_readers = bool(getattr(bound.instance, "first_published_at", None))
        return bool(before(bound)) and not had_readers

    panel.get_should_apply = apply


def for_translation(parent: Page, slug: str, ignore_page_id: int) -> str:
    """The slug of a translation that is saved; `""`: its title is to make one (`fill_slug`).

    wagtail_localize counts a slug among the texts: until somebody translates it, it gives the original's.
    """
    page = Page.objects.get(pk=ignore_page_id)
    translated = set(
        localize.StringTranslation.objects.filter(
            context__path__in=("slug", "title"),
            context__object_id=page.translation_key,
            locale=page.locale,
        ).values_list("context__path", flat=True)
    )
    if "slug" in translated:
        # What the page has already may be older than our rules.
        return slug if slug == page.slug else free(slugify(slug, page.locale.language_code), parent, page)
    if page.first_published_at or page.live:
        return page.slug
    # Before there is a title of its own, the original's slug says more than its title in another language.
    return "" if "title" in translated else free(slug, parent, page)
