"""The slugs of pages: the same from the admin, the management API, an import and a translation."""

import re
import unicodedata
from typing import Final

# German readers write umlauts this way where they have none; other languages drop the marks.
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Migrant:innen, Migrant*innen, Migrant_innen, Migrant·innen, Migrant/-innen
GENDER_SIGN: Final = re.compile(r"(?<=\w)(?:[:*_·•]|/-?)(?=in(?:nen)?\b)", re.IGNORECASE)
# MigrantInnen, but not a name such as McInnes or an acronym in capitals.
INNER_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])I(?=n(?:nen)?\b)")
LONGEST: Final = 100


def slugify(text: str, locale: str) -> str:
    """The slug of a title in a language (a BCP 47 tag); `""` where the text has no letter and no digit.

    German: ä, ö, ü, ß become ae, oe, ue, ss, and a gender sign a hyphen: "Schutz für Migrant:innen
    auf der Straße" is `schutz-fuer-migrant-innen-auf-der-strasse` (content.md, rule 6). Elsewhere
    Latin letters lose their marks. Other scripts keep their letters; marks that only help reading
    (Arabic vowel signs, tatweel) and characters that nobody sees are left out. Cut at a hyphen.
    """
    text = unicodedata.normalize("NFC", text.replace("\N{SOFT HYPHEN}", "").replace("\N{ARABIC TATWEEL}", ""))
    if locale.split("-")[0] == "de":
        text = INNER_CAPITAL.sub("-i", GENDER_SIGN.sub("-", text)).lower().translate(UMLAUTS)
    text = text.lower().replace("ß", "ss").replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    text = re.sub(r"['’ʼ](?=s\b)", "", text)
    words = re.findall(r"[^\W_]+", "".join(kept(letter) for letter in text))
    return shortened("-".join(words))


def kept(letter: str) -> str:
    """A character as it may stand in a slug: no marks, no format characters; Latin in its base letters."""
    if unicodedata.category(letter) in {"Mn", "Mc", "Cf"}:
        return ""
    if unicodedata.name(letter, "").startswith("LATIN"):
        decomposed = unicodedata.normalize("NFKD", letter)
        return "".join(part for part in decomposed if not unicodedata.combining(part))
    return letter


def shortened(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    whole, _hyphen, _rest = slug[: LONGEST + 1].rpartition("-")
    return whole or slug[:LONGEST]
