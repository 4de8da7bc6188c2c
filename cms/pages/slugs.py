"""The slugs of pages: the same from the admin, the management API, an import and a translation.

Where one is made as somebody types, static/pages/slugs.js goes by the same rules, and a test asks both.
"""

import re
import unicodedata
from typing import Final

from wagtail.models import Page

# German readers write umlauts this way where they have none; other languages drop the marks.
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# The one gender sign that is a letter: MigrantInnen, but not a name such as McInnes.
INNER_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])I(?=n(?:nen)?\b)")
# Letters of the Latin blocks lose their marks; others keep their own form.
BEYOND_LATIN: Final = "\u0250"
LONGEST: Final = 100


def slugify(text: str, locale: str) -> str:
    """The slug of a title in a language (a BCP 47 tag); `""` where the text has no letter and no digit.

    German: ä, ö, ü, ß become ae, oe, ue, ss, and a gender sign a hyphen: "Schutz für Migrant:innen
    auf der Straße" is `schutz-fuer-migrant-innen-auf-der-strasse`. Elsewhere Latin letters
    lose their marks. Other scripts keep their letters; marks that only help reading (Arabic vowel signs,
    tatweel) and characters that nobody sees are left out. Cut at a hyphen.
    """
    text = unicodedata.normalize("NFC", text.replace("\N{SOFT HYPHEN}", "").replace("\N{ARABIC TATWEEL}", ""))
    if locale.split("-")[0] == "de":
        text = INNER_CAPITAL.sub("-i", text).lower().translate(UMLAUTS)
    text = (
        text.lower()
        .replace("ß", "ss")
        .replace("ı", "i")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("đ", "d")
    )
    text = re.sub(r"['’ʼ](?=s\b)", "", text)
    words = re.findall(r"[^\W_]+", "".join(kept(letter) for letter in text))
    return shortened("-".join(words))


def kept(letter: str) -> str:
    """A character as it may stand in a slug: no marks, no format characters; Latin in its base letters."""
    category = unicodedata.category(letter)
    if category in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    decomposed = unicodedata.normalize("NFKD", letter)
    if category[0] in "LN" and decomposed[0] < BEYOND_LATIN:
        return "".join(part for part in decomposed if unicodedata.category(part)[0] != "M").lower()
    return letter


def shortened(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    whole, _hyphen, _rest = slug[: LONGEST + 1].rpartition("-")
    return whole or slug[:LONGEST]


def for_title(page: Page, parent: Page | None) -> str:
    """The slug that the page's title makes below that parent, with a number where it is taken."""
    locale = page.locale if page.locale_id else page.get_default_locale()
    return free(slugify(page.title, locale.language_code), parent, page)


def free(made: str, parent: Page | None, page: Page) -> str:
    """`made`, with a number where another page below that parent has it. `""` stays."""
    slug, number = made, 2
    while made and not Page._slug_is_available(slug, parent, page):
        slug, number = f"{made}-{number}", number + 1
    return slug


def fill_slug(page: Page) -> None:
    """Makes a slug from the title where there is none and the parent is known; never touches another one.

    A number keeps it apart from its siblings'. A title without letters and digits leaves it empty,
    which is then refused as any empty slug is.
    """
    parent = page.get_parent() if page.path else getattr(page, "_cached_parent_obj", None)
    if page.slug or parent is None:
        return
    page.slug = for_title(page, parent)
