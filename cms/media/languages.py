"""Languages that a passage, a quote or a file can be in: far more than the sites are published in."""

from functools import cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from django.db import models
from django.utils.translation import get_language

from cms.published.sorting import sort_key

# BCP 47. The UN's and the EU's languages, and those along the routes that people migrate on.
TAGS: Final = (
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "ckb", "cs", "cy", "da", "de", "dv", "dz", "el", "en",
    "es", "et", "eu", "fa", "ff", "fi", "fil", "fr", "ga", "gu", "ha", "he", "hi", "hr", "ht", "hu", "hy",
    "id", "ig", "is", "it", "ja", "ka", "kk", "km", "ko", "ku", "ky", "lb", "lo", "lt", "lv", "mk", "mn",
    "mr", "ms", "mt", "my", "nb", "ne", "nl", "nn", "om", "or", "pa", "pl", "prs", "ps", "pt", "ro", "ru",
    "rw", "sd", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk", "tr",
    "ug", "uk", "ur", "uz", "vi", "wo", "xh", "yo", "zh", "zh-Hans", "zh-Hant", "zu",
)  # fmt: skip
# CLDR knows Dari as the Persian of Afghanistan.
ALIASES: Final = {"prs": "fa-AF"}


@cache
def cldr(locale: str) -> Locale:
    """CLDR data of a BCP 47 tag; of its bare language, then of English, where the tag is unknown."""
    for tag in (locale, locale.split("-")[0], "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise UnknownLocaleError(locale)


@cache
def direction(tag: str) -> str:
    """`rtl` or `ltr`, as the language is usually written."""
    return "rtl" if cldr(ALIASES.get(tag, tag)).character_order == "right-to-left" else "ltr"


@cache
def choices_in(shown_in: str) -> list[tuple[str, str]]:
    return sorted(
        ((tag, name(tag, shown_in)) for tag in TAGS), key=lambda choice: sort_key(choice[1], shown_in)
    )


def choices() -> list[tuple[str, str]]:
    """`(tag, name)` by name, in the editor's language."""
    return choices_in(get_language() or "en")


class LanguageField(models.CharField):
    """A language of the list; empty where nothing is said."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 35, "blank": True, "choices": choices, **options})


def name(tag: str, shown_in: str) -> str:
    """The language's name; its tag where CLDR has none."""
    readers: Locale = cldr(shown_in)
    known = ALIASES.get(tag, tag).replace("-", "_")
    if found := readers.languages.get(known):
        return str(found)
    language, _, script = known.partition("_")
    base = readers.languages.get(language)
    if base and script:
        return f"{base} ({readers.scripts.get(script, script)})"
    return str(base or cldr("en").languages.get(language) or tag)
