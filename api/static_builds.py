"""`/paths/` and `/redirects/`: all there is of each, in every language, for builds of static sites."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.kept import Finished, kept_or_made
from api.listing import chosen_sites
from api.paging import Cursors, list_meta
from api.parameters.base import Context
from api.parameters.routes import ALL_OF_THEM, DEFAULT_PER_PAGE
from api.paths import location, seconds_left
from api.reading import PublicView
from cms.published import paths
from cms.published.contract import contract
from cms.published.heads import Head
from cms.published.moments import utc
from cms.published.orders import After, a_text, nothing
from cms.published.redirects import Redirect, redirects
from cms.published.routes import ALIAS, FORMER, REDIRECT
from cms.published.sites import Site, Sites
from cms.published.surrogates import ANY_TYPE, OF_ALL_PAGES, list_keys

START: Final = After("", 0)
# Whose doing it is that a path leads on.
SOURCES: Final = {REDIRECT: "editor", FORMER: "former", ALIAS: "untranslated"}


@dataclass(frozen=True)
class Some:
    """Some of all entries, as JSON. `last`: where to go on, None at the end. `ends`: see `api.kept`."""

    head: Head
    items: list[dict[str, Any]]
    total: int
    last: After | None
    ends: float | None


class AllView(PublicView):
    """`path`: behind `/api/v1/`; `keys`: surrogate keys; `place`: how the value of a place in it is read."""

    parameters = ALL_OF_THEM
    path = ""
    keys: tuple[str, ...] = ()
    place: Callable[[Any], str] = staticmethod(nothing)

    def read(self, where: Sequence[Site] | None, after: After, limit: int, sites: Sites) -> Some:
        raise NotImplementedError

    def answer(self, request: Request, sites: Sites) -> Finished:
        values = self.values(request, sites)
        chosen = chosen_sites(values, Context(sites, contract))
        cursors = Cursors(self.path, values, self.place)
        some = self.read(chosen, cursors.place() or START, values.get("limit", DEFAULT_PER_PAGE), sites)
        meta = list_meta(some.total, cursors.following(self.query(request), some.last))
        body = orjson.dumps({"meta": meta, "items": some.items})
        return Finished(body, self.keys, some.ends, some.head.now, some.head.validity)


class PathListView(AllView):
    path = "paths/"
    keys = OF_ALL_PAGES

    @extend_schema(**documented.path_list)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def read(self, where: Sequence[Site] | None, after: After, limit: int, sites: Sites) -> Some:
        found = paths.paths(where, after.pk, limit, sites)
        items = [
            {
                "id": each.id,
                "type": each.type,
                "site": each.site,
                "locale": each.locale,
                "html_path": each.html_path,
                "changed_at": utc(each.changed_at),
                "version": each.version,
            }
            for each in found.paths
        ]
        last = None if found.is_last else After("", found.paths[-1].id)
        return Some(
            found.head, items, found.total, last, min((each.ends for each in found.paths), default=None)
        )


class RedirectListView(AllView):
    path = "redirects/"
    keys = tuple(list_keys(("redirect", ANY_TYPE), ()))
    place = staticmethod(a_text)

    @extend_schema(**documented.redirect_list)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def read(self, where: Sequence[Site] | None, after: After, limit: int, sites: Sites) -> Some:
        found = redirects(where, after.value, limit, sites)
        items = [redirect_json(each, sites) for each in found.redirects]
        last = None if found.is_last else After(found.redirects[-1].place, 1)
        left = [seconds_left(each.hops) for each in found.redirects]
        return Some(found.head, items, found.total, last, found.head.now + min(left) if left else None)


def redirect_json(each: Redirect, sites: Sites) -> dict[str, Any]:
    there, permanent = location(each.hops, "", (sites.by_host[each.host],))
    return {
        "site": each.host,
        "path": each.path,
        "location": there,
        "permanent": permanent,
        "source": SOURCES.get(each.hops[0].how, each.hops[0].how),
    }
