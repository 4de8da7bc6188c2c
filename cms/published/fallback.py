"""Which version of an item stands where one in the language asked for is missing (docs/decisions/0016).

The version is chosen first, by existence alone: no filter, no search and no order has a say in it, they
only see what was chosen.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence

from cms.published.search.query import Sql
from cms.published.visibility import ITEMS, visible


def best_version(wanted: Sql, fallback: Sequence[str], hosts: Sequence[str] | None) -> Sql:
    """True for `i` where no better version of the same item is visible on these sites (None: anywhere).

    `wanted` is an array of tags, each as good as the other; those of `fallback` follow in their order.
    """
    tags, parameters = wanted
    on_sites, among = ("", []) if hosts is None else (" AND better.sites && %s::text[]", [list(hosts)])
    ranked = [*parameters, list(fallback)]
    sql = (
        f"i.locale = ANY({tags} || %s::text[]) AND NOT EXISTS (SELECT 1 FROM {ITEMS} better"
        " WHERE better.what = i.what AND better.translation_key = i.translation_key"
        f" AND {visible('better')}{on_sites} AND {_rank('better', tags)} < {_rank('i', tags)})"
    )
    return sql, [*ranked, *among, *ranked, *ranked]


def _rank(alias: str, tags: str) -> str:
    """Null for a version in no language that was asked for: it is better than none."""
    return (
        f"CASE WHEN {alias}.locale = ANY({tags}) THEN 0 ELSE array_position(%s::text[], {alias}.locale) END"
    )
