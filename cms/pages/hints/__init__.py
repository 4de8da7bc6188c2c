"""Hints on style: they advise, and keep no page from being published. Gates do that (cms.pages.gates)."""

from dataclasses import dataclass
from typing import Any

from cms.pages.elements import elements_of
from cms.pages.hints import text, whole
from cms.pages.places import Place, Placed

__all__ = ["Hint", "hints_of"]


@dataclass(frozen=True)
class Hint(Placed):
    place: Place
    message: str


def hints_of(page: Any) -> list[Hint]:
    """What could be better in the page as it is in memory. At most three queries: of its images
    and of the pages that it links to."""
    elements, language = elements_of(page), page.locale.language_code
    found = [*text.hints(elements, language), *whole.hints(elements, language)]
    return [Hint(place, message) for place, message in dict.fromkeys(found)]
