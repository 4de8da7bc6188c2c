"""Items that are no page and no file, of whatever kind (cms.pages.items)."""

from functools import partial
from typing import Any, TypeAlias

from django.db.models import Model
from django.utils import translation

from cms.media.languages import direction
from cms.pages.items import KINDS, ItemKind
from cms.pages.translating import begun_from
from cms.projection import store
from cms.projection.build import NOTHING_SAID, Built
from cms.projection.places import hosts
from cms.projection.reading import PageReading
from cms.projection.store import Delta
from cms.projection.versions import Run, Version, versions
from cms.published.models import PublishedItem
from cms.published.search.index import Texts
from cms.published.surrogates import NAMED_BY_ITEMS

# What an item is made of: the kind's name, and the primary key of its row.
Source: TypeAlias = tuple[str, int]


def concerned_by(row: Model) -> set[Source]:
    """The sources that a row of any model concerns, saved or deleted."""
    return {(what, pk) for what, kind in KINDS.items() for pk in kind.concerned(row)}


def following_items(pages: set[int]) -> set[Source]:
    return {(what, pk) for what, kind in KINDS.items() for pk in kind.following(pages)}


def every_source() -> set[Source]:
    return {
        (what, pk)
        for what, kind in KINDS.items()
        for pk in kind.model._default_manager.values_list("pk", flat=True)
    }


def project_source(source: Source, run: Run, *, edited: bool) -> dict[str, Delta]:
    """Bring every item of a source to what it should be, by key; what has lost its source goes."""
    return {
        key: store.reconcile(key, found, run.now, edited=edited)
        for key, found in source_versions(source, run).items()
    }


def source_versions(source: Source, run: Run) -> dict[str, list[Version]]:
    """The versions of each item that a source has or had."""
    what, pk = source
    found: dict[str, list[Version]] = {key: [] for key in stored_keys(source)}
    if kind := KINDS.get(what):
        row = kind.model._default_manager.filter(pk=pk).first()
        for locale in kind.locales(row) if row else ():
            found[kind.key(pk, locale)] = versions(partial(build_item, kind, row, locale), run)
    return found


def stored_keys(source: Source) -> list[str]:
    """Of every item that it has or had: one of a page or a file, of others one for each language."""
    what, pk = source
    stored = PublishedItem.objects.filter(what=what, object_id=pk)
    return list(stored.values_list("key", flat=True).distinct())


def build_item(kind: ItemKind, row: Any, locale: str | None, reading: PageReading) -> Built | None:
    """What readers may see of it as of `reading.at`; None while that is nothing, or not wholly translated."""
    if hasattr(row, "translation_key") and begun_from(row) is not None:
        return None
    with reading.in_locale(locale or ""), translation.override(locale or "en"):
        item = kind.item(row, reading)
    if item is None:
        return None
    of_sites = hosts(reading.side.sites, item.sites)
    key = getattr(row, "translation_key", None)
    label = kind.model._meta.label
    meta = {
        "type": label,
        "site": of_sites[0] if of_sites else None,
        "locale": locale,
        "direction": direction(locale) if locale else None,
        "translation_key": str(key) if key else None,
    }
    return Built(
        key=kind.key(row.pk, locale),
        what=kind.what,
        object_id=row.pk,
        type=label,
        revision="",
        content={"id": row.pk, "type": label, "meta": meta, **item.content},
        card=item.card,
        title=item.title,
        locale=locale,
        translation_key=key,
        site=meta["site"],
        alias_paths=item.paths,
        next_site=item.next_site,
        next_paths=item.next_paths,
        sites=of_sites,
        slug=item.slug,
        texts=Texts(item.title) if kind.what in NAMED_BY_ITEMS else NOTHING_SAID,
    )
