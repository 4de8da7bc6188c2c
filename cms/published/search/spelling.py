"""Words that are nearly the word that was typed: by the letters that both are without (SymSpell).

A word is kept with everything that up to two letters less make of its beginning, so that looking for what
is near is looking for what is equal: an index does it, without any extension.
"""

from itertools import combinations
from typing import Final

PREFIX: Final = 7  # letters that are compared so; the rest is compared when few words are left
MOST_EDITS: Final = 2
# Of less than so many letters, everything is near to everything.
SHORTEST: Final = 4
SHORTEST_FOR_TWO: Final = 6


def edits(word: str) -> int:
    """How many letters of it may be wrong."""
    if len(word) < SHORTEST:
        return 0
    return MOST_EDITS if len(word) >= SHORTEST_FOR_TWO else 1


def deletions(word: str) -> list[str]:
    """Its beginning, and all that is left of that without one or two letters."""
    start = word[:PREFIX]
    return sorted(
        {
            "".join(kept)
            for count in range(min(edits(word), len(start) - 1) + 1)
            for kept in combinations(start, len(start) - count)
        }
    )


def distance(one: str, other: str) -> int:
    """Letters that are wrong, missing, too much, or two that stand the wrong way round (Damerau)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, second in enumerate(other, start=1):
            cost = letter != second
            best = min(last[column] + 1, here[column - 1] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == second:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, last = last, here
    return last[-1]
