"""What a query tells of its whole answer: under which tokens and until when it holds, and what time it is."""

# Only constants are put into SQL here; values are parameters.

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cms.published import sites
from cms.published.kept import ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Validity
from cms.published.sites import Sites

HEAD: Final = (
    f"{ITEMS_TOKEN} AS items, {SITES_TOKEN} AS of_sites, now() AS since, {NEXT_MOMENT} AS until,"
    " extract(epoch FROM now())::float8 AS now"
)
COLUMNS: Final = 5  # that these are


@dataclass(frozen=True)
class Head:
    """`now` is the database's clock in seconds since 1970."""

    validity: Validity
    now: float


def read_head(row: Sequence[Any], known: Sites) -> Head:
    """The head of an answer from its first row. Raises SitesChanged where `known` are no longer the sites."""
    items, of_sites, since, until, now = row[:COLUMNS]
    sites.check(known, of_sites)
    return Head(Validity((items, of_sites), since, until), now)
