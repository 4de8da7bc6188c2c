"""The words of a text, each with the forms in which it is found. For texts and for queries alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cms.published.search.compounds import parts_of
from cms.published.search.folding import fold, plain, unsigned

# Letters and digits of any script, with the marks and invisible signs within them.
LETTER: Final = (
    "(?:[^\\W_]|[\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u200b-\u200d\u2060\ufeff])"
)
WORD: Final = re.compile(f"{LETTER}+")
# Gender signs are part of a German word: see `folding.WITH_SIGN`.
GERMAN_WORD: Final = re.compile(
    f"{LETTER}+(?:(?<![0-9])(?:[:*_·](?:in(?:nen{LETTER}*)?|[rnesm]|e[nr])|/-?in(?:nen)?|\\(inn\\)en"
    f"|\\(in(?:nen)?\\))(?!{LETTER}))?"
)
HYPHENS: Final = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, from `start` to `end`. `forms`: its folded form (`""` for one that is not looked
    for), then those of its parts."""

    start: int
    end: int
    forms: tuple[str, ...]


def words(text: str, configuration: str, *, split: bool = True) -> Iterator[Word]:
    """The words of a text in composed form (NFC), in order. `split`: with the parts of compounds."""
    pattern = GERMAN_WORD if configuration == "german" else WORD
    before, end = "", -1
    for found in pattern.finditer(text):
        written = found[0]
        joined = found.start() == end + 1 and text[end : found.start()] in HYPHENS
        before = (before if joined else "") + written
        end = found.end()
        forms = _forms(written, configuration, split)
        if joined and split:
            # E-Mail is found as Email, Debian-Projekt as Debianprojekt.
            whole = fold(before, configuration)
            forms = forms if whole in forms else (*forms, whole)
        yield Word(found.start(), end, forms)


@lru_cache(maxsize=100_000)
def _forms(written: str, configuration: str, split: bool) -> tuple[str, ...]:
    own = fold(written, configuration)
    if not split or configuration != "german":
        return (own,)
    parts = (fold(part, configuration) for part in parts_of(unsigned(plain(written))))
    return (own, *dict.fromkeys(part for part in parts if part and part != own))
