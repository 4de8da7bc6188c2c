"""What a reader may have meant who has found nothing: words of what is visible now, in one query.

No word is told that no visible item has: it may be of something under embargo.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from cms.published.database import fetch
from cms.published.filters import Filters, conditions
from cms.published.search.folding import plain, without_accents
from cms.published.search.query import Search
from cms.published.search.spelling import MOST_EDITS, deletions, distance, edits
from cms.published.search.words import Word, words
from cms.published.visibility import ITEMS

WORDS: Final = "published_publishedword"
MOST: Final = 3
# Words that may be misspelt: each costs a look at all that is near, some 10 ms for each language.
MOST_ASKED: Final = 4
# Words that are compared letter by letter, and items that are counted for each.
MOST_CANDIDATES, MOST_COUNTED = 200, 50

Asked = dict[str, list[Word]]  # by configuration


@dataclass(frozen=True)
class Candidate:
    """A word that `count` visible items have (counted up to a point), for the word `number` of a query."""

    configuration: str
    number: int
    folded: str
    written: str
    count: int


def meant(filters: Filters) -> list[str]:
    """The search of these filters with words that there are in place of those that there are not."""
    if filters.search is None:
        return []
    text = plain(filters.search.asked)
    names = [query.configuration for query in filters.search.queries]
    asked = {name: list(words(text, name, split=False)) for name in names}
    if any(sum(bool(edits(word.forms[0])) for word in listed) > MOST_ASKED for listed in asked.values()):
        return []
    candidates = _candidates(filters, filters.search, asked)
    found: dict[str, str] = {}  # by what is the same but for capitals and accents
    for name in names:
        near = [each for each in candidates if each.configuration == name]
        for respelled in _respelled(text, asked[name], near):
            found.setdefault(without_accents(respelled), respelled)
    return list(found.values())[:MOST]


def _candidates(filters: Filters, search: Search, asked: Asked) -> list[Candidate]:
    """Words that are near by their deletions, of which visible items have some."""
    rows: list[list[Any]] = [
        [query.configuration, number, list(query.locales), deletions(word.forms[0]), len(word.forms[0])]
        for query in search.queries
        for number, word in enumerate(asked[query.configuration])
        if edits(word.forms[0])
    ]
    if not rows:
        return []
    values = ", ".join(["(%s::text, %s::integer, %s::text[], %s::text[], %s::integer)"] * len(rows))
    where = conditions(replace(filters, search=None))
    sql = (
        "SELECT near.configuration, near.number, near.folded, near.spelling, seen.count FROM ("
        "SELECT asked.configuration, asked.number, word.folded, word.spelling, word.locale,"
        " row_number() OVER (PARTITION BY asked.configuration, asked.number"
        " ORDER BY abs(length(word.folded) - asked.length)) AS nth"
        f" FROM (VALUES {values}) asked (configuration, number, locales, deletions, length)"
        f" JOIN {WORDS} word ON word.locale = ANY(asked.locales) AND word.deletions && asked.deletions"
        f" AND abs(length(word.folded) - asked.length) <= {MOST_EDITS}"
        ") near CROSS JOIN LATERAL ("
        f"SELECT count(*) FROM (SELECT 1 FROM {ITEMS} i WHERE i.locale = near.locale"
        f" AND i.search_spellings @> ARRAY[near.spelling] AND {where} LIMIT {MOST_COUNTED}) having_it"
        f") seen WHERE near.nth <= {MOST_CANDIDATES} AND seen.count > 0"
    )
    parameters = [value for row in rows for value in row]
    return [
        Candidate(name, number, folded, spelling.partition(" ")[2], count)
        for name, number, folded, spelling, count in fetch(sql, [*parameters, *where.parameters])
    ]


def _respelled(text: str, asked: list[Word], candidates: list[Candidate]) -> Iterator[str]:
    """The text with its wrong words replaced: by the likeliest, then by the next ones. Nothing, where a word
    is near to none that there is."""
    choices: dict[int, list[str]] = {}
    for number, word in enumerate(asked):
        near = nearest(word.forms[0], [each for each in candidates if each.number == number])
        if not near and edits(word.forms[0]):
            return
        if near and near[0].folded != word.forms[0]:
            choices[number] = list(dict.fromkeys(each.written for each in near))
    for place in range(max(map(len, choices.values()), default=0)):
        found, at = "", 0
        for number, choice in choices.items():
            found += text[at : asked[number].start] + choice[min(place, len(choice) - 1)]
            at = asked[number].end
        yield found + text[at:]


def nearest(folded: str, candidates: list[Candidate]) -> list[Candidate]:
    """Those that are near enough: the nearest first, of equals the commonest. Of several that fold to one
    word, the one that most items have; of equals, that with a capital."""
    away = {each: distance(folded, each.folded) for each in candidates}
    near = [each for each in candidates if away[each] <= edits(folded)]
    ordered = sorted(near, key=lambda each: (away[each], -each.count, each.written))
    found: dict[str, Candidate] = {}
    for each in ordered:
        found.setdefault(each.folded, each)
    return [*found.values()]
