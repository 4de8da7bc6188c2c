"""The rows that an item should have, made of its versions and of the rows that it has. Writes nothing."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from cms.pages.fields import moment
from cms.projection.boilerplate import boilerplate, kept
from cms.projection.build import Built, hash_of
from cms.projection.versions import Version
from cms.published.models import EVER_SINCE, FOREVER, ItemVersion, PublishedItem, State
from cms.published.search.index import indexed
from cms.published.sorting import sort_key

# Site and path of each address that an item has left, and when.
Addresses = dict[tuple[str, str], datetime]
# Columns that PostgreSQL makes of others.
GENERATED = ("search", "search_head")
# What of a build is no column as it is.
UNSTORED = ("content", "card", "texts", "among")


def rows(
    key: str, versions: list[Version], stored: list[PublishedItem], now: datetime, withdrawal: str = ""
) -> list[PublishedItem]:
    """The rows that the item should have: its versions, or a tombstone where it was public once.

    `withdrawal`: what readers are told in its place, if it was withdrawn.
    """
    seen = [row for row in stored if row.visible_from <= now]
    visible = next((row for row in seen if row.state == State.PUBLIC and now < row.visible_until), None)
    number = max((row.version for row in seen), default=0)
    edition = (edition_of(visible), visible.edited_at) if visible else None
    left = addresses_left(stored, now)
    wanted = []
    if not (versions and versions[0].visible_from <= now) and seen:
        until = versions[0].visible_from if versions else FOREVER
        wanted.append(tombstone(max(seen, key=lambda row: row.version), now, until, withdrawal))
        number = wanted[0].version
    for version in versions:
        if wanted and wanted[-1].visible_until < version.visible_from:
            number += 1  # of the tombstone that will stand between them
        if version.visible_from <= now and visible and visible.digest == digest(version.built):
            number, changed_at = visible.version, visible.changed_at
        else:
            number += 1
            changed_at = max(now, version.visible_from)
        built = version.built
        if edition is None or edition[0] != edition_of(built):
            edition = edition_of(built), changed_at
        announced = version.visible_from <= now
        wanted.append(public_row(version, number, changed_at, edition[1], left, announced=announced))
        if built.html_path and built.site:
            left = {**left, (built.site, built.html_path): version.visible_until}
    return wanted


def edition_of(each: ItemVersion | Built) -> tuple[str, str | None, list[str]]:
    """What an editor has made of it, whatever else it shows."""
    return each.revision, each.html_path, list(each.corrections)


def rows_by_the_clock(stored: list[PublishedItem], now: datetime) -> list[PublishedItem]:
    """The rows that it has as they were built: without what has ended, and what has begun is announced."""
    lasting = [PublishedItem(**values(row)) for row in stored if row.visible_until > now]
    seen = [row for row in stored if row.visible_from <= now]
    for row in lasting:
        row.announced = row.announced or row.visible_from <= now
    if seen and not any(row.announced for row in lasting):
        until = lasting[0].visible_from if lasting else FOREVER
        lasting.insert(0, tombstone(max(seen, key=lambda row: row.version), now, until))
    return lasting


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
        **indexed(built.texts, built.locale, boilerplate(built) if announced else ()),
        search_passages=kept(built) if announced else [],
        content=content,
        card=orjson.dumps(built.card).decode(),
        sort_title=sort_key(built.title, built.locale),
        etag=hash_of(content.encode()),
        digest=digest(built),
        visible_from=version.visible_from,
        visible_until=version.visible_until,
        shown_until=version.shown_until,
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
    return [(name, value) for name, value in vars(built).items() if name not in UNSTORED]


def tombstone(last: PublishedItem, now: datetime, until: datetime, withdrawal: str = "") -> PublishedItem:
    """What stays of an item that readers have seen: who it was, and nothing that it said.

    What lists filter by stays too, so that a withdrawal is told in every feed that had the item.
    """
    state = State.WITHDRAWN if withdrawal else State.GONE
    if last.state == state and last.content == withdrawal:
        return PublishedItem(**{**values(last), "visible_from": EVER_SINCE, "visible_until": until})
    kept = (
        "key", "what", "object_id", "type", "locale", "translation_key", "site", "sites", "html_path",
        "slug", "published_at", "parent_id", "parent_key", "ancestor_ids", "ancestor_keys", "kind", "status",
        "topics", "countries", "regions", "sdgs", "organisations",
    )  # fmt: skip
    return PublishedItem(
        **{name: getattr(last, name) for name in kept},
        former_paths=last.former_paths,
        former_sites=last.former_sites,
        former_until=last.former_until,
        state=state,
        content=withdrawal,
        etag=hash_of(withdrawal.encode()) if withdrawal else "",
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
    for unseen in ("tree_path", "revision", "alias_paths", "texts", "among"):
        del shown[unseen]
    return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


def values(row: ItemVersion) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in {"_state", "id", *GENERATED}}


def same_rows(stored: list[PublishedItem], wanted: list[PublishedItem]) -> bool:
    return [values(row) for row in stored] == [values(row) for row in wanted]
