"""The one form in which a word is looked for, however it is spelled.

What folding hides from PostgreSQL's stemmers and lists of stop words is mended here too.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

# A lexeme has at most 2,046 bytes; longer ones are no words.
LONGEST: Final = 200
# Soft hyphens, zero-width signs, marks of direction: seen by nobody.
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

# Migrant:in, Migrant*innen, Migrant_innen, Migrant/-innen, Migrant(inn)en, MigrantInnen; jede:r, ein*e.
WITH_SIGN: Final = re.compile(
    r"(?P<base>.+?)(?:[:*_·]|/-?|\(|(?<=[a-zäöüß])(?=I))"
    r"(?P<suffix>(?i:inn\)en|innen\)|in\)|in(?:nen)?|[rnesm]|e[nr]))(?P<more>.*)",
    re.DOTALL,
)
# What women are called, by how the word for everybody ends: Mitarbeiterin, Präsidentinnen, Ärztin.
FEMININE: Final = re.compile(
    r"(?P<base>.{2,}(?:er|ar|or|eur|ant|ent|ist|aut|at|et|it|ot|og|eg|es|an|im|und|arg|urg)"
    r"|.*(?:arzt|anwalt|beamt|gesandt|koch|wirt|kund|zeug|erb|graf|chef|schwed|russ|turk|jud|christ))in(?:nen)?"
)
# A vowel before it makes ue two sounds (neue, Steuer), q one (Quelle).
SPELLED_OUT: Final = re.compile(r"ae|oe|(?<![aeoq])ue")
UMLAUTS: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})

# Endings that the stemmer leaves: Kameras, Stipendium beside Stipendien, beschleunigt.
ENDINGS: Final = (
    (re.compile(r"(?<=[a-z]{2}[bcdfghklmnprstvxz][aoy])s$"), ""),
    (re.compile(r"(?<=[a-z]{3})iums?$"), "ie"),
    (re.compile(r"(?<=[a-z]{3}ig)t(?:e[nmrs]?)?$"), "en"),
)
FRENCH_PARTICIPLE: Final = re.compile(r"e(es?)$")

TASHKEEL: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
ARABIC_LETTERS: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي"})


def composed(text: str) -> str:
    """The text as readers get it, letter and accent in one sign."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """The text as it is seen: composed, without what nobody sees."""
    return INVISIBLE.sub("", composed(text))


def fold(word: str, configuration: str) -> str:
    """The form in which a word of that language is looked for; `""` where there is nothing to look for."""
    word = INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).translate(DIGITS)
    folded = FOLDERS.get(configuration, str.casefold)(word)
    folded = "".join(letter for letter in folded if letter.isalnum() or unicodedata.combining(letter))
    return STOP_WORDS.get(configuration, {}).get(folded, folded)[:LONGEST]


def german(word: str) -> str:
    """Umlauts as their base letters, so that plurals meet too (Kraft, Kräfte, Kraefte); one word for
    women, men and everybody."""
    folded = SPELLED_OUT.sub(lambda found: found[0][0], unsigned(word).casefold().translate(UMLAUTS))
    folded = without_accents(folded)
    feminine = FEMININE.fullmatch(folded)
    if feminine:
        return feminine["base"]
    for ending, base in ENDINGS:
        folded = ending.sub(base, folded)
    return folded


def unsigned(word: str) -> str:
    """A German word without its gender sign: Migrant, Migrantinnenverband."""
    signed = WITH_SIGN.fullmatch(word)
    if signed is None:
        return word
    return f"{signed['base']}innen{signed['more']}" if signed["more"] else signed["base"]


def without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("œ", "oe").replace("æ", "ae")


def french(word: str) -> str:
    """Without its accent, the stemmer would take annoncée for another word than annoncé."""
    return FRENCH_PARTICIPLE.sub(r"\1", without_accents(word))


def arabic(word: str) -> str:
    """Vowel signs and stretching go; letters that are written one for another become one."""
    return TASHKEEL.sub("", word.casefold()).translate(ARABIC_LETTERS)


FOLDERS: Final[dict[str, Callable[[str], str]]] = {
    "german": german,
    "french": french,
    "arabic": arabic,
    **dict.fromkeys(("english", "spanish", "portuguese", "italian", "dutch", "catalan"), without_accents),
}


def as_written(configuration: str, words: str) -> dict[str, str]:
    """Stop words by their folded form: kept as PostgreSQL's list spells them, or it would not know them."""
    return {FOLDERS[configuration](word): word for word in words.split()}


# PostgreSQL has none.
NO_LIST_FOR_ARABIC: Final = (
    "في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين أن إن أو ثم لا ما لم لن قد كما كان كانت هو هي هم"
    " بين بعد قبل كل عند حتى إذا لكن و أي منذ حيث ضمن خلال"
)
STOP_WORDS: Final = {
    "german": {**as_written("german", "für können könnte über während würde würden"), "dass": "daß"},
    "french": as_written(
        "french", "à même été étés étant étante êtes étais était étions étiez étaient fût eût eûmes eûtes"
    ),
    "spanish": as_written(
        "spanish",
        "más sí también mí qué él tú está están esté estén será serán sería había habían habrá tenía tenían",
    ),
    "portuguese": as_written("portuguese", "não à já também só até você às nós está são há será serão"),
    "italian": as_written("italian", "perché più è sarà avrà"),
    "arabic": dict.fromkeys(map(arabic, NO_LIST_FOR_ARABIC.split()), ""),
}
