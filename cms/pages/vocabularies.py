"""Fixed lists with names in every language: countries, regions, Sustainable Development Goals.

Countries are ISO 3166-1 alpha-2 (pycountry), regions UN M49; their names are CLDR's (Babel).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import pycountry
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.media.languages import cldr
from cms.pages.m49 import COUNTRIES_OF, REGIONS_OF
from cms.pages.reading import JSON
from cms.published.sorting import sort_key

SDGS: Final = {
    "1": pgettext_lazy("for readers", "No poverty"),
    "2": pgettext_lazy("for readers", "Zero hunger"),
    "3": pgettext_lazy("for readers", "Good health and well-being"),
    "4": pgettext_lazy("for readers", "Quality education"),
    "5": pgettext_lazy("for readers", "Gender equality"),
    "6": pgettext_lazy("for readers", "Clean water and sanitation"),
    "7": pgettext_lazy("for readers", "Affordable and clean energy"),
    "8": pgettext_lazy("for readers", "Decent work and economic growth"),
    "9": pgettext_lazy("for readers", "Industry, innovation and infrastructure"),
    "10": pgettext_lazy("for readers", "Reduced inequalities"),
    "11": pgettext_lazy("for readers", "Sustainable cities and communities"),
    "12": pgettext_lazy("for readers", "Responsible consumption and production"),
    "13": pgettext_lazy("for readers", "Climate action"),
    "14": pgettext_lazy("for readers", "Life below water"),
    "15": pgettext_lazy("for readers", "Life on land"),
    "16": pgettext_lazy("for readers", "Peace, justice and strong institutions"),
    "17": pgettext_lazy("for readers", "Partnerships for the Goals"),
}
VOCABULARIES: Final = ("countries", "regions", "sdgs")


@cache
def codes(vocabulary: str) -> tuple[str, ...]:
    """Every code of a vocabulary; KeyError for a vocabulary that does not exist."""
    return {
        "countries": tuple(sorted(country.alpha_2 for country in pycountry.countries)),
        "regions": tuple(sorted([*COUNTRIES_OF, *REGIONS_OF])),
        "sdgs": tuple(SDGS),
    }[vocabulary]


def label(vocabulary: str, code: str, locale: str) -> str:
    """The name of a code in a language; the code itself where CLDR has no name."""
    if vocabulary == "sdgs":
        with override(locale):
            return str(SDGS[code])
    name = cldr(locale).territories.get(code) or cldr("en").territories.get(code)
    return str(name or code)


def term(vocabulary: str, code: str, locale: str) -> JSON | None:
    """`{"value", "label"}`, or None for a code that the vocabulary does not have."""
    code = str(code)
    if code not in codes(vocabulary):
        return None
    return {"value": code, "label": label(vocabulary, code, locale)}


def choices(vocabulary: str, locale: str = "") -> list[tuple[str, str]]:
    """`(code, name)` for forms, in the editor's language: by name, the Goals by number."""
    locale = locale or get_language() or "en"
    if vocabulary == "sdgs":
        return [(code, f"{code}. {label(vocabulary, code, locale)}") for code in SDGS]
    named = [(code, label(vocabulary, code, locale)) for code in codes(vocabulary)]
    return sorted(named, key=lambda choice: sort_key(choice[1], locale))


def check(vocabulary: str, found: Iterable[str]) -> None:
    """ValidationError naming the first code that the vocabulary does not have."""
    for code in found or ():
        if code not in codes(vocabulary):
            raise ValidationError(_("“%(code)s” is not one of the known codes."), params={"code": code})


@cache
def regions_of(country: str) -> tuple[str, ...]:
    """The M49 codes of all regions that contain a country, from the smallest up; () if none does.

    The world (001) is left out: it tells nothing about a place.
    """
    smallest = next((region for region, inside in COUNTRIES_OF.items() if country in inside.split()), None)
    return (smallest, *regions_above(smallest)) if smallest else ()


def regions_above(region: str) -> Iterator[str]:
    for above, inside in REGIONS_OF.items():
        if region in inside.split():
            yield above
            yield from regions_above(above)
