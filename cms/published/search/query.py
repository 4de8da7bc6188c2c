"""What a reader types, and what PostgreSQL is asked: `words "a phrase" -excluded`.

Values travel as parameters. Of what a reader has typed, only letters and digits reach a tsquery.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from cms.published.search.configurations import configuration
from cms.published.search.folding import plain
from cms.published.search.words import HYPHENS, Word, words

AND, OR = "and", "or"
OPERATORS: Final = (AND, OR)
MOST_WORDS: Final = 64

TERM: Final = re.compile(r'(?P<not>(?<!\S)-)?(?:["„“”«»](?P<phrase>[^"„“”«»]*)["“”«»]|(?P<plain>\S+))')
JOINS: Final = {AND: " & ", OR: " | "}

# D, C, B, A. A long text is not better for saying a word more often (1: divided by 1 + log of its length).
WEIGHTS: Final = "{0.02, 0.15, 0.5, 1.0}"
NORMALIZATION: Final = 1
# An item counts half as much as one that is newer by so many seconds: eight years.
HALF_LIFE: Final = 8 * 365.25 * 24 * 3600
LEAST_RANK: Final = 1e-6  # of what matches only by what it does not say
# What a match is taken to be worth of which title and lead say nothing: one in the body, more or less.
ROUGH_RANK: Final = 0.02
# ts_headline reads its text anew for each answer; words further down are found, but not marked.
LONGEST_MARKED: Final = 60_000
START, STOP = "<", ">"  # folded lines have no such sign

CONFIGURATION: Final = "CONFIGURATION"  # where its name goes in an expression

Sql = tuple[str, list[Any]]


@dataclass(frozen=True)
class LanguageQuery:
    """A query in the words of one configuration, for to_tsquery; `text` is empty where nothing is left."""

    configuration: str
    locales: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Search:
    """`asked`: what was typed. Each language that is asked for has a query of its own."""

    asked: str
    queries: tuple[LanguageQuery, ...] = field(default=())


def search(asked: str, operator: str, locales: Iterable[str]) -> Search:
    """A search in these languages, for words that stand together (`and`) or not (`or`)."""
    by_configuration: dict[str, list[str]] = {}
    for locale in locales:
        by_configuration.setdefault(configuration(locale), []).append(locale)
    return Search(
        asked,
        tuple(
            LanguageQuery(name, tuple(listed), tsquery(asked, operator, name))
            for name, listed in by_configuration.items()
        ),
    )


def tsquery(asked: str, operator: str, language: str) -> str:
    """What to_tsquery reads. Excluded words are excluded whatever the operator."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for found in TERM.finditer(plain(asked)):
        text = found["phrase"] if found["phrase"] is not None else found["plain"]
        listed = list(words(text, language, split=False))
        if term := term_of(text, listed, language):
            (unwanted if found["not"] else wanted).append(term)
    excluded = [f"!{term}" for term in unwanted]
    together = JOINS[operator].join(wanted)
    if len(wanted) > 1 and excluded:
        together = f"({together})"
    return " & ".join([*([together] if wanted else []), *excluded])


def term_of(text: str, listed: list[Word], language: str) -> str:
    """One word; or several in a row: a phrase, E-Mail, l'eau."""
    forms = [word.forms[0] for word in listed if word.forms[0]]
    if len(forms) < 2:
        return f"'{forms[0]}'" if forms else ""
    phrase = " <-> ".join(f"'{form}'" for form in forms)
    between = {text[one.end : other.start] for one, other in pairwise(listed)}
    if between <= HYPHENS:
        return f"({phrase} | '{''.join(forms)}')"
    return f"({phrase})"


def condition(found: Search) -> Sql:
    """True for an item `i` that matches in its own language.

    The query stands in a SELECT of its own, so that PostgreSQL does not know it when it plans: it would read
    the vectors of all items rather than the index where most of them match, at twenty times the cost.
    """
    sql, parameters = [], []
    for query in found.queries:
        if query.text:
            match, values = _in(query, "i")
            sql.append(f"({match} AND i.search @@ (SELECT to_tsquery('{query.configuration}', %s)))")
            parameters += [*values, query.text]
    return f"({' OR '.join(sql)})" if sql else "false", parameters


def relevance(found: Search) -> Sql:
    """The rank of an item `i` that matches: what it says of these words, and how new it is."""
    return _relevance(found, "i.search", LEAST_RANK)


def rough_relevance(found: Search) -> Sql:
    """The same by title and lead alone, which costs next to nothing: tells which items are worth ranking."""
    return _relevance(found, "i.search_head", ROUGH_RANK)


def _relevance(found: Search, vector: str, least: float) -> Sql:
    """Its age weighs by exponential decay, so the order of any two items is always the same, and answers can
    be kept; and as a logarithm, which no date can overflow.
    """
    rank, parameters = _by_language(
        found,
        "i",
        f"ts_rank('{WEIGHTS}', {vector}, to_tsquery('{CONFIGURATION}', %s), {NORMALIZATION})",
    )
    age = f"COALESCE(extract(epoch FROM i.published_at), 0)::float8 / {HALF_LIFE / 0.6931471805599453:.0f}"
    return f"(ln(GREATEST({rank}, {least})) + {age})", parameters


def marked(found: Search, lines: str) -> Sql:
    """The lines of columns of `page`, with those marked that match."""
    options = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
    return _by_language(
        found,
        "page",
        f"ts_headline('{CONFIGURATION}', left({lines}, {LONGEST_MARKED}),"
        f" to_tsquery('{CONFIGURATION}', %s), '{options}')",
    )


def _by_language(found: Search, alias: str, expression: str) -> Sql:
    sql, parameters = [], []
    for query in found.queries:
        if query.text:
            match, values = _in(query, alias)
            sql.append(f"WHEN {match} THEN {expression.replace(CONFIGURATION, query.configuration)}")
            parameters += [*values, query.text]
    return (f"CASE {' '.join(sql)} END", parameters) if sql else ("NULL", [])


def _in(query: LanguageQuery, alias: str) -> Sql:
    if len(query.locales) == 1:
        return f"{alias}.locale = %s", list(query.locales)
    return f"{alias}.locale = ANY(%s::text[])", [list(query.locales)]
