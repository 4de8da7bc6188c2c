"""What a reader may be typing: names of topics and organisations, titles of pages, and words of what is
visible now, in one query.

No name is told of which no visible page is: it would lead nowhere (docs/decisions/0017-…).
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from cms.published import sites
from cms.published.database import Row, fetch
from cms.published.facets import VALUES
from cms.published.filters import Conditions, Filters, conditions
from cms.published.kept import ITEMS_TOKEN, NEXT_MOMENT, SITES_TOKEN, Validity
from cms.published.search.begun import bare, begins_last, typed
from cms.published.search.folding import plain, without_accents
from cms.published.search.index import NOTHING
from cms.published.search.query import CONFIGURATION, Search, Sql
from cms.published.search.vectors import WORDS
from cms.published.sites import Sites
from cms.published.surrogates import NAMED_BY_ITEMS
from cms.published.visibility import ITEMS, visible

MOST: Final = 10  # of each
# Words are completed from so many of the newest items that have one, and from so many letters on.
MOST_READ: Final = 200
SHORTEST: Final = 2
HEAD: Final = 5
NEWEST: Final = "i.published_at DESC NULLS LAST, i.object_id DESC"
# What is typed so far may be no word yet, and no stem: it is looked for as it is, too. Where it is a stop
# word, those before it are enough. Parameters: the words but the last; the last, twice.
BEGUN: Final = (
    "(SELECT whole && (last || plain) || CASE WHEN numnode(last) = 0 THEN whole ELSE ''::tsquery END"
    f" FROM (SELECT to_tsquery('{CONFIGURATION}', %s) AS whole, to_tsquery('{CONFIGURATION}', %s) AS last,"
    " to_tsquery('simple', %s) AS plain) typed)"
)
ENDS: Final = "extract(epoch FROM {0})::float8"
NAMES, PAGES, SPELLED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Completion:
    """`part`: NAMES, PAGES or SPELLED. `key` and `card`: of the page whose title it is."""

    part: int
    text: str
    key: str | None
    card: str | None


@dataclass(frozen=True, slots=True)
class Completed:
    """`titles`: of pages and of whatever else has a name. `ends`: the first moment at which an item ends that
    this is of, in seconds since 1970, as `now` is."""

    titles: list[Completion]
    words: list[str]
    ends: float | None
    now: float
    validity: Validity


def completed(filters: Filters, search: Search, known: Sites) -> Completed:
    """Titles and names that have these words, those first that begin with them: names in their order, the
    newest page first. Then words that complete the last one, the commonest first. Raises SitesChanged where
    `known` are no longer the sites.
    """
    text = plain(search.asked)
    where = conditions(replace(filters, search=None))
    found = [*(_names(name, search, text, where) for name in NAMED_BY_ITEMS), _pages(search, text, where)]
    parts = [*found, _spelled(search, text, where)]
    rows = fetch(
        f"SELECT {ITEMS_TOKEN}, {SITES_TOKEN}, now(), {NEXT_MOMENT}, extract(epoch FROM now())::float8,"
        f" found.* FROM (SELECT 1) one LEFT JOIN ({' UNION ALL '.join(f'({sql})' for sql, _ in parts)}) found"
        " (part, key, text, card, ends, begins, place) ON true ORDER BY begins DESC, part, place, text",
        [value for _, parameters in parts for value in parameters],
    )
    sites.check(known, rows[0][1])
    return _completed(rows, text)


def _completed(rows: list[Row], text: str) -> Completed:
    items, of_sites, since, until, now = rows[0][:HEAD]
    found = [row[HEAD:] for row in rows if row[HEAD] is not None]
    before = text[: begins_last(text)]
    told = _once(
        Completion(part, f"{before}{text}" if part == SPELLED else text, key, card)
        for part, key, text, card, *_ in found
    )
    return Completed(
        titles=[each for each in told if each.part != SPELLED],
        words=[each.text for each in told if each.part == SPELLED],
        ends=min((ends for _, _, _, _, ends, *_ in found), default=None),
        now=now,
        validity=Validity((items, of_sites), since, until),
    )


def _once(completions: Iterable[Completion]) -> list[Completion]:
    """Without names and words that an earlier one, or a page's title, is but for capitals and accents."""
    found = list(completions)
    seen = {without_accents(each.text) for each in found if each.part == PAGES}
    told = []
    for each in found:
        folded = without_accents(each.text)
        if each.part == PAGES or folded not in seen:
            seen.add(folded)
            told.append(each)
    return told


