"""The only writer of the read model: the lock, and one item at a time brought to what it should be.

Row and `Change` are written in the transaction of the editor's action. The ordering rule: whoever
writes holds the lock from before its first read until its commit, so an older version cannot
overwrite a newer one, and sequence numbers rise in commit order. Longer than other files: what is written
of an item and what is logged of it follow from the same comparison of rows.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from cms.pages.fields import moment
from cms.projection.boilerplate import boilerplate, concerned
from cms.projection.build import Built
from cms.projection.tokens import card_token, content_token, link_token
from cms.projection.versions import Version
from cms.projection.vocabulary import remember
from cms.published.models import EVER_SINCE, FOREVER, Action, Change, PublishedItem, State
from cms.published.search.index import indexed
from cms.published.sorting import sort_key
from cms.published.surrogates import lists_with, path_key

LOCK = 4_711_020  # any number that no other advisory lock of this database uses
WHEN = ("state", "visible_from", "visible_until")
PATHS = ("html_path", "former_paths", "alias_paths")
# Columns that PostgreSQL makes of others.
GENERATED = ("search", "search_head")


def lock() -> datetime:
    """Wait for every other writer to commit; return the moment, by the database's clock.

    Transaction-scoped, and the last phase of a door: after all its writes, *before* anything that
    a build rests on is read. Taken later, two edits at once would not see each other's rows and
    leave a stale item.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return clock()


def clock() -> datetime:
    """The moment by the database's clock, by which readers see things come and go."""
    with connection.cursor() as cursor:
        # Not now(): that is when the transaction began, perhaps long before the lock was free.
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    return at


# Site and path of each address that an item has left, and when.
Addresses = dict[tuple[str, str], datetime]


@dataclass(frozen=True)
class Delta:
    """What of an item changed: whom it concerns, the files it shows or showed, whether it is gone.

    `purged`: surrogate keys of the answers that no cache may keep. `reindexed`: other pages of which more
    or less is searched now.
    """

    tokens: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    gone: bool = False
    purged: frozenset[str] = frozenset()
    reindexed: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tokens)


def reconcile(key: str, versions: list[Version], now: datetime, *, edited: bool = False) -> Delta:
    """Make the stored rows of an item those of `versions`, and log the change if readers see one.

    `edited`: whether an editor acted on this very file; otherwise what it shows has changed. Of a page,
    its revision tells.
    """
    stored = stored_rows(key)
    wanted = rows(key, versions, stored, now)
    if same_rows(stored, wanted):
        return Delta()
    before = last_seen(stored, now)
    after = next((row for row in wanted if row.announced), None)
    PublishedItem.objects.filter(key=key).delete()
    PublishedItem.objects.bulk_create(wanted)
    remember(wanted)
    if action := action_between(before, after, edited):
        log(action, before, after, now)
    return delta(key, stored, wanted, now)


def stored_rows(key: str) -> list[PublishedItem]:
    """All versions of an item, without what PostgreSQL makes of them itself."""
    return list(PublishedItem.objects.filter(key=key).defer(*GENERATED).order_by("visible_from"))


def last_seen(stored: list[PublishedItem], now: datetime) -> PublishedItem | None:
    """What the log has told of the item; or what readers saw by the clock alone, if it is gone since."""
    announced = next((row for row in stored if row.announced), None)
    if announced and announced.state == State.PUBLIC:
        return announced
    by_the_clock = [row for row in stored if not row.announced and row.visible_until <= now]
    return by_the_clock[-1] if by_the_clock else announced


def rows(
    key: str, versions: list[Version], stored: list[PublishedItem], now: datetime
) -> list[PublishedItem]:
    """The rows that the item should have: its versions, or a tombstone where it was public once."""
    seen = [row for row in stored if row.visible_from <= now]
    visible = next((row for row in seen if row.state == State.PUBLIC and now < row.visible_until), None)
    number = max((row.version for row in seen), default=0)
    edition = (visible.revision, visible.html_path, visible.edited_at) if visible else None
    left = addresses_left(stored, now)
    wanted = []
    if not (versions and versions[0].visible_from <= now) and seen:
        until = versions[0].visible_from if versions else FOREVER
        wanted.append(tombstone(max(seen, key=lambda row: row.version), now, until))
    for version in versions:
        if version.visible_from <= now and visible and visible.digest == digest(version.built):
            number, changed_at = visible.version, visible.changed_at
        else:
            number += 1
            changed_at = max(now, version.visible_from)
        built = version.built
        if edition is None or edition[:2] != (built.revision, built.html_path):
            edition = built.revision, built.html_path, changed_at
        announced = version.visible_from <= now
        wanted.append(public_row(version, number, changed_at, edition[2], left, announced=announced))
        if built.html_path and built.site:
            left = {**left, (built.site, built.html_path): version.visible_until}
    return wanted


