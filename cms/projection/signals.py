"""Every event of the write side that readers might notice: a few lines each, that note what it concerns.

Signals only say *where to look*; what is true is read anew at the door's end. So a signal with a stale
or half-written instance does no harm, and one that comes too often costs a comparison.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
)
from wagtail.signals import page_published, post_page_move
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import (
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationLog,
    TranslationSource,
)

from cms.pages.items import AboutPages
from cms.pages.time_zones import SiteTimeZone
from cms.projection import review
from cms.projection.doors import noting
from cms.projection.items import concerned_by
from cms.projection.sites import refuse_same_name
from cms.projection.tokens import collection_token, file_token, page_key, snippet_token
from cms.published.models import PublishedItem

# What saving a draft writes to the page's row.
OF_DRAFTS = {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}


def listen() -> None:
    rules: dict[type[Model], Callable[[Any], None]] = {
        PageViewRestriction: page_restricted,
        CollectionViewRestriction: collection_restricted,
        Collection: collection_changed,
        Revision: revision_changed,
        Translation: translation_registered,
        TranslationLog: lambda log: pages_reviewed(review.made_from(log)),
        TranslationSource: lambda source: pages_reviewed(review.translated_from(source)),
        StringTranslation: string_translated,
        Site: site_changed,
        SiteTimeZone: time_zone_changed,
        Locale: locale_changed,
        get_image_model(): image_changed,
        get_document_model(): document_changed,
    }

    def changed(
        sender: type[Model],
        instance: Model,
        raw: bool = False,
        update_fields: Iterable[str] | None = None,
        **_: Any,
    ) -> None:
        if raw:  # a fixture: rows come in any order, and `rebuild_published` follows
            return
        if update_fields and OF_DRAFTS.issuperset(update_fields):
            return
        if isinstance(instance, Page):
            page_changed(instance)
        elif rule := rules.get(sender):
            rule(instance)
        elif sender in get_snippet_models():  # asked each time: this app is ready before they are registered
            snippet_changed(instance)
        if isinstance(instance, AboutPages):
            pages_concerned(instance)
        if items := concerned_by(instance):
            with noting() as notes:
                notes.items |= items

    post_save.connect(changed, weak=False, dispatch_uid="projection")
    post_delete.connect(changed, weak=False, dispatch_uid="projection")
    pre_delete.connect(aliases_deleted, weak=False, dispatch_uid="projection")
    pre_save.connect(site_is_saved, sender=Site, dispatch_uid="projection")
    pre_save.connect(string_is_saved, sender=StringTranslation, dispatch_uid="projection")
    post_page_move.connect(page_moved, dispatch_uid="projection")
    page_published.connect(scheduled_page_published, dispatch_uid="projection")


def page_changed(page: Page) -> None:
    """Saved, published, unpublished, created, copied, translated or deleted."""
    with noting() as notes:
        notes.pages.add(page.pk)


def page_moved(instance: Page, **_: Any) -> None:
    """Moved or reordered: later siblings are renumbered by SQL, without a signal of their own."""
    with noting() as notes:
        notes.pages.add(instance.pk)
        notes.reordered = True


def scheduled_page_published(instance: Page, revision: Revision, **_: Any) -> None:
    """The job that publishes what is due came later than the moment that editors set: go by theirs.

    Readers have seen the page from that moment on, with that moment as its date.
    """
    if moment := revision.approved_go_live_at:
        first = instance.first_published_at == instance.last_published_at
        Page.objects.filter(pk=instance.pk).update(
            last_published_at=moment, **({"first_published_at": moment} if first else {})
        )


def aliases_deleted(sender: type[Model], instance: Model, **_: Any) -> None:
    """With its original gone, an alias becomes a page (the key is set to null, by SQL)."""
    if isinstance(instance, Page):
        with noting() as notes:
            notes.pages.update(instance.aliases.values_list("pk", flat=True))


def page_restricted(restriction: PageViewRestriction) -> None:
    with noting() as notes:
        notes.pages.add(restriction.page_id)


def collection_restricted(restriction: CollectionViewRestriction) -> None:
    with noting() as notes:
        notes.tokens.add(collection_token(restriction.collection_id))


def collection_changed(collection: Collection) -> None:
    with noting() as notes:
        notes.tokens.add(collection_token(collection.pk))


def revision_changed(revision: Revision) -> None:
    """Scheduling an update of a live page, or taking it back, saves its revision and nothing else.

    So does each save of a draft while an editor types, which concerns no reader and must not wait
    for the lock: it is told by what the page's item was built from, and would be built from now.
    """
    if revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return
    page = int(revision.object_id)
    built_from = PublishedItem.objects.filter(key=page_key(page), revision=f"revision-{revision.pk}")
    if revision.approved_go_live_at or built_from.exists():
        with noting() as notes:
            notes.pages.add(page)


def translation_registered(translation: Translation) -> None:
    """What is a translation of what decides whether it may be outdated, and what its row may hold."""
    pages = Page.objects.filter(translation_key=translation.source.object_id).values_list("pk", flat=True)
    if pages:
        with noting() as notes:
            notes.pages.update(pages)
    snippets_translated(translation.source.object, translation.target_locale_id)


def pages_reviewed(pages: set[int]) -> None:
    """Whether a machine's translation has been reviewed may have changed."""
    if pages:
        with noting() as notes:
            notes.pages.update(pages)


def string_translated(string: StringTranslation) -> None:
    pages_reviewed(review.shown_in(string))
    if string.context:
        snippets_translated(string.context.object, string.locale_id)


def snippets_translated(what: TranslatableObject, locale: int) -> None:
    """Whether readers get it, being wholly translated, may have changed: its row does not say that."""
    model = what.content_type.model_class()
    for row in (
        model.objects.filter(translation_key=what.pk, locale=locale) if model in get_snippet_models() else ()
    ):
        snippet_changed(row)
        with noting() as notes:
            notes.items |= concerned_by(row)


def string_is_saved(instance: StringTranslation, **_: Any) -> None:
    review.remember(instance)


def site_is_saved(instance: Site, raw: bool = False, **_: Any) -> None:
    if not raw:
        refuse_same_name(instance)


def site_changed(_: Site) -> None:
    with noting() as notes:
        notes.sites = notes.everywhere = True


def time_zone_changed(_: SiteTimeZone) -> None:
    """No page rests on it: a question for a year counts its moments itself."""
    with noting() as notes:
        notes.sites = True


def locale_changed(locale: Locale) -> None:
    """One that no page is in concerns nobody yet."""
    if Page.objects.filter(locale_id=locale.pk).exists():
        with noting() as notes:
            notes.sites = notes.everywhere = True


def image_changed(image: Model) -> None:
    with noting() as notes:
        notes.tokens.add(file_token("image", image.pk))


def document_changed(document: Model) -> None:
    with noting() as notes:
        notes.tokens.add(file_token("document", document.pk))


def pages_concerned(row: AboutPages) -> None:
    with noting() as notes:
        notes.pages.update(row.pages_concerned())


def snippet_changed(snippet: Model) -> None:
    with noting() as notes:
        notes.tokens.add(snippet_token(snippet))
