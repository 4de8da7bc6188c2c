"""The languages that a document can be in: wider than the languages the site is published in."""

from babel import Locale
from django.utils.translation import get_language

# Tags are BCP 47. Leaflets for the people an organisation serves come in far more languages than
# its website, so these are chosen for migration routes and UN languages, not for the site's trees.
TAGS = [
    "am",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fa-AF",
    "fi",
    "fr",
    "ga",
    "ha",
    "hr",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "ko",
    "ku",
    "ckb",
    "lt",
    "lv",
    "mk",
    "ms",
    "my",
    "nb",
    "ne",
    "nl",
    "om",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "rw",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "ti",
    "tl",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "wo",
    "yo",
    "zh-Hans",
    "zh-Hant",
]


def languages() -> list[tuple[str, str]]:
    """(tag, name in the editor's language), by name."""
    shown_in = Locale.parse(get_language() or "en", sep="-")
    names = [(tag, Locale.parse(tag, sep="-").get_display_name(shown_in) or tag) for tag in TAGS]
    return sorted(names, key=lambda pair: pair[1].casefold())