def public_row(
    version: Version,
    number: int,
    changed_at: datetime,
    edited_at: datetime,
    left: Addresses,
    *,
    announced: bool,
) -> PublishedItem:
    built = version.built
    meta = {**built.content["meta"], "changed_at": moment(changed_at), "version": number}
    content = orjson.dumps({**built.content, "meta": meta}).decode()
    columns = {name: list(value) if isinstance(value, tuple) else value for name, value in columns_of(built)}
    return PublishedItem(
        **columns,
        **indexed(built.texts, built.locale, boilerplate(built)),
        content=content,
        card=orjson.dumps(built.card).decode(),
        sort_title=sort_key(built.title, built.locale),
        etag=hashlib.sha256(content.encode()).hexdigest()[:32],
        digest=digest(built),
        visible_from=version.visible_from,
        visible_until=version.visible_until,
        announced=announced,
        version=number,
        changed_at=changed_at,
        edited_at=edited_at,
        **former(
            {address: until for address, until in left.items() if address != (built.site, built.html_path)}
        ),
        depends_on=sorted(version.depends_on),
        files=sorted(version.files),
    )


def columns_of(built: Built) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(built).items() if name not in {"content", "card", "texts"}]


def tombstone(last: PublishedItem, now: datetime, until: datetime) -> PublishedItem:
    """What stays of an item that readers have seen: who it was, and nothing that it said."""
    if last.state != State.PUBLIC:
        return PublishedItem(**{**values(last), "visible_from": EVER_SINCE, "visible_until": until})
    kept = (
        "key", "what", "object_id", "type", "locale", "translation_key", "site", "sites", "html_path",
        "slug", "published_at",
    )  # fmt: skip
    return PublishedItem(
        **{name: getattr(last, name) for name in kept},
        former_paths=last.former_paths,
        former_sites=last.former_sites,
        former_until=last.former_until,
        state=State.GONE,
        visible_until=until,
        announced=True,
        version=last.version + 1,
        changed_at=now,
        edited_at=now,
    )


def addresses_left(stored: list[PublishedItem], now: datetime) -> Addresses:
    """Every address that the item was announced at, if it is to leave the last of them now."""
    left: Addresses = {}
    for row in stored:
        if row.announced:
            left |= zip(zip(row.former_sites, row.former_paths, strict=True), row.former_until, strict=True)
            if row.html_path and row.site:
                left[row.site, row.html_path] = now
    return left


def former(left: Addresses) -> dict[str, list[Any]]:
    """The columns of what has been left, oldest first."""
    ordered = sorted(left.items(), key=lambda each: each[1])
    return {
        "former_paths": [path for (_, path), _ in ordered],
        "former_sites": [site for (site, _), _ in ordered],
        "former_until": [until for _, until in ordered],
    }


def digest(built: Built) -> str:
    """Changes with whatever a reader could notice, and with nothing else."""
    shown = asdict(built)
    for unseen in ("tree_path", "revision", "alias_paths", "texts"):
        del shown[unseen]
    return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


def values(row: PublishedItem) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in {"_state", "id", *GENERATED}}


def same_rows(stored: list[PublishedItem], wanted: list[PublishedItem]) -> bool:
    return [values(row) for row in stored] == [values(row) for row in wanted]


