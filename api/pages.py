"""`/pages/`, `/pages/{id}/` and `/pages/find/` (api.md, *Pages*)."""

from typing import Any, Final
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.errors import BadParameters, Mistake
from api.fields import Fields, parse
from api.kept import Finished, kept_or_made
from api.listing import Request as ListRequest
from api.listing import chosen_sites, listing
from api.parameters import pages as parameters
from api.parameters.base import Context, Values, pairs
from api.parameters.values import EVERY_LOCALE
from api.paths import spellings_of
from api.reading import PublicView, address, item_body, shown
from api.responses import redirect, respond
from api.rich_text import HTML
from api.shapes import item_shape
from cms.published import lists
from cms.published.contract import contract
from cms.published.find import Found, by_key, by_path, by_translation_key
from cms.published.lists import CARD, CONTENT, MOST, Answer, Listed
from cms.published.orders import write_cursor
from cms.published.sites import Sites, asking
from cms.published.surrogates import list_keys, path_key

KEPT_BY_FIND: Final = ("fields", "rich_text_format")


class PageListView(PublicView):
    parameters = parameters.LIST

    @extend_schema(**documented.page_list)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        context = Context(sites, contract)
        values = self.values(request, sites)
        fields = parse(values["fields"], item_shape(values.get("type", ()))) if "fields" in values else None
        asked = listing(values, context, parts(fields))
        found = lists.pages(asked.listing, sites)
        locales = asked.listing.filters.locales or ()
        return Finished(
            body=list_body(found, fields, next_of(request, asked, found)),
            keys=(*list_keys(values.get("type", ()), locales), *(each.key for each in found.items)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
        )


def parts(fields: Fields | None) -> tuple[str, ...]:
    if fields is None:
        return (CARD,)
    needed = {CARD: fields.needs_default, CONTENT: fields.needs_whole}
    return tuple(part for part, is_needed in needed.items() if is_needed) or (CARD,)


def next_of(
    request: Request, asked: ListRequest, found: Answer, path: str = "pages/"
) -> tuple[str | None, str | None]:
    """The next page's address and its cursor; `path` is the list's own."""
    if found.last is None:
        return None, None
    cursor = write_cursor(found.last, asked.binding)
    kept = [
        (name, value)
        for name, value in pairs(request.META.get("QUERY_STRING", ""))
        if name not in ("cursor", "offset")
    ]
    return address(path, urlencode([*kept, ("cursor", cursor)], safe=",:")), cursor


def list_body(
    found: Answer, fields: Fields | None, following: tuple[str | None, str | None], **more: Any
) -> bytes:
    """The answer's JSON; stored cards go into it as they are. `more`: what else its `meta` says."""
    meta: dict[str, Any] = {
        "total_count": min(found.total, MOST),
        "total_count_relation": "gte" if found.total > MOST else "eq",
        "next": following[0],
        "next_cursor": following[1],
        "facets": {},
        **more,
    }
    items = b",".join([listed_body(each, fields) for each in found.items])
    return b'{"meta":%b,"items":[%b]}' % (orjson.dumps(meta), items)


def listed_body(listed: Listed, fields: Fields | None) -> bytes:
    body = (listed.card or "{}").encode() if fields is None else orjson.dumps(fields.of(*item_parts(listed)))
    if listed.highlight is None:
        return body
    return b'%b,"highlight":%b}' % (body[:-1], orjson.dumps(listed.highlight))


def item_parts(listed: Listed) -> tuple[dict[str, Any], dict[str, Any]]:
    return orjson.loads(listed.content or "{}"), orjson.loads(listed.card or "{}")


class PageView(PublicView):
    parameters = parameters.DETAIL

    @extend_schema(**documented.page)
    def get(self, request: Request, pk: str) -> HttpResponse:
        values = self.values(request)
        fields = parse(values["fields"], item_shape()) if "fields" in values else None
        form = values.get("rich_text_format", HTML)
        key = f"page-{pk}"
        item = shown(by_key(key), [key])
        return respond(
            request,
            item_body(item.content, fields, form),
            tag=item.etag if fields is None and form == HTML else "",
            modified=item.changed_at,
            keys=[key],
            seconds_left=item.seconds_left,
        )


class FindView(PublicView):
    parameters = parameters.FIND

    @extend_schema(**documented.find)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        values = self.values(request, sites)
        if "fields" in values:
            parse(values["fields"], item_shape())
        item, keys = find(values, Context(sites, contract))
        found = shown(item, keys)
        kept = urlencode([(name, values[name]) for name in KEPT_BY_FIND if name in values])
        return redirect(
            address(f"pages/{found.id}/", kept), keys=[found.key, *keys], seconds_left=found.seconds_left
        )


def find(values: Values, context: Context) -> tuple[Found | None, list[str]]:
    """The page that a path or a translation key means, and the surrogate keys of there being none."""
    if ("html_path" in values) == ("translation_key" in values):
        raise BadParameters([Mistake("html_path", "Give either html_path or translation_key.")])
    sites = chosen_sites(values, context)
    if "html_path" in values:
        if "locale" in values:
            raise BadParameters([Mistake("locale", "Not with html_path: a path has a language of its own.")])
        asked = spellings_of(values["html_path"], "html_path")
        at = by_path(asked.path, asked.others, sites, context.sites)
        return at.item if at else None, [path_key(asked.path)]
    tags = values.get("locale")
    locales = None if tags is None or EVERY_LOCALE in tags else tags
    default = context.sites.default
    preferred = (sites[0] if sites else default).default_locale if default else ""
    item = by_translation_key(values["translation_key"], locales, sites, preferred, context.sites)
    return item, list_keys((), locales or ())
