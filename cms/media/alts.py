"""Alt texts by language: an image's own is in the main language, those in the others stand beside it."""

from typing import Any, NamedTuple

from django.conf import settings
from wagtail.models import Locale, Site


class Alt(NamedTuple):
    """What is said of an image, and in which language; both empty where nothing is."""

    text: str
    language: str


class AltTexts:
    """What `Image` knows of its alt texts. Mixed in, for it has rules and no columns."""

    alt: str
    alts: dict[str, str]

    def alt_in(self, language: str, main: str) -> Alt:
        """For readers of that language; where it has none, the main one's, else whichever there is."""
        said = {**self.alts, main: self.alt}
        found = {each: text for each, text in said.items() if text.strip()}
        for each in (language, main, *sorted(found)):
            if each in found:
                return Alt(found[each], each)
        return Alt("", "")

    def say(self, text: str, language: str, main: str) -> None:
        """Describe it in that language; an empty text takes the description away."""
        if language == main:
            self.alt = text
        else:
            self.alts = merged(self.alts, {language: text})

    @property
    def alt_words(self) -> str:
        """All that is not in the main language, for the admin's search."""
        return "\n".join(self.alts.values())


def merged(alts: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    """The texts with what is new of them; what is empty is not kept."""
    return {language: text for language, text in {**alts, **more}.items() if text.strip()}


def main_language() -> str:
    """That of the default site's home page. One query."""
    home = Site.objects.filter(is_default_site=True).values_list(
        "root_page__locale__language_code", flat=True
    )
    found: Any = home.first()
    return found or settings.LANGUAGE_CODE


def other_languages(main: str) -> list[Locale]:
    """Those in which an image can be described beside the main one. One query."""
    return list(Locale.objects.exclude(language_code=main).order_by("pk"))