def _names(name: str, search: Search, text: str, where: Conditions) -> Sql:
    """Topics or organisations that a visible page has; until that page ends, at least."""
    has, of_has = _begun(search, text, "t", "search", "")
    begins, of_begins = _begins(search, text, "t")
    ends = ENDS.format("LEAST(t.shown_until, page.shown_until)")
    sql = (
        f"SELECT {NAMES}, NULL, t.title, NULL, {ends}, {begins}, row_number() OVER (ORDER BY t.sort_title)"
        f" FROM {ITEMS} t CROSS JOIN LATERAL (SELECT i.shown_until FROM {ITEMS} i"
        f" WHERE {where} AND {VALUES[name]} @> ARRAY[t.slug] LIMIT 1) page"
        f" WHERE t.what = '{name}' AND {visible('t')} AND {has}"
        f" ORDER BY {begins} DESC, t.sort_title LIMIT {MOST}"
    )
    return sql, [*of_begins, *where.parameters, *of_has, *of_begins]


def _pages(search: Search, text: str, where: Conditions) -> Sql:
    """Pages whose titles have the words. The index tells that an item has them, the small vector where."""
    has, of_has = _begun(search, text, "i", "search", "")
    in_title, of_title = _begun(search, text, "i", "search_head", "A")
    begins, of_begins = _begins(search, text, "i")
    order = f"{begins} DESC, {NEWEST}"
    sql = (
        f"SELECT {PAGES}, i.key, i.title, i.card, {ENDS.format('i.shown_until')}, {begins},"
        f" row_number() OVER (ORDER BY {NEWEST}) FROM {ITEMS} i"
        f" WHERE {where} AND {has} AND {in_title} ORDER BY {order} LIMIT {MOST}"
    )
    return sql, [*of_begins, *where.parameters, *of_has, *of_title, *of_begins]


def _spelled(search: Search, text: str, where: Conditions) -> Sql:
    """Words that go on as the last one does, each as it is most often written."""
    has, of_has = _begun(search, text, "i", "search", "")
    last, of_last = _by_language(search, text, "i", _last)
    ends = ENDS.format("min(i.shown_until)")
    sql = (
        f"SELECT {SPELLED}, NULL, mode() WITHIN GROUP (ORDER BY split_part(spelling, ' ', 2)), NULL, {ends},"
        " false, -count(*)"
        f" FROM (SELECT i.* FROM {ITEMS} i WHERE {where} AND {has} ORDER BY {NEWEST} LIMIT {MOST_READ}) i,"
        f" unnest(i.search_spellings) spelling WHERE {last} GROUP BY split_part(spelling, ' ', 1)"
        f" ORDER BY 7, 3 LIMIT {MOST}"
    )
    return sql, [*where.parameters, *of_has, *of_last]


def _begun(search: Search, text: str, alias: str, vector: str, weight: str) -> Sql:
    """True for an item with all these words, the last of which may go on; in places of that weight."""

    def matches(configuration: str, forms: list[str]) -> Sql | None:
        said = [form for form in forms if form]
        if not said:
            return None
        whole = " & ".join(f"'{form}':{weight}" if weight else f"'{form}'" for form in said[:-1])
        last, stem = (f"'{form}':*{weight}" for form in (said[-1], bare(said[-1], configuration)))
        return f"{alias}.{vector} @@ {BEGUN.replace(CONFIGURATION, configuration)}", [whole, last, stem]

    return _by_language(search, text, alias, matches)


def _begins(search: Search, text: str, alias: str) -> Sql:
    """True for an item whose title begins with these words."""

    def matches(configuration: str, forms: list[str]) -> Sql:
        lines = "\n".join(form or NOTHING for form in forms)
        return f"starts_with({WORDS.format(f'{alias}.search_title')}, %s)", [lines]

    return _by_language(search, text, alias, matches)


def _last(configuration: str, forms: list[str]) -> Sql | None:
    """True for a `spelling` that begins as the last word does."""
    return ("starts_with(spelling, %s)", [forms[-1]]) if forms and len(forms[-1]) >= SHORTEST else None


def _by_language(
    search: Search, text: str, alias: str, matches: Callable[[str, list[str]], Sql | None]
) -> Sql:
    """True for an item that in its own language is what `matches` makes of the folded words."""
    sql, parameters = [], list[Any]()
    for query in search.queries:
        if found := matches(query.configuration, typed(text, query.configuration)):
            sql.append(f"({alias}.locale = ANY(%s::text[]) AND {found[0]})")
            parameters += [list(query.locales), *found[1]]
    return f"({' OR '.join(sql)})" if sql else "false", parameters
