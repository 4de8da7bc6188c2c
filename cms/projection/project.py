"""From what a door has noted to a read model that agrees with the write side again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.models import Page

from cms.projection import held, store
from cms.projection.affected import affected, files, hides
from cms.projection.attempts import Failures, attempt, do_without, note
from cms.projection.edge import purge_later
from cms.projection.files import file_versions
from cms.projection.hub import ping_later
from cms.projection.items import Source, every_source, project_source
from cms.projection.later import batches, leave_items, leave_pages, leave_unbuilt
from cms.projection.log import changed
from cms.projection.sites import store_sites
from cms.projection.store import Delta
from cms.projection.tokens import file_source, file_token, linked_page, page_key
from cms.projection.versions import Run
from cms.projection.write_side import WriteSide
from cms.published.models import Change, PublishedItem, State

# How much an editor waits for in one action; the worker does the rest.
# Pages built anew since they show what has changed, and as many for a passage that they share: 25 ms each.
FAN_OUT_IN_DOOR = 100
# Pages built anew at once where they show something that must go.
HIDING_IN_DOOR = 1_000
# Items that are no pages, whether something must go or not: a millisecond or two each.
ITEMS_IN_DOOR = 1_000


@dataclass
class Notes:
    """What an action concerns; filled by signal handlers, read once at the door's end."""

    pages: set[int] = field(default_factory=set)
    items: set[Source] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    reordered: bool = False
    sites: bool = False
    everywhere: bool = False  # every page's address may be another

    def clear(self) -> None:
        self.pages.clear()
        self.items.clear()
        self.tokens.clear()
        self.reordered = self.sites = self.everywhere = False

    def __bool__(self) -> bool:
        named = self.pages or self.items or self.tokens
        return bool(named or self.reordered or self.sites or self.everywhere)


def project(notes: Notes) -> None:
    """Build what the notes concern and whoever rests on it, from fresh reads, under the lock."""
    run = begin()
    if notes.sites or notes.pages:  # a home page in a new language is a language of its site
        store_sites(run)
    deltas, failures = attempt_pages(sorted(notes.pages), run)
    hiding = hides(deltas, notes.tokens, run)
    refuse(failures, hiding)
    deltas |= do_without(failures, run, hiding=True)
    others, items = affected(notes.pages, deltas, notes.tokens, run.side)
    if notes.everywhere:
        others |= every_page() - notes.pages
        items |= every_source()
    deltas |= fan_out(sorted(others), run, hiding=hiding)
    deltas |= project_items(sorted(notes.items), run, hiding=hiding, edited=True)
    deltas |= project_items(sorted(items - notes.items), run, hiding=hiding)
    project_files(files(deltas.values(), notes.tokens), run, hiding=hiding, edited=notes.tokens)
    if notes.reordered:
        run.purged |= store.set_tree_order()
    finish(run)


def refuse(failures: Failures, hiding: bool) -> None:
    """An editor's act on what cannot be built; but never one that takes something away."""
    if failures and not hiding:
        raise next(iter(failures.values()))


def finish(run: Run, asked: Iterable[Source] = ()) -> None:
    """After all that has changed: who shares a passage with it is indexed anew; edge, hub, webhooks are told.

    `asked`: what is tried again by who has asked for it; the worker tries all else that could not be built.
    """
    reindex(run)
    purge_later(run.purged)
    ping_later(run.purged)
    if run.logged:
        changed.send(sender=Change)
    leave_unbuilt(run.unbuilt.difference(asked))


def reindex(run: Run) -> None:
    """A few pages here, the rest in the worker: what a search finds may be a little late, an editor may not.

    So is what these bring about in their turn, where they have waited for the worker with more than that.
    """
    left = run.deferred | {pk for what, pk in run.unbuilt if what == "page"}
    waiting = sorted(run.reindexed - left)
    run.reindexed.clear()
    here, later = waiting[:FAN_OUT_IN_DOOR], waiting[FAN_OUT_IN_DOOR:]
    deltas = project_pages(here, run, hiding=False)
    project_files(files(deltas.values(), set()), run, hiding=False)
    leave_pages(sorted(run.reindexed.union(later) - left))


def begin() -> Run:
    """Take the lock, then look at the clock and begin to read: in this order (cms.projection.store)."""
    now = store.lock()
    return Run(WriteSide(), now)


