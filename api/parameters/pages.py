"""The parameters of the pages endpoints."""

from typing import Final

from api.errors import BadParameters, Mistake
from api.parameters import values
from api.parameters.base import Context, Parameter, Reader, Values
from cms.json_schema import ANY_TEXT, DATE, FLAG, INTEGER, TEXT, TIME, UUID, Schema, one_of, ref
from cms.published.facets import VALUES as FACETS
from cms.published.orders import KEYS, RELEVANCE
from cms.published.search.query import AND, OPERATORS

ID: Final[Schema] = {**INTEGER, "minimum": 1, "format": "int64"}
SLUG: Final[Schema] = {**TEXT, "maxLength": 255}
MOMENT: Final[Schema] = {
    "anyOf": [DATE, TIME],
    "description": "RFC 3339 date-time, or a date that begins at midnight in the site's time zone",
    "examples": ["2024-07-02", "2024-07-02T08:00:00Z"],
}
MOST_PER_PAGE, MOST_OFFSET = 100, 10_000

ORDERS: Final = tuple(sign + name for name in KEYS for sign in ("", "-"))
RICH_TEXT_FORMATS: Final = ("html", "markdown", "text")


def order(text: str, context: Context) -> str:
    """An order. Relevance has one direction, with a `-` or without: the most relevant first."""
    found = values.one_of(lambda _: ORDERS, "an order")(text, context)
    return RELEVANCE if found == f"-{RELEVANCE}" else found


def types(context: Context) -> tuple[str, ...]:
    return tuple(context.contract.types)


def kinds(context: Context) -> tuple[str, ...]:
    return context.contract.values("kind")


def _many(name: str, read: Reader, schema: Schema, description: str) -> Parameter:
    return Parameter(name, read, schema, description, many=True)


def fallback(description: str) -> Parameter:
    """What a missing language means is for each kind of answer to say."""
    return _many("fallback", values.one_locale, TEXT, description)


def standing_in(given: Values, tags: tuple[str, ...] | None) -> tuple[str, ...]:
    """The languages that stand in for `tags`. Raises BadParameters where those are all that there are."""
    found: tuple[str, ...] = given.get("fallback", ())
    if found and tags is None:
        detail = "Name with `locale` the language that may be missing: here, every language is asked for."
        raise BadParameters([Mistake("fallback", detail)])
    return tuple(tag for tag in found if tag not in (tags or ()))


# Filters by value; each also exists as `exclude_…`.
FILTERS: Final = (
    _many("id", values.identifier, ID, "Ids of pages."),
    _many("type", values.one_of(types, "a page type"), TEXT, "Page types."),
    _many("slug", values.slug, SLUG, "Slugs, exactly."),
    _many(
        "translation_key",
        values.key,
        UUID,
        "What all language versions of a page share.",
    ),
    _many("kind", values.one_of(kinds, "a kind"), TEXT, "Kinds of news, of `/kinds/`."),
    _many("status", values.slug, SLUG, "Statuses, of projects."),
    _many(
        "topic",
        values.slug,
        SLUG,
        "Topics of `/topics/`, with those below them. An unknown one finds nothing.",
    ),
    _many(
        "country",
        values.one_of(lambda _: values.countries(), "a country (ISO 3166-1 alpha-2, capitals)"),
        ref("CountryCode"),
        "Countries: ISO 3166-1 alpha-2.",
    ),
    _many(
        "region",
        values.one_of(lambda _: values.regions(), "a region (UN M49, three digits)"),
        ref("RegionCode"),
        "Regions: UN M49, with all that lies in them.",
    ),
    _many(
        "sdg",
        values.one_of(lambda _: values.SDGS, "a Sustainable Development Goal (1 to 17)"),
        {**ANY_TEXT, "enum": list(values.SDGS)},
        "Sustainable Development Goals.",
    ),
    _many(
        "organisation", values.slug, SLUG, "Organisations of `/organisations/`. An unknown one finds nothing."
    ),
)
YEAR: Final = _many(
    "year",
    values.year,
    {**ANY_TEXT, "pattern": "^(?!9999)[1-9][0-9]{3}$"},
    "Years of publication, in the site's time zone; of several sites in the installation's.",
)
LOCALE: Final = _many(
    "locale",
    values.locale,
    TEXT,
    "Languages, BCP 47; `*` for all. Without it: every language with `id`, `translation_of` or "
    "`translation_key`; that of the named page with a tree parameter; else the site's.",
)
FALLBACK: Final = fallback(
    "Languages, BCP 47, the best first: where an item is missing in `locale`, the first of these that has it "
    "stands in, once; its `meta.locale` says so. The version is chosen before anything else: filters, "
    "facets, counts and order see only it. Refused where every language is asked for.",
)
SITE: Final = _many(
    "site",
    values.site,
    TEXT,
    "Sites, by host; `*` for the network. Without it: the default site.",
)
EXCLUDING: Final = (
    *(
        Parameter(f"exclude_{each.name}", each.read, each.schema, f"Not: {each.description}", many=True)
        for each in (*FILTERS, YEAR)
    ),
    _many("exclude_locale", values.one_locale, TEXT, "Not: languages, BCP 47."),
)
PLACES: Final = (
    *(
        _many(name, values.place, one_of(ID, {"const": values.ROOT}), description)
        for name, description in {
            "child_of": "Pages directly below these, in all their languages. `root`: the home page.",
            "descendant_of": "Pages anywhere below these, in all their languages. `root`: the home page.",
            "ancestor_of": "Pages above these, in all their languages.",
        }.items()
    ),
    _many("translation_of", values.identifier, ID, "The other language versions of these pages."),
)
MOMENTS: Final = tuple(
    Parameter(f"{moment}_{bound}", values.moment, MOMENT, description.format(what))
    for moment, what in {"published": "Published", "changed": "Changed", "starts": "Starting"}.items()
    for bound, description in {"after": "{} then or later.", "before": "{} before then."}.items()
)
FIELDS: Final = Parameter(
    "fields",
    values.text_of_any_kind,
    {**TEXT, "examples": ["_,title,html_path,teaser_image(alt,src)"]},
    "Names add to the default, `-name` takes away; first `*` starts from all, `_` from none. Fields of "
    "`meta` go by their own names; `id` and `type` always stay.",
)
PAGING: Final = (
    Parameter(
        "order",
        order,
        {**ANY_TEXT, "enum": list(ORDERS)},
        "Order; `-` for descending. `relevance` needs a search, and reaches 1,000 items; with `-` or without "
        "it the most relevant come first. By itself: `relevance` with a search, else `-published_at`.",
    ),
    Parameter(
        "limit",
        values.whole_number(1, MOST_PER_PAGE),
        {**INTEGER, "minimum": 1, "maximum": MOST_PER_PAGE, "default": 20},
        "Items per answer.",
    ),
    Parameter(
        "offset",
        values.whole_number(0, MOST_OFFSET),
        {**INTEGER, "minimum": 0, "maximum": MOST_OFFSET, "default": 0},
        "Items to skip; beyond 10,000 use the cursor.",
    ),
    Parameter(
        "cursor",
        values.text_of_any_kind,
        TEXT,
        "Where to go on: `next_cursor` of an answer with the same filters and order.",
    ),
)
FACETING: Final = _many(
    "facets",
    values.one_of(lambda _: FACETS, "a facet"),
    {**ANY_TEXT, "enum": list(FACETS)},
    "What to count besides: how many items have each value of these filters. A facet leaves out what its own "
    "filter asks for, so that its other values can be offered too. At most 100 values each, most first.",
)
WORDS: Final = (
    "Words of titles, texts, captions and names of files, in any of their forms in each language; "
    '`"a phrase"`, `-excluded`. At most 64 words.'
)
SEARCH: Final = Parameter("search", values.searched, TEXT, WORDS)
QUERY: Final = Parameter("q", values.searched, TEXT, WORDS, required=True)
OPERATOR: Final = Parameter(
    "search_operator",
    values.one_of(lambda _: OPERATORS, "an operator"),
    {**ANY_TEXT, "enum": list(OPERATORS), "default": AND},
    "Whether all words must be found, or any of them.",
)
MENUS: Final = Parameter(
    "show_in_menus", values.flag, FLAG, "Pages that editors want in menus, or the others."
)
FORMAT: Final = Parameter(
    "rich_text_format",
    values.one_of(lambda _: RICH_TEXT_FORMATS, "a format"),
    {**ANY_TEXT, "enum": list(RICH_TEXT_FORMATS), "default": "html"},
    'Each `{"html": …}` becomes `{"markdown": …}` or `{"text": …}`.',
)

