"""What a list must have, worked out the plain way: every item looked at, one by one, in Python."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.published.models import PublishedItem

PLURAL = {
    "topic": "topics",
    "country": "countries",
    "region": "regions",
    "sdg": "sdgs",
    "organisation": "organisations",
}
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Asked:
    """A request; empty means that nothing is asked. `locales` is never empty: tests name the default too."""

    hosts: tuple[str, ...]
    locales: tuple[str, ...]
    fallback: tuple[str, ...] = ()
    has: dict[str, tuple[str, ...]] | None = None
    lacks: dict[str, tuple[str, ...]] | None = None

    @property
    def standing_in(self) -> tuple[str, ...]:
        """What is asked for anyway stands in for nothing."""
        return tuple(tag for tag in self.fallback if tag not in self.locales)


def values(item: PublishedItem, name: str) -> list[str]:
    """What an item has of a facet."""
    if name == "year":
        return [str(item.published_at.astimezone(BERLIN).year)] if item.published_at else []
    found = getattr(item, PLURAL.get(name, name))
    return [value for value in ([found] if isinstance(found, str) else found) if value]


def candidates(items: Iterable[PublishedItem], asked: Asked) -> list[PublishedItem]:
    """What is visible on the sites; with a fallback, the best version of each page alone."""
    now = timezone.now()
    shown = [
        item
        for item in items
        if item.state == "public" and item.visible_from <= now < item.visible_until
        if set(item.sites) & set(asked.hosts)
    ]
    if not asked.standing_in:
        return shown
    ranks = {tag: place for place, tag in reversed(list(enumerate(asked.standing_in, 1)))}
    ranks |= dict.fromkeys(asked.locales, 0)
    best: dict[Any, int] = {}
    for item in shown:
        if item.locale in ranks:
            rank = ranks[item.locale]
            best[item.translation_key] = min(rank, best.get(item.translation_key, rank))
    return [item for item in shown if ranks.get(item.locale or "", -1) == best.get(item.translation_key)]


def matching(items: Iterable[PublishedItem], asked: Asked, but: str = "") -> list[PublishedItem]:
    """What a list has. `but`: the filter that is left out."""
    has = {name: wanted for name, wanted in (asked.has or {}).items() if name != but}
    if but != "locale" and not asked.standing_in:
        has["locale"] = asked.locales
    return [
        item
        for item in candidates(items, asked)
        if all(set(values(item, name)) & set(wanted) for name, wanted in has.items())
        if not any(set(values(item, name)) & set(out) for name, out in (asked.lacks or {}).items())
    ]


def facet(items: Iterable[PublishedItem], asked: Asked, name: str) -> dict[str, int]:
    counted = Counter(value for item in matching(items, asked, but=name) for value in values(item, name))
    chosen = asked.locales if name == "locale" else (asked.has or {}).get(name, ())
    return dict.fromkeys(chosen, 0) | counted
