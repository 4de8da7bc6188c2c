"""What a part of the log goes by: a word for each thing by which an item may be chosen.

An entry of the log keeps those of its item before and after, and so tells whoever follows a part that the
item has left it: a site lets go of a piece, a topic is taken off. The same choice is asked of the entries
(their marks) and of the items as they are (their columns).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cms.published.filters import BY_VALUE, Conditions
from cms.published.models import ItemVersion
from cms.published.search.query import Sql

# Compared without case. What is of no site is of all alike; so is what has no language.
OF_ALL: Final = ("site", "locale")
# What is asked of an item as it is. The one parameter is the list of values.
BY_COLUMN: Final = {
    "site": "(i.sites = '{}' OR i.sites && %s::text[])",
    "locale": "(i.locale IS NULL OR lower(i.locale) = ANY(%s::text[]))",
    **{name: BY_VALUE[name] for name in ("type", "kind", "topic")},
}


def marks(rows: Iterable[ItemVersion]) -> list[str]:
    """Of all these versions of an item together; none of none."""
    found: set[str] = set()
    for row in rows:
        found.update(map(site_mark, row.sites or [""]))
        found.add(f"locale:{(row.locale or '').lower()}")
        found.add(f"type:{row.type}")
        found.update(f"topic:{slug}" for slug in row.topics)
        if row.kind:
            found.add(f"kind:{row.kind}")
    return sorted(found)


def site_mark(host: str) -> str:
    return f"site:{host.lower()}"


@dataclass(frozen=True)
class Part:
    """Which items: the values of each thing that is chosen by, None where all are. Different ones mean *and*.

    `site`: hosts as items have them. `gone`: those that were chosen and are no more. They are in lower case,
    as all of `locale` is.
    """

    site: tuple[str, ...] | None = None
    locale: tuple[str, ...] | None = None
    type: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    topic: tuple[str, ...] | None = None
    gone: tuple[str, ...] = ()

    def chosen(self) -> dict[str, tuple[str, ...]]:
        every = {name: getattr(self, name) for name in BY_COLUMN}
        return {name: values for name, values in every.items() if values is not None}

    def has_item(self) -> Sql:
        """Condition on an item `i` as it is."""
        found = self.conditions()
        return str(found), found.parameters

    def conditions(self) -> Conditions:
        """The same, each by itself."""
        found = Conditions()
        found.add("any", "true")
        for name, values in self.chosen().items():
            found.add(name, BY_COLUMN[name], [*values])
        return found

    def had_before(self) -> Sql:
        """Condition on an entry `c` of the log: readers may have seen the item here before."""
        return self._has("c.before")

    def has_after(self) -> Sql:
        """The same for what they see since."""
        return self._has("c.after")

    def _has(self, side: str) -> Sql:
        wanted = []
        for name, values in self.chosen().items():
            words = [*map(site_mark, (*values, *self.gone))] if name == "site" else []
            words = words or [f"{name}:{each}" for each in values]
            wanted.append([*words, f"{name}:"] if name in OF_ALL else words)
        return " AND ".join([f"{side} <> '{{}}'", *[f"{side} && %s::text[]"] * len(wanted)]), [*wanted]
