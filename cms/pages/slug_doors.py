"""Doors by which Wagtail and wagtail_localize make slugs by rules of their own, led to ours."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import TitleFieldPanel
from wagtail.models import Page
from wagtail_localize import models as localize

from cms.pages.models import BasePage
from cms.pages.slugs import for_title, slugify


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
    chosen = localize.StringTranslation.objects.filter(
        context__path="slug", context__object_id=page.translation_key, locale=page.locale
    )
    if page.first_published_at or page.live:
        return page.slug if not chosen.exists() else of_translator(page, parent, slug)
    return of_translator(page, parent, slug) if chosen.exists() else ""


def of_translator(page: Page, parent: Page, written: str) -> str:
    """What a translator wrote, by our rules. Not what the page has already, which may be older than they."""
    if written == page.slug:
        return written
    page.title = written
    return for_title(page, parent)
