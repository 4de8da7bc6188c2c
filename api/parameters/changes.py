"""The parameters of the change feed: from where on, and which part of it."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from api.errors import BadParameters, BadSite, Mistake, OtherSite
from api.parameters import values
from api.parameters.base import Context, Parameter, Reader, Values
from api.parameters.pages import EMBARGOED, FILTERS, MIN_SEQUENCE, PAGING, named
from api.parameters.values import NETWORK
from cms.json_schema import TEXT
from cms.published.changes import position
from cms.published.changes.marks import BY_COLUMN, Part
from cms.published.changes.position import ForgedToken, Token

NOW: Final = "now"
LONGEST: Final = 255
START_AGAIN: Final = "To start again, ask without `after`."


def item_types(context: Context) -> tuple[str, ...]:
    return (*context.contract.types, *context.contract.item_types)


def of_sites(noun: str) -> Reader:
    """A host or a language, or `*`. Whether there is such a one is asked where a token does not say it."""

    def read(text: str, context: Context) -> str:
        if not text or len(text) > LONGEST:
            raise ValueError(f"{values.shown(text)} is not {noun}.")
        return text.lower()

    return read


AFTER: Final = Parameter(
    "after",
    values.text_of_any_kind,
    {**TEXT, "examples": [NOW]},
    "What has happened since: `token` of the last answer, with the same filters. `now` gives only a token. "
    "Without it, a full sync begins: all that is public, and then what has happened meanwhile.",
)
SITE: Final = Parameter(
    "site",
    of_sites("a site"),
    TEXT,
    "Sites, by host; `*`, and without it: all. What is of no site in particular passes every one.",
    many=True,
)
LOCALE: Final = Parameter(
    "locale",
    of_sites("a language"),
    TEXT,
    "Languages, BCP 47; `*`, and without it: all. What has no language passes every one.",
    many=True,
)
TYPE: Final = Parameter(
    "type", values.one_of(item_types, "a type of items"), TEXT, "Types of items, pages or not.", many=True
)
KEPT: Final = ("kind", "topic")
LIMIT: Final = next(each for each in PAGING if each.name == "limit")
CHANGES: Final = named(
    AFTER, SITE, LOCALE, TYPE, *(each for each in FILTERS if each.name in KEPT), LIMIT, EMBARGOED
)
DEFAULT_LIMIT: Final = 20
# What a token is not bound to.
FREE: Final = {AFTER.name, LIMIT.name, MIN_SEQUENCE.name}


@dataclass(frozen=True)
class Asked:
    """`token`: where to go on, None for a full sync. `binding` and `sites`: of the tokens to give out."""

    part: Part
    token: Token | None
    binding: str
    sites: tuple[int, ...]


def asked_of(given: Values, context: Context) -> Asked:
    """What is asked for. Raises BadParameters for a token that was not given out for it; OtherSite.

    A token keeps the sites and languages that it was given out with. One of them may be gone since, and with
    it all that a client has of it: that client must hear that these are removed, not of an unknown site. One
    that is merely renamed is followed, as long as no other is asked for by that name.
    """
    chosen = {name: each for name in BY_COLUMN if (each := given.get(name)) and NETWORK not in each}
    named = repr(sorted((name, sorted(each)) for name, each in chosen.items()))
    if EMBARGOED.name in given:  # another feed: what it has more, the others' tokens know nothing of
        named += EMBARGOED.name
    binding = blake2b(named.encode(), digest_size=8).hexdigest()
    hosts = sorted(chosen.get("site", ()))
    after = given.get(AFTER.name, NOW)
    if after == NOW:
        refuse_unknown(chosen, context)
        token, ids = None, tuple(context.sites.by_host[context.sites.hosts[each]].id for each in hosts)
    else:
        token = read_token(after, binding, len(hosts))
        ids = token.sites
    now = {site.id: site.host for site in context.sites.all}
    for host, pk in zip(hosts, ids, strict=True):
        named_so = context.sites.hosts.get(host)
        if named_so is not None and named_so != now.get(pk):
            raise OtherSite
    if hosts:
        chosen["site"] = tuple(now[pk] for pk in ids if pk in now)
    gone = tuple(host for host, pk in zip(hosts, ids, strict=True) if pk not in now)
    return Asked(Part(**chosen, gone=gone), token, binding, ids)


def refuse_unknown(chosen: dict[str, tuple[str, ...]], context: Context) -> None:
    """Raises BadSite for sites and languages that are none here."""
    mistakes = []
    for name, read in ((SITE.name, values.site), (LOCALE.name, values.locale)):
        for each in chosen.get(name, ()):
            try:
                read(each, context)
            except ValueError as error:
                mistakes.append(Mistake(name, str(error)))
    if mistakes:
        raise BadSite(mistakes)


def read_token(text: str, binding: str, sites: int) -> Token:
    """Raises BadParameters for one that was not given out with that choice of so many sites."""
    try:
        token = position.read(text)
    except ForgedToken:
        detail = f"Not a token of this feed. {START_AGAIN}"
        raise BadParameters([Mistake(AFTER.name, detail)]) from None
    if token.binding != binding or len(token.sites) != sites:
        detail = f"A token goes only with the filters that it came with. {START_AGAIN}"
        raise BadParameters([Mistake(AFTER.name, detail)])
    return token
