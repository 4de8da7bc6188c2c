"""A path as visitors send it, and what is answered where it leads."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote, urlsplit, urlunsplit

import orjson

from api.errors import BadParameters, Mistake, Problem
from api.reading import shown
from cms.published.find import Found
from cms.published.routes import FOR_NOW, REDIRECT, Hop, is_endless
from cms.published.sites import Site
from cms.published.spellings import Spellings, spellings
from cms.published.surrogates import SITES_KEY, path_key

# What may stand in a query as it is (RFC 3986, 3.4), and what is percent-encoded already.
OF_A_QUERY: Final = "%=&?/:@!$'()*+,;~"


def read_path(text: str, parameter: str) -> Spellings:
    """Read a path, percent-encoded or not, with or without query and fragment. Raises BadParameters."""
    try:
        return spellings(text)
    except ValueError as error:
        raise BadParameters([Mistake(parameter, str(error))]) from None


def end_of(hops: Sequence[Hop], keys: Sequence[str]) -> Found:
    """What readers may see at the end of the way; else raises the Problem that says so."""
    if hops and is_endless(hops):
        raise Problem("not-found", "The redirects at this path lead nowhere.", keys=keys)
    return shown(hops[-1].item if hops else None, keys)


def keys_of(asked: Spellings, hops: Sequence[Hop]) -> list[str]:
    """The surrogate keys of an answer to a path: those of all that was met, and of every path on the way."""
    met = [hop.item.key for hop in hops]
    paths = [asked.path, *(hop.next_path for hop in hops if hop.next_path)]
    return list(dict.fromkeys((*reversed(met), *map(path_key, paths), SITES_KEY)))


def seconds_left(hops: Sequence[Hop]) -> float:
    return min(hop.item.seconds_left for hop in hops)


def location(hops: Sequence[Hop], query: str, chosen: Sequence[Site] | None) -> tuple[str, bool]:
    """Where to go, and whether for good: a path on the one site asked for, else a full address.

    The query that was asked for goes along, unless a redirect is meant for just that query.
    """
    item, permanent = hops[-1].item, True
    target, fragment, queries = "", "", [] if "?" in (hops[0].matched or "") else [query]
    for each in hops:
        permanent = permanent and each.how not in FOR_NOW
        if each.how == REDIRECT:
            redirect: dict[str, Any] = orjson.loads(each.item.content)
            permanent = permanent and redirect["permanent"]
            split = urlsplit(redirect["location"])
            target = urlunsplit((split.scheme, split.netloc, split.path, "", ""))
            queries.append(split.query)
            fragment = split.fragment
    if hops[-1].how != REDIRECT:
        target = f"{item.root_url}{quote(item.html_path or '/')}"
    query = quote("&".join(filter(None, queries)), safe=OF_A_QUERY)
    whole = f"{target}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"
    if chosen is not None and len(chosen) == 1:
        root = chosen[0].root_url
        if whole.startswith(f"{root}/"):
            whole = whole.removeprefix(root)
    return whole, permanent
