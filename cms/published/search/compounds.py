"""German compounds into their parts: Schleuserkriminalität is found by Schleuser and by Kriminalität.

The word list is simplemma's (docs/decisions/0028-…). It is read when the first compound is met, which takes
half a second and some 20 MB; only what writes items splits, never what answers readers.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from simplemma import is_known


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SHORTEST_COMPOUND: Final = 7
SHORTEST_PART: Final = 4
# Where one part is in no list, the other must be long to be believed.
SHORTEST_ALONE: Final = 6
SHORT_NOUNS: Final = listed(
    "amt art bad ehe eid eis hof jet not ort öl rad rat see tag tal tod tor uhr weg zoo"
)
# First parts that are no nouns.
FIRST_ONLY: Final = listed(
    "außen binnen erst fern fremd gegen gesamt groß grund haupt hoch impf innen klein mikro multi "
    "neben neu nicht rechen rück selbst sonder trink wieder zwischen"
)
# Endings that the list takes for words.
NO_WORDS: Final = listed(
    "innen schaft schaften heit keit lich liche ration ional ionale alität istan ster isation igung chaft"
)
# Prefixes that the list takes for nouns.
NO_FIRST: Final = listed("unter über nach inter zusammen heraus hinter")
LINKS: Final = ("s", "es", "n", "en", "er", "e")
INFLECTIONS: Final = ("en", "es", "er", "e", "n", "s")
BASE_VOWELS: Final = str.maketrans("äöü", "aou")


class Part(NamedTuple):
    """`written` as it stands in the compound, `word` without what links or inflects it. The lowest `cost`
    is the likeliest."""

    written: str
    word: str
    cost: float


Split = tuple[Part, ...]


def parts_of(word: str) -> tuple[str, ...]:
    """Its parts, and of more than two the neighbours together; empty for what is no compound.

    Nouns alone are split, which German writes with a capital: of other words the list makes nonsense.
    """
    if len(word) < SHORTEST_COMPOUND or not word[0].isupper():
        return ()
    spans = (
        f"{''.join(part.written for part in split[first : last - 1])}{form}"
        for split in _split(word.lower())
        for first in range(len(split))
        for last in range(first + 1, len(split) + 1)
        if last - first < len(split)
        for form in dict.fromkeys((split[last - 1].word, split[last - 1].written))
    )
    return tuple(dict.fromkeys(spans))


@lru_cache(maxsize=50_000)
def _split(word: str) -> tuple[Split, ...]:
    """The likeliest ways to split it; several where nothing tells them apart (Welt-kultur-erbe)."""
    whole = [split for split in _splits(word, 0) if len(split) > 1]
    if not whole:
        half = _half_known(word)
        return (half,) if half else ()
    least = min(map(cost, whole))
    return tuple(split for split in whole if cost(split) == least)


def cost(split: Split) -> float:
    return sum(part.cost for part in split)


def _splits(word: str, start: int) -> Iterator[Split]:
    """The best ways to read `word` from `start` to its end, for each length of the next part."""
    if start and (last := _last(word[start:])):
        yield (last,)
        return
    for end in range(len(word) - 2, start + 2, -1):
        part = _first(word[start:end])
        if part is None:
            continue
        following = min(_splits(word, end), key=cost, default=None)
        if following:
            yield (part, *following)


def _half_known(word: str) -> Split:
    for end in range(len(word) - SHORTEST_PART, SHORTEST_ALONE - 1, -1):
        part = _first(word[:end])
        if part and len(part.word) >= SHORTEST_ALONE and word[end:] not in NO_WORDS:
            return (part, Part(word[end:], word[end:], 1))
    for start in range(SHORTEST_PART, len(word) - SHORTEST_ALONE + 1):
        last = _last(word[start:])
        if last and word[:start] not in NO_FIRST:
            return (Part(word[:start], word[:start], 1), last)
    return ()


@lru_cache(maxsize=100_000)
def _first(text: str) -> Part | None:
    """A part that others follow: Schleuser, Menschen, Aufenthalt(s), Schul(e)."""
    if text in FIRST_ONLY:
        return Part(text, text, 1)
    if text in NO_FIRST:
        return None
    found = []
    if _is_noun(text):
        found.append(Part(text, text, 1))
    for link in LINKS:
        base = text.removesuffix(link)
        if base == text:
            continue
        if _is_noun(base):
            # The commonest link; others are more often part of the word.
            found.append(Part(text, base, 0.9 if link == "s" else 1.3))
        elif link == "s" and _is_noun(base + "e"):
            found.append(Part(text, base + "e", 1.2))
    for ending in ("e", "en"):
        if len(text) >= SHORTEST_PART and _is_noun(text + ending):
            found.append(Part(text, text + ending, 1.2))
    return min(found, key=lambda part: part.cost) if found else None


@lru_cache(maxsize=100_000)
def _last(text: str) -> Part | None:
    """The part that the word is inflected by: Kriminalität, Unterkünfte, Vertriebene."""
    if _is_noun(text):
        return Part(text, text, 1)
    for ending in INFLECTIONS:
        base = text.removesuffix(ending)
        for noun in dict.fromkeys((base, base.translate(BASE_VOWELS))) if base != text else ():
            if _is_noun(noun):
                return Part(text, noun, 1.2)
    if text.endswith("e") and _is_noun(text + "r"):
        return Part(text, text, 1.2)
    return None


def _is_noun(text: str) -> bool:
    if text in SHORT_NOUNS:
        return True
    if len(text) < SHORTEST_PART or text in NO_WORDS:
        return False
    return is_known(text.capitalize(), "de", low_memory=True)