def action_between(before: PublishedItem | None, after: PublishedItem | None, edited: bool) -> Action | None:
    """What happened, in a reader's words (api.md, Changes); None where readers see no difference."""
    was, now_is = (row is not None and row.state == State.PUBLIC for row in (before, after))
    if not was and not now_is:
        return None
    if not was:
        return Action.PUBLISHED
    if not now_is:
        return Action.REMOVED
    assert before is not None  # noqa: S101  for the type checker
    assert after is not None  # noqa: S101
    if before.digest == after.digest:
        return None
    if before.html_path != after.html_path:
        return Action.MOVED
    if edited or before.revision != after.revision:
        return Action.UPDATED
    return Action.REFRESHED


def log(action: Action, before: PublishedItem | None, after: PublishedItem | None, now: datetime) -> None:
    row = after or before
    assert row is not None  # noqa: S101
    content = next((each.content for each in (after, before) if each and each.content), "{}")
    meta = orjson.loads(content).get("meta", {})
    Change.objects.create(
        at=now,
        action=action,
        key=row.key,
        type=row.type,
        locale=row.locale,
        version=row.version,
        sites_before=before.sites if before and before.state == State.PUBLIC else [],
        sites_after=after.sites if after and after.state == State.PUBLIC else [],
        item={
            "key": row.key,
            "type": row.type,
            "id": row.object_id,
            "site": row.site,
            "locale": row.locale,
            "translation_key": str(row.translation_key) if row.translation_key else None,
            "html_url": meta.get("html_url"),
            "html_path": row.html_path,
            "previous_html_path": before.html_path if action == Action.MOVED and before else None,
            "version": row.version,
        },
    )


def delta(key: str, stored: list[PublishedItem], wanted: list[PublishedItem], now: datetime) -> Delta:
    """Which tokens the difference concerns. Compared over all versions: a later one has readers too.

    Only pages have tokens of their own: what rests on a file or a topic has recorded that itself.
    """

    def facet(rows: Iterable[PublishedItem], *names: str) -> list[tuple[Any, ...]]:
        return [
            (max(row.visible_from, now), row.visible_until, *(getattr(row, name) for name in names))
            for row in rows
            if row.state == State.PUBLIC and row.visible_until > now
        ]

    tokens = set()
    row = (wanted or stored)[0]
    pk = row.object_id
    facets = {
        link_token(pk): ("title", "html_path", "site"),
        card_token(pk): ("card",),
        content_token(pk): ("digest",),
    }
    for token, names in facets.items() if row.what == "page" else ():
        if facet(stored, *names) != facet(wanted, *names):
            tokens.add(token)
    files = {file for row in (*stored, *wanted) for file in row.files}
    return Delta(
        frozenset(tokens),
        frozenset(files),
        gone=bool(facet(stored)) and not facet(wanted),
        purged=purged(stored, wanted),
        reindexed=frozenset(concerned(key, stored, wanted)),
    )


def purged(stored: list[PublishedItem], wanted: list[PublishedItem]) -> frozenset[str]:
    """Of all versions: who schedules one has thereby ended the life of what is visible now."""

    def differ(*names: str) -> bool:
        was, now_is = ([[getattr(row, name) for name in names] for row in rows] for rows in (stored, wanted))
        return was != now_is

    keys: set[str] = set()
    itself = differ("etag", *WHEN)
    elsewhere = differ("site", "sites", *PATHS, *WHEN)
    for row in (*stored, *wanted):
        if itself:
            keys.add(row.key)
        if itself or differ("tree_path"):
            keys.update(lists_with(row.key, row.type, row.locale))
        if elsewhere:
            keys.update(path_key(path) for path in all_paths(row))
    return frozenset(keys)


def all_paths(row: PublishedItem) -> list[str]:
    """A redirect's may have a query, which no path's key knows of."""
    paths = (row.html_path, *row.former_paths, *row.alias_paths)
    return [path.partition("?")[0] for path in paths if path]


def set_tree_order() -> set[str]:
    """Give every page item its place in the tree: a move or reorder renumbers siblings by SQL alone.

    Returns the surrogate keys of lists that have another order by that.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE published_publisheditem item SET tree_path = page.path
            FROM wagtailcore_page page
            WHERE item.what = 'page' AND item.state = 'public'
              AND page.id = item.object_id AND item.tree_path <> page.path
            RETURNING item.key, item.type, item.locale
            """
        )
        return {key for row in cursor.fetchall() for key in lists_with(*row)}
