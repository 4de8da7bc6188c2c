"""Links are written when what they stand in is saved: a version of a page, a menu, a redirect."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision

from cms.links.models import IMAGE, PAGE, PATH, LinkInside
from cms.pages.elements import Element, Link, PathInside, Picture, elements_of
from cms.pages.items import KINDS
from cms.pages.models import BasePage
from cms.pages.places import Place, anchor


def listen() -> None:
    post_save.connect(version_saved, sender=Revision, dispatch_uid="links")
    post_save.connect(item_saved, dispatch_uid="links")
    post_delete.connect(item_deleted, dispatch_uid="links")


def version_saved(
    instance: Revision, raw: bool = False, update_fields: Iterable[str] | None = None, **_: Any
) -> None:
    if not raw and (update_fields is None or "content" in update_fields):
        keep_version(instance)


def item_saved(instance: Model, raw: bool = False, **_: Any) -> None:
    if not raw:
        for kind in KINDS.values():
            if isinstance(instance, kind.model):
                keep_item(kind, instance)


def item_deleted(instance: Model, **_: Any) -> None:
    for kind in KINDS.values():
        if isinstance(instance, kind.model):
            LinkInside.objects.filter(what=kind.what, number=instance.pk).delete()


def keep_version(revision: Revision) -> None:
    """Write its links, and forget those of versions that are neither public nor scheduled."""
    if revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return
    page = revision.as_object()
    if not isinstance(page, BasePage):
        return
    known = LinkInside.objects.filter(page=page.pk)
    # Without the NULL of a page that was never public: no row is outside of a set with NULL in it.
    live = Page.objects.filter(pk=page.pk, live_revision__isnull=False).values("live_revision")
    known.filter(revision=revision).delete()
    known.exclude(revision__in=live).filter(revision__approved_go_live_at=None).delete()
    of = {"page_id": page.pk, "revision": revision, "what": PAGE, "number": page.pk}
    LinkInside.objects.bulk_create(
        LinkInside(**of, locale_id=page.locale_id, **link) for link in links(elements_of(page), page)
    )


def keep_item(kind: Any, source: Any) -> None:
    LinkInside.objects.filter(what=kind.what, number=source.pk).delete()
    locale = getattr(source, "locale_id", None)
    LinkInside.objects.bulk_create(
        LinkInside(what=kind.what, number=source.pk, name=str(source), locale_id=locale, **link)
        for link in links(kind.elements(source), source)
    )


def links(elements: Iterable[Element], source: Model) -> Iterator[dict[str, Any]]:
    """Those inside, as columns."""
    for element in elements:
        found: dict[str, Any]
        if isinstance(element, Link):
            found = {"to": element.to, "target": element.target, "text": element.text.strip()}
        elif isinstance(element, Picture):
            found = {"to": IMAGE, "target": element.image, "needs_alt": element.needs_alt}
        elif isinstance(element, PathInside):
            found = {"to": PATH, "site": element.site, "paths": list(element.paths), "text": element.text}
        else:
            continue
        place = element.place
        yield {**found, "fragment": anchor(place), "goes_along": is_foreign_key(source, place)}


def is_foreign_key(source: Any, place: Place) -> bool:
    """Of a field or a row, and in no block or text."""
    return bool(place) and source._meta.get_field(place[0].key).is_relation
