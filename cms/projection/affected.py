"""Who else must be built again? A story in six rules.

An editor renames a section. Its own item is built anew, and differs from the stored one in title
and address. So:

1. *who rests on it* (`dependents`): every item that looked at the section's link while it was
   built, shown or not: pages below it show it in their breadcrumbs, others link to it. What a build
   looks at is recorded with the item, so no rule has to guess who shows what;
2. *what is public only with it* (`following`): what lies below it and what mirrors it, at any remove.
   Pages that were not public have no record of what they rest on, and become public with it;
3. *its other languages* (`translations`): they list each other, and become outdated;
4. *its placeholders and aliases* (`aliases`): they have no versions of their own;
5. *what is no page and is public only with it* (`following_items`): a menu with its site's home page;
6. *its files* (`files`): an image is public while something public shows it.

What changed is compared by facet (link, card, whole): a new paragraph concerns nobody's breadcrumb.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from wagtail.models import Page

from cms.projection.items import Source, following_items
from cms.projection.store import Delta
from cms.projection.tokens import link_token, page_key, translations_token
from cms.projection.versions import Run
from cms.projection.write_side import WriteSide
from cms.published.models import EmbargoedItem, PublishedItem, State


class Affected(NamedTuple):
    """What to build again: pages by id, and what else there is."""

    pages: set[int]
    items: set[Source]


def affected(edited: Iterable[int], deltas: dict[str, Delta], tokens: set[str], side: WriteSide) -> Affected:
    """What to build again, given the pages that an editor touched and what came of it."""
    edited = set(edited)
    tokens = tokens.union(without_item(edited), *(delta.tokens for delta in deltas.values()))
    found, items = dependents(tokens | translation_tokens(edited, side))
    elsewhere = {pk for pk in edited if link_token(pk) in tokens or is_alias(pk, side)}
    with_them = following(elsewhere, side)
    found |= with_them
    found |= translations(edited, side)
    found |= aliases(edited)
    return Affected(found - edited, items | following_items(elsewhere | with_them))


def without_item(pages: set[int]) -> set[str]:
    """Placeholders, drafts, what is deleted: with no item to compare, whoever looked at them looks again."""
    shown = PublishedItem.objects.filter(key__in=map(page_key, pages), state=State.PUBLIC)
    return {link_token(pk) for pk in pages - set(shown.values_list("object_id", flat=True))}


def dependents(tokens: Iterable[str]) -> Affected:
    """What looked at any of these while it was built."""
    found = {
        source
        for model in (PublishedItem, EmbargoedItem)
        for source in model.objects.filter(depends_on__overlap=sorted(tokens)).values_list(
            "what", "object_id"
        )
    }
    return Affected(
        {pk for what, pk in found if what == "page"}, {(what, pk) for what, pk in found if what != "page"}
    )


def following(pages: set[int], side: WriteSide) -> set[int]:
    """What lies below these, what mirrors that, what lies below the mirrors, and so on."""
    found: set[int] = set()
    waiting = set(pages)
    while waiting:
        below = descendants(waiting, side)
        mirrors = set(Page.objects.filter(alias_of_id__in=waiting | below).values_list("pk", flat=True))
        waiting = mirrors - found
        found |= below | mirrors
    return found


def descendants(pages: set[int], side: WriteSide) -> set[int]:
    """What lies below them, and what lay below them when it was last built."""
    found = set(side.descendants(page for pk in pages if (page := side.page(pk))))
    return found | set(
        PublishedItem.objects.filter(what="page", ancestor_ids__overlap=sorted(pages)).values_list(
            "object_id", flat=True
        )
    )


def translations(pages: set[int], side: WriteSide) -> set[int]:
    """Their other language versions, as they stand in the tree and as they stood."""
    keys = {page.translation_key for pk in pages if (page := side.page(pk))}
    keys |= set(
        PublishedItem.objects.filter(key__in=map(page_key, pages), translation_key__isnull=False).values_list(
            "translation_key", flat=True
        )
    )
    return set(Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True))


def translation_tokens(pages: set[int], side: WriteSide) -> set[str]:
    return {translations_token(page.translation_key) for pk in pages if (page := side.page(pk))}


def is_alias(pk: int, side: WriteSide) -> bool:
    page = side.page(pk)
    return page is not None and page.alias_of_id is not None


def aliases(pages: set[int]) -> set[int]:
    """Pages that mirror these, at any remove, and the originals that these mirror."""
    found: set[int] = set()
    waiting = set(pages)
    while waiting:
        mirrors = Page.objects.filter(alias_of_id__in=waiting)
        originals = Page.objects.filter(aliases__in=waiting)
        waiting = set((mirrors | originals).values_list("pk", flat=True).distinct()) - found
        found |= waiting
    return found


def files(deltas: Iterable[Delta], tokens: set[str]) -> list[str]:
    """Keys of the image and document items that may have appeared, changed or gone."""
    shown = set().union(*(delta.files for delta in deltas))
    noted = {token for token in tokens if token.startswith(("image-", "document-"))}
    known = PublishedItem.objects.filter(key__in=noted).values_list("key", flat=True)
    return sorted(shown | set(known))


def hides(deltas: dict[str, Delta], tokens: set[str], run: Run) -> bool:
    """Whether anything of this must not be shown any more: it then leaves every other page at once."""
    return any(delta.gone for delta in deltas.values()) or any(is_lost(token, run) for token in tokens)


def is_lost(token: str, run: Run) -> bool:
    """Whether the file, collection or snippet is not for readers (any more)."""
    name, _, key = token.partition("-")
    if name == "collection":
        return run.side.is_private_collection(int(key))
    if name in ("image", "document"):
        reading = run.reading(run.now)
        find = reading.public_image if name == "image" else reading.public_document
        return find(int(key)) is None
    kind = apps.get_model(name)
    by = "translation_key" if hasattr(kind, "translation_key") else "pk"
    return not kind._default_manager.filter(**{by: key}).exists()
