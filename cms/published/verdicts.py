"""What a list or a part of the log says to one piece: which of its conditions each language version meets.

The conditions are those of the lists themselves, asked of the piece alone, each for itself. So what somebody
is told of a list is what the list does.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cms.published.ahead import Ahead
from cms.published.database import fetch
from cms.published.filters import Conditions, conditions
from cms.published.lists import Listing, keys_of
from cms.published.search.query import Sql
from cms.published.visibility import ITEMS, visible

# What a version may be chosen by, as filters call it.
OWN: Final = {
    "site": "i.sites",
    "type": "i.type",
    "kind": "i.kind",
    "status": "i.status",
    "slug": "i.slug",
    "topic": "i.topics",
    "country": "i.countries",
    "region": "i.regions",
    "sdg": "i.sdgs",
    "organisation": "i.organisations",
}
MOMENTS: Final = {"published": "i.published_at", "changed": "i.changed_at", "starts": "i.starts_at"}


@dataclass(frozen=True, slots=True)
class Version:
    """One language version, as readers see it now; else as it was last seen or is going to be.

    `own` and `moments`: what it may be chosen by; `unmet`: of each that was asked, names of the conditions
    that do not hold. `is_listed`: it is in the list's answer; None where no list was asked.
    """

    key: str
    locale: str
    state: str
    is_public: bool
    card: str
    own: Mapping[str, tuple[str, ...]]
    moments: Mapping[str, datetime | None]
    unmet: Mapping[Any, tuple[str, ...]]
    is_listed: bool | None


def of_list(listing: Listing, piece: UUID) -> dict[str, Version]:
    """By key: what the list says to each version of the piece. One query; `unmet` has it as None."""
    sql, parameters = keys_of(listing)
    listed = f"i.key = ANY(ARRAY({sql}))", parameters
    return _versions({None: conditions(listing.filters)}, piece, listed, ahead=listing.ahead)


def of_each(asked: Mapping[Any, Conditions], piece: UUID, table: str = ITEMS) -> dict[str, Version]:
    """By key: what each of these says to each version of the piece. One query, however many there are."""
    return _versions(asked, piece, ("NULL::boolean", []), table)


def _versions(
    asked: Mapping[Any, Conditions],
    piece: UUID,
    listed: Sql,
    table: str = ITEMS,
    ahead: Ahead | None = None,
) -> dict[str, Version]:
    each = [part for found in asked.values() for part in found.each]
    columns = ", ".join(
        ("i.key", "i.locale", "i.state", visible("i"), "i.card", listed[0], *OWN.values(), *MOMENTS.values())
    )
    met = ", ".join([f"({sql}) IS TRUE" for sql, _ in each])
    rows = fetch(
        f"SELECT DISTINCT ON (i.key) {columns}, ARRAY[{met}]::boolean[] FROM {table} i"
        " WHERE i.what = 'page' AND i.translation_key = %s"
        f" ORDER BY i.key, {visible('i')} DESC, i.visible_until DESC",
        [*listed[1], *(value for _, parameters in each for value in parameters), piece],
        ahead=ahead,
    )
    return {row[0]: _version(row, asked) for row in rows}


def _version(row: tuple[Any, ...], asked: Mapping[Any, Conditions]) -> Version:
    key, locale, state, is_public, card, is_listed, *more, met = row
    own, moments = more[: len(OWN)], more[len(OWN) :]
    answers = iter(met)
    return Version(
        key=key,
        locale=locale or "",
        state=state,
        is_public=is_public,
        card=card,
        own={name: _several(value) for name, value in zip(OWN, own, strict=True)},
        moments=dict(zip(MOMENTS, moments, strict=True)),
        unmet={
            name: tuple(each for each in found.names if not next(answers)) for name, found in asked.items()
        },
        is_listed=is_listed,
    )


def _several(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return (value,) if value else ()
