"""What a partner may read ahead of everybody: pieces under embargo, in their place among all others.

Every query over items is the same for such a reader. It is only put behind a clause that calls by the items'
name what this reader has of them: so filters, facets, orders and search need to know nothing of embargoes,
and a query for everybody has no way to what is embargoed.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cms.published.models import EmbargoedChange, EmbargoedItem, PublishedItem
from cms.published.visibility import ITEMS, visible

HELD: Final = EmbargoedItem._meta.db_table
HELD_LOG: Final = EmbargoedChange._meta.db_table
COLUMNS: Final = ", ".join(
    str(field.column) for field in PublishedItem._meta.concrete_fields if not field.primary_key
)


def for_everybody(alias: str) -> str:
    """True for an item of a reader ahead of everybody that everybody else has, too."""
    return f"NOT EXISTS (SELECT 1 FROM {HELD} held WHERE held.key = {alias}.key AND {visible('held')})"


@dataclass(frozen=True, slots=True)
class Ahead:
    """`sites` (hosts) and `kinds` that may be read before; None where all may."""

    sites: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None

    def allowed(self, alias: str) -> tuple[str, list[Any]]:
        """Condition on a row of HELD: it holds now, and is among what may be read."""
        sql, parameters = visible(alias), []
        for column, chosen in ((f"{alias}.sites && ", self.sites), (f"{alias}.kind = ANY", self.kinds)):
            if chosen is not None:
                sql += f" AND {column}(%s::text[])"
                parameters.append([*chosen])
        return sql, parameters

    def around(self, sql: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
        """The same question, asked of all that this reader may see. `sql`: one SELECT."""
        allowed, chosen = self.allowed("held")
        # Within its own definition, the name is that of the table. Left out of that is a piece's trace of
        # when it was public before.
        clause = (
            f"WITH {ITEMS} AS NOT MATERIALIZED ("
            f"SELECT {COLUMNS} FROM {ITEMS} open WHERE NOT EXISTS"
            f" (SELECT 1 FROM {HELD} held WHERE held.key = open.key AND {allowed})"
            f" UNION ALL SELECT {COLUMNS} FROM {HELD} held WHERE {allowed})"
        )
        sql = sql.lstrip()
        if sql.startswith("WITH RECURSIVE"):
            # There, the name would be that of the clause within its own definition too.
            raise ValueError("A recursive question is not asked ahead.")
        with_more = f", {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f" {sql}"
        return f"{clause}{with_more}", [*chosen, *chosen, *parameters]
