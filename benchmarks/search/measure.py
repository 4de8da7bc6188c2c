"""Labelled queries, what is found for them, and how good that is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Final

QUERIES: Final = Path(__file__).with_name("queries.tsv")
SOURCE: Final = "https://www.debian.example/News/{item}.{locale}.html"
ALL: Final = "all"
FIRST: Final = 10


@dataclass(frozen=True)
class Query:
    """`relevant`: the `uri` of every item that somebody who types this would want. They may be none."""

    locale: str
    text: str
    relevant: frozenset[str]


# The addresses of the first items that a search finds, the best first.
Ask = Callable[[Query], list[str]]


def queries() -> list[Query]:
    """One a line: language, query, and the items that are relevant (`2017/20170417`)."""
    found = []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        locale, text, items = line.split("\t")
        relevant = frozenset(SOURCE.format(item=item, locale=locale) for item in items.split())
        found.append(Query(locale, text, relevant))
    return found


@dataclass(frozen=True)
class Score:
    """Means over `number` queries. `recall`: of what is relevant, how much is among the first ten;
    `precision`: of what is among them, how much is relevant; `first`: how often the first one is."""

    number: int
    recall: float
    precision: float
    first: float


def scores(ask: Ask) -> tuple[dict[str, Score], list[str]]:
    """By language and over all; and each query that does not find all of what is relevant, in words."""
    answers = [(query, ask(query)[:FIRST]) for query in queries()]
    missed = [
        f"{query.locale} {query.text}: {', '.join(sorted(lost))}"
        for query, found in answers
        if (lost := query.relevant.difference(found))
    ]
    languages = list(dict.fromkeys(query.locale for query, _ in answers))
    named = {name: [each for each in answers if each[0].locale == name] for name in languages}
    return {name: score(listed) for name, listed in {**named, ALL: answers}.items()}, missed


def score(answers: Iterable[tuple[Query, list[str]]]) -> Score:
    listed = list(answers)
    wanted = [(query, found) for query, found in listed if query.relevant]
    answered = [(query, found) for query, found in listed if found]
    return Score(
        number=len(listed),
        recall=mean(
            len(query.relevant.intersection(found)) / min(len(query.relevant), FIRST)
            for query, found in wanted
        ),
        precision=mean(len(query.relevant.intersection(found)) / len(found) for query, found in answered),
        first=mean(found[0] in query.relevant for query, found in answered),
    )
