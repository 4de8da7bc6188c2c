"""The few words of our own around the news in a partner's page, in the languages that readers have.

The web component has the same (`scripts/`): it asks nobody for them. A test holds both together.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from babel import Locale
from babel.dates import format_date
from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

SPOKEN: Final = tuple(tag for tag, _ in settings.LANGUAGES)
# Who speaks none of these reads English.
ELSE: Final = "en"


@dataclass(frozen=True)
class Words:
    """`language` is what they are in, `direction` how that is written."""

    language: str
    direction: str
    news: str
    corrected: str
    photo: str
    none: str
    withdrawn: str
    gone: str
    refused: str
    mistaken: str
    unknown: str
    impossible: str
    anew: str


def words(locale: str) -> Words:
    language = spoken(locale)
    with translation.override(language):
        return Words(
            language=language,
            direction="rtl" if Locale.parse(language).character_order == "right-to-left" else "ltr",
            news=pgettext("for readers", "Latest news"),
            corrected=pgettext("for readers", "Corrected"),
            photo=pgettext("for readers", "Photo"),
            none=pgettext("for readers", "No news at present."),
            withdrawn=pgettext("for readers", "Withdrawn"),
            gone=pgettext("for readers", "This page is no longer public."),
            refused=pgettext("for readers", "The news cannot be shown."),
            mistaken=pgettext("for readers", "The address in this page's code is not right:"),
            unknown=pgettext("for readers", "There is no filter “%(name)s”."),
            impossible=pgettext("for readers", "“%(value)s” is not possible for “%(name)s”."),
            anew=pgettext("for readers", "Make the code anew"),
        )


def spoken(locale: str) -> str:
    language = locale.partition("-")[0].lower()
    return language if language in SPOKEN else ELSE


def day(date: date, language: str) -> str:
    """`2. Juli 2024`, as the component writes it too."""
    return format_date(date, "long", locale=language)
