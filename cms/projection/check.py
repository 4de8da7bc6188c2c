"""Is the read model what a fresh build would give? Built anew in memory, compared, and said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from cms.pages.items import KINDS
from cms.projection import held, store
from cms.projection.attempts import attempt
from cms.projection.files import file_versions
from cms.projection.items import Source, source_versions
from cms.projection.project import begin, read_ahead
from cms.projection.rows import rows, values
from cms.projection.sites import sites_agree
from cms.projection.tokens import file_source, file_token, page_key
from cms.projection.versions import Run, Version
from cms.published.models import PublishedItem, State
from cms.published.visibility import visible

# A batch is built under the lock: some half a second.
BATCH = 20
# What depends on the item's past, not on the write side.
HISTORY = {"id", "announced", "visible_from", "former_paths", "former_sites", "former_until"}
NUMBERED = {"version", "changed_at", "edited_at", "content", "etag"}


@dataclass(frozen=True)
class Difference:
    key: str
    detail: str

    def __str__(self) -> str:
        return f"{self.key}: {self.detail}"


def differences(pages: list[int]) -> Iterator[Difference]:
    """Every difference between these pages' stored items and a fresh build of them."""
    with transaction.atomic():
        run = begin()
        read_ahead(pages, run)
        found = [
            found_of(("page", pk), lambda source: {page_key(source[1]): run.page_versions(source[1])}, run)
            for pk in pages
        ]
    yield from chain.from_iterable(found)


def item_differences(sources: list[Source]) -> Iterator[Difference]:
    """The same for the items of these sources, which are no pages."""
    with transaction.atomic():
        run = begin()
        found = [found_of(source, lambda each: source_versions(each, run), run) for source in sources]
    yield from chain.from_iterable(found)


def file_differences(keys: list[str]) -> Iterator[Difference]:
    """The same for image and document items."""
    with transaction.atomic():
        run = begin()
        found = [
            found_of(source, lambda each: {file_token(*each): file_versions(file_token(*each), run)}, run)
            for source in map(file_source, keys)
        ]
    yield from chain.from_iterable(found)


def site_differences() -> Iterator[Difference]:
    """The same for the sites that readers may name."""
    with transaction.atomic():
        agree = sites_agree(begin())
    if not agree:
        yield Difference("sites", "differ from the write side's")


def found_of(
    source: Source, build: Callable[[Source], dict[str, list[Version]]], run: Run
) -> list[Difference]:
    """The differences of a source's items; that it cannot be built is one too."""

    what, pk = source

    def compare(each: Source) -> dict[str, str | None]:
        withdrawal = run.withdrawal(pk) if what == "page" else ""
        told = {key: difference(key, versions, run.now, withdrawal) for key, versions in build(each).items()}
        if what == "page" and not held.agrees(pk, run):
            told[page_key(pk)] = told[page_key(pk)] or "differs in what is under embargo"
        return told

    found, failures = attempt([source], compare)
    return [
        *(Difference(f"{what}-{pk}", f"cannot be built: {error!r}") for error in failures.values()),
        *(Difference(key, detail) for key, detail in found.items() if detail),
    ]


def difference(key: str, versions: list[Version], now: datetime, withdrawal: str = "") -> str | None:
    """What is wrong with the stored item, in words; None where nothing is."""
    stored = store.stored_rows(key)
    wanted = rows(key, versions, stored, now, withdrawal)
    was, should_be = comparable(stored, now), comparable(wanted, now)
    if len(was) != len(should_be):
        return f"has {len(was)} versions, should have {len(should_be)}"
    names = {
        name
        for row, other in zip(was, should_be, strict=True)
        for name in row.keys() & other.keys()
        if row[name] != other[name]
    }
    return f"differs in {', '.join(sorted(names))}" if names else None


def comparable(found: list[PublishedItem], now: datetime) -> list[dict[str, Any]]:
    """Rows that have not ended, as far as a fresh build can tell what they should be.

    The clock may have passed a boundary that is not announced yet: that is no difference.
    """
    lasting = [row for row in found if row.visible_until > now]
    if any(row.state == State.PUBLIC and row.visible_from <= now for row in lasting):
        lasting = [row for row in lasting if row.state == State.PUBLIC]
    return [
        {
            "from": max(row.visible_from, now),
            **{name: value for name, value in values(row).items() if is_settled(name, row, now)},
        }
        for row in lasting
        if row.state == State.PUBLIC or row.announced
    ]


def is_settled(name: str, row: PublishedItem, now: datetime) -> bool:
    """Whether a fresh build can tell this column; of one that has begun, its announcement has yet to."""
    if row.visible_from > now:
        return name not in HISTORY | NUMBERED
    return name not in HISTORY and (row.announced or not name.startswith("search_"))


def all_page_ids(after: int = 0) -> Iterator[list[int]]:
    """Ids of pages, and of page items whose page is gone, in order and in batches: constant memory."""
    while pages := page_ids(after):
        yield pages
        after = pages[-1]


def page_ids(after: int) -> list[int]:
    """The next of them."""
    written = Page.objects.filter(depth__gt=1, pk__gt=after).order_by("pk").values_list("pk", flat=True)
    stored = (
        PublishedItem.objects.filter(what="page", object_id__gt=after)
        .order_by("object_id")
        .values_list("object_id", flat=True)
        .distinct()
    )
    return sorted({*written[:BATCH], *stored[:BATCH]})[:BATCH]


def all_sources() -> Iterator[list[Source]]:
    """What has an item that is no page and no file, or may have one: in order and in batches."""
    after = ("", 0)
    while found := sources(after):
        yield found
        after = found[-1]


def sources(after: Source) -> list[Source]:
    """The next of them."""
    found: list[Source] = []
    for what, kind in sorted(KINDS.items()):
        if what < after[0] or len(found) >= BATCH:
            continue
        since = after[1] if what == after[0] else 0
        written = kind.model._default_manager.filter(pk__gt=since).order_by("pk").values_list("pk", flat=True)
        stored = (
            PublishedItem.objects.filter(what=what, object_id__gt=since)
            .order_by("object_id")
            .values_list("object_id", flat=True)
            .distinct()
        )
        found += [(what, pk) for pk in sorted({*written[:BATCH], *stored[:BATCH]})]
    return found[:BATCH]


def all_file_keys() -> Iterator[list[str]]:
    """Keys of images and documents that have an item, or should: in order and in batches."""
    after = ""
    while keys := file_keys(after):
        yield keys
        after = keys[-1]


def file_keys(after: str) -> list[str]:
    """The next of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT key FROM ("
            "SELECT key FROM published_publisheditem WHERE what IN ('image', 'document')"
            " UNION ALL SELECT unnest(files) FROM published_publisheditem WHERE state = 'public'"
            ") known WHERE key > %s ORDER BY key LIMIT %s",
            [after, BATCH],
        )
        return [key for (key,) in cursor.fetchall()]


def path_differences() -> Iterator[Difference]:
    """Pages that stand in each other's way: readers find one of them at their path, and not the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT html_path, array_agg(key ORDER BY key) FROM published_publisheditem item"  # noqa: S608
            f" WHERE what = 'page' AND {visible('item')} GROUP BY site, html_path HAVING count(*) > 1"
        )
        for path, keys in cursor.fetchall():
            yield Difference(" and ".join(keys), f"are both at {path}")
