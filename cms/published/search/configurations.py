"""Which of PostgreSQL's own text search configurations stems which language (in all of 15 to 18)."""

from typing import Final

SIMPLE: Final = "simple"  # for every other language: words are found as they are written

BY_LANGUAGE: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def configuration(locale: str | None) -> str:
    """Of a BCP 47 tag: `german` for `de`, `de-AT` and `de-DE-x-leicht`."""
    return BY_LANGUAGE.get((locale or "").split("-")[0].lower(), SIMPLE)
