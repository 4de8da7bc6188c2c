"""The dateline of a piece of news, written for each language from its parts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from cms.json_schema import DATE, PROSE, TEXT, Schema, array, nullable, record
from cms.media.languages import cldr
from cms.pages.fields import ContentField
from cms.pages.reading import JSON, Reading

# The United Nations write both names of a month in Arabic: the Levant's, then Egypt's and the Gulf's.
ARABIC_MONTHS: Final = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
# CLDR's long date where the house style of an international organisation is another.
PATTERNS: Final = {"en": "d MMMM y"}


def written_date(day: date, locale: str) -> str:
    """`2. Juli 2024`, `2 July 2024`, `2 تموز/يوليه 2024`: day and year in European digits everywhere."""
    language = locale.split("-")[0]
    if language == "ar":
        return f"{day.day} {ARABIC_MONTHS[day.month - 1]} {day.year}"
    return format_date(day, PATTERNS.get(language, "long"), cldr(locale))


def written(places: Sequence[str], day: date | None, locale: str) -> str:
    """`Kairo, 2. Juli 2024`; `Kabul/Kathmandu, …` for several places; `""` where there is neither."""
    comma = "، " if locale.split("-")[0] == "ar" else ", "
    parts = ["/".join(places), written_date(day, locale) if day else ""]
    return comma.join(filter(None, parts))


def dateline(places: Sequence[str], day: date | None, override: str, locale: str) -> JSON | None:
    """`{"places", "date", "text"}` as readers get it; None where nothing is known.

    `override` is the text as an editor wants it, in this language; the parts stay what they are.
    """
    places = [name.strip() for name in places if name.strip()]
    text = override.strip() or written(places, day, locale)
    if not text:
        return None
    return {"places": places, "date": day.isoformat() if day else None, "text": text}


class Dateline(ContentField):
    """`dateline_places`, `dateline_date` and `dateline_override` of a page as one value."""

    def json(self, page: Any, reading: Reading) -> JSON | None:
        places = [place.name for place in page.dateline_places.all()]
        return dateline(places, page.dateline_date, page.dateline_override, reading.locale)

    def schema(self) -> Schema:
        return nullable(
            record(
                {
                    "places": array(TEXT),
                    "date": nullable(DATE),
                    "text": PROSE,
                }
            )
        )