EMBARGOED: Final = Parameter(
    "embargoed",
    values.one_of(lambda _: ("include",), "a choice"),
    {**ANY_TEXT, "enum": ["include"]},
    "With what is still under embargo, for keys with the scope `embargo`. Each such item says until when in "
    "`meta.embargo`; each reading is on record.",
)
# Every read takes it.
MIN_SEQUENCE: Final = Parameter(
    "min_sequence",
    values.whole_number(1, values.LARGEST_ID),
    ID,
    "The answer includes this change (`sequence` of a webhook or of the change feed). 503 while a replica "
    "has not got it yet.",
)
FORMS: Final = ("md", "text")
FORM: Final = Parameter(
    "format",
    values.one_of(lambda _: FORMS, "a form"),
    {**ANY_TEXT, "enum": list(FORMS)},
    "The whole page as Markdown (`md`) or as plain text (`text`) instead of JSON.",
)


def named(*parameters: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


LIST: Final = named(
    *(*FILTERS, MENUS, YEAR, LOCALE, FALLBACK, SITE, *PLACES, *MOMENTS, *EXCLUDING),
    *(SEARCH, OPERATOR, *PAGING, FIELDS, FACETING, EMBARGOED),
)
SEARCHES: Final = {QUERY.name: QUERY, **{name: each for name, each in LIST.items() if name != SEARCH.name}}
SUGGEST: Final = named(
    Parameter("q", values.searched, TEXT, "What has been typed so far.", required=True),
    LOCALE,
    FALLBACK,
    SITE,
)
TERMS: Final = named(
    *(each for each in (*FILTERS, YEAR, *PLACES) if each.name in FACETS or each.name == "descendant_of"),
    LOCALE,
    FALLBACK,
    SITE,
    *(each for each in PAGING if each.name != "order"),
)
DETAIL: Final = named(FIELDS, FORMAT, FORM, EMBARGOED)
PREVIEW: Final = named(
    Parameter(
        "token",
        values.token,
        {**TEXT, "pattern": f"^{values.TOKEN.pattern}$"},
        "What the link to a draft ends with.",
        required=True,
    ),
    FORMAT,
)
FIND: Final = named(
    Parameter("html_path", values.text_of_any_kind, TEXT, "A page's path, present or former."),
    Parameter("translation_key", values.key, UUID, "A page's translation key."),
    LOCALE,
    FALLBACK,
    SITE,
    FIELDS,
    FORMAT,
    FORM,
)
RESOLVE: Final = named(
    Parameter(
        "path",
        values.text_of_any_kind,
        {**TEXT, "examples": ["/de/presse/"]},
        "The path that a visitor has asked for, percent-encoded or not; may hold a query.",
        required=True,
    ),
    SITE,
    FIELDS,
)