def read_ahead(pages: Collection[int], run: Run) -> None:
    """These pages, and what they looked at when they were built last: together, not one after another."""
    built = PublishedItem.objects.filter(key__in=map(page_key, pages)).values_list("depends_on", flat=True)
    looked_at = {pk for tokens in built for token in tokens if (pk := linked_page(token))}
    run.side.load(looked_at.union(pages))


def attempt_pages(pages: Collection[int], run: Run) -> tuple[dict[str, Delta], Failures]:
    def project_page(source: Source) -> dict[str, Delta]:
        _, pk = source
        key, versions = page_key(pk), run.page_versions(pk)
        held.reconcile(key, run.held_versions(pk), run)
        return {key: store.reconcile(key, versions, run.now, withdrawal=run.withdrawal(pk))}

    read_ahead(pages, run)
    deltas, failures = attempt([("page", pk) for pk in pages], project_page)
    note(deltas, run)
    return deltas, failures


def project_pages(pages: Collection[int], run: Run, *, hiding: bool) -> dict[str, Delta]:
    deltas, failures = attempt_pages(pages, run)
    return deltas | do_without(failures, run, hiding=hiding)


def project_items(sources: list[Source], run: Run, *, hiding: bool, edited: bool = False) -> dict[str, Delta]:
    """Build the items of these sources; where there are very many, the rest in the worker."""
    here, later = sources[:ITEMS_IN_DOOR], sources[ITEMS_IN_DOOR:]
    leave_items(later, hiding=hiding)
    deltas, failures = attempt(here, lambda source: project_source(source, run, edited=edited))
    note(deltas, run)
    if edited:
        refuse(failures, hiding)
    return deltas | do_without(failures, run, hiding=hiding)


def project_files(keys: Iterable[str], run: Run, *, hiding: bool, edited: Iterable[str] = ()) -> None:
    """After all others: a file's times are those of the items that show it."""

    def project_file(source: Source) -> dict[str, Delta]:
        key = file_token(*source)
        return {key: store.reconcile(key, file_versions(key, run), run.now, edited=key in edited)}

    deltas, failures = attempt(map(file_source, keys), project_file)
    note(deltas, run)
    do_without(failures, run, hiding=hiding)


def fan_out(pages: list[int], run: Run, *, hiding: bool) -> dict[str, Delta]:
    """Build the first of them here, and leave the rest to the worker; but hide here whatever must go.

    What is itself no longer public is always hidden here. `hiding`: whether these pages show
    something that must not be shown any more; then the worker gets only what an editor could not
    wait for.
    """
    most = HIDING_IN_DOOR if hiding else FAN_OUT_IN_DOOR
    here, later = pages[:most], pages[most:]
    leave_pages(later, hiding=hiding)
    run.deferred.update(later)
    for batch in batches(later):
        here += no_longer_public(batch, run)
    return project_pages(here, run, hiding=hiding)


def no_longer_public(pages: list[int], run: Run) -> list[int]:
    """Those of them that readers still have. Read apart from the run, whose reads are kept to its end."""
    told = PublishedItem.objects.filter(state__in=[State.PUBLIC, State.WITHDRAWN])
    stored = told.filter(key__in=map(page_key, pages))
    shown = sorted(set(stored.values_list("object_id", flat=True)))
    apart = Run(WriteSide(), run.now)
    apart.side.load(shown)
    return [pk for pk in shown if not apart.is_public(pk)]


def refresh(pages: list[int], *, hiding: bool = False) -> set[Source]:
    """Build these pages again, and the files they show: one short transaction, for it holds the lock.

    `hiding`: see `fan_out`. Returns those of them that could not be built.
    """
    asked = {("page", pk) for pk in pages}
    with transaction.atomic():
        run = begin()
        deltas = project_pages(pages, run, hiding=hiding)
        project_files(files(deltas.values(), set()), run, hiding=hiding)
        finish(run, asked)
    return run.unbuilt & asked


def refresh_items(sources: list[Source], *, hiding: bool = False) -> set[Source]:
    """The same for what is no page."""
    with transaction.atomic():
        run = begin()
        deltas = project_items(sources, run, hiding=hiding)
        project_files(files(deltas.values(), set()), run, hiding=hiding)
        finish(run, sources)
    return run.unbuilt.intersection(sources)


def refresh_files(keys: list[str]) -> set[Source]:
    """The same for files."""
    with transaction.atomic():
        run = begin()
        project_files(keys, run, hiding=False)
        finish(run)
    return run.unbuilt


def refresh_sites() -> None:
    with transaction.atomic():
        run = begin()
        store_sites(run)
        finish(run)


def every_page() -> set[int]:
    return set(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
