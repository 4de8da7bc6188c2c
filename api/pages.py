"""`/pages/`, `/pages/{id}/` and `/pages/find/`: pages in lists, and each as a whole."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.errors import BadParameters, Mistake, Problem
from api.fields import Fields, parse
from api.kept import Finished, kept_or_made
from api.listing import Request as ListRequest
from api.listing import chosen_sites, listing
from api.paging import Following, list_meta
from api.parameters import pages as parameters
from api.parameters.base import Context, Values
from api.parameters.values import EVERY_LOCALE
from api.paths import end_of, keys_of, read_path, seconds_left
from api.reading import PublicView, address, address_of, ahead_of, item_body, put_on_record, shown
from api.responses import private, redirect, respond
from api.rich_text import HTML
from api.shapes import item_shape
from api.text.forms import CONTENT_TYPES, written
from cms.feeds import FORMS
from cms.feeds import NEWS as FEEDS
from cms.published import lists
from cms.published.ahead import Ahead
from cms.published.contract import contract
from cms.published.find import Found, by_key, by_translation_key
from cms.published.lists import CARD, CONTENT, Answer, Listed
from cms.published.routes import REDIRECT, route
from cms.published.sites import Sites, asking
from cms.published.surrogates import NAMED_BY_ITEMS, list_keys

# What only chooses a part of the list, or what is said of it.
NOT_OF_FEEDS: Final = ("fields", "facets", "cursor", "offset", "min_sequence", parameters.EMBARGOED.name)
KEPT_BY_FIND: Final = ("fields", "rich_text_format", "format", "min_sequence")


class PageListView(PublicView):
    parameters = parameters.LIST

    @extend_schema(**documented.page_list)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        context = Context(sites, contract)
        values = self.values(request, sites)
        fields = fields_of(values)
        asked = self.asks(values, context, ahead_of(request, values))
        found = lists.pages(asked.listing, sites)
        record_listed(request, asked, found)
        return Finished(
            body=list_body(found, fields, asked.cursors.following(self.query(request), found.last)),
            keys=(*keys_of_list(values, asked, found), *(each.key for each in found.items)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
            is_private=asked.listing.ahead is not None,
            links=feeds_of(values, self.query(request)),
        )

    def asks(self, values: Values, context: Context, ahead: Ahead | None = None) -> ListRequest:
        """The list that is meant by these values, as in every view of a list."""
        fields = fields_of(values)
        return listing("pages/", values, context, parts(fields), ahead=ahead)


def fields_of(values: Values) -> Fields | None:
    return parse(values["fields"], item_shape(values.get("type", ()))) if "fields" in values else None


def feeds_of(values: Values, given: Sequence[tuple[str, str]]) -> str:
    """The value of `Link`: the same as feeds, where it is a list of news alone."""
    types = values.get("type", ())
    if not types or not set(types) <= set(contract.types_with("kind")):
        return ""
    kept = [each for each in given if each[0] not in NOT_OF_FEEDS]
    query = urlencode(kept, safe=",:*")
    told = ((address(f"{FEEDS}.{form}", query), media_type) for form, media_type in FORMS.items())
    return ", ".join(f'<{href}>; rel="alternate"; type="{media_type}"' for href, media_type in told)


def record_listed(request: Request, asked: ListRequest, found: Answer) -> None:
    if asked.listing.ahead:
        put_on_record(request, ((each.key, each.card or each.content) for each in found.items))


def keys_of_list(values: Values, asked: ListRequest, found: Answer) -> list[str]:
    """The surrogate keys of a list, but those of its items."""
    chosen = asked.listing.filters
    named = [pk for place in chosen.places for pk in place.ids]
    types, facets = values.get("type", ()), values.get("facets", ())
    if any(term["count"] == 0 for name in NAMED_BY_ITEMS for term in found.facets.get(name, ())):
        # Whether it has a name is for pages elsewhere to say.
        return list_keys((), (), facets=facets, named=named)
    return list_keys(types, chosen.languages, facets=facets, named=named)


def parts(fields: Fields | None) -> tuple[str, ...]:
    if fields is None:
        return (CARD,)
    needed = {CARD: fields.needs_default, CONTENT: fields.needs_whole}
    return tuple(part for part, is_needed in needed.items() if is_needed) or (CARD,)


def list_body(found: Answer, fields: Fields | None, following: Following, **more: Any) -> bytes:
    """The answer's JSON; stored cards go into it as they are. `more`: what else its `meta` says."""
    meta = {**list_meta(found.total, following, found.facets), **more}
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
        if form_of_page := values.get("format"):
            refuse_parts(values)
        key = f"page-{pk}"
        ahead = ahead_of(request, values)
        item = shown(by_key(key, ahead), [key])
        if ahead:
            put_on_record(request, [(key, item.content)])
            if form_of_page:
                return private(written(item.content, form_of_page), CONTENT_TYPES[form_of_page])
            return private(item_body(item.content, fields, form))
        if form_of_page:
            response = respond(
                request,
                written(item.content, form_of_page),
                modified=item.changed_at,
                keys=[key],
                seconds_left=item.seconds_left,
                content_type=CONTENT_TYPES[form_of_page],
            )
        else:
            response = respond(
                request,
                item_body(item.content, fields, form),
                tag=item.etag if fields is None and form == HTML else "",
                modified=item.changed_at,
                keys=[key],
                seconds_left=item.seconds_left,
            )
        if oembed := oembed_of(item):
            response.headers["Link"] = f'<{oembed}>; rel="alternate"; type="application/json+oembed"'
        return response


def oembed_of(item: Found) -> str | None:
    """Where it says how to show the page elsewhere (oembed.com, 4)."""
    url = address_of(item)
    return address("/oembed/", urlencode({"url": url})) if url else None


def refuse_parts(values: Values) -> None:
    """Another form is of the whole page. Raises BadParameters."""
    parts = [name for name in ("fields", "rich_text_format") if name in values]
    if parts:
        raise BadParameters(
            [Mistake(name, "Not with format: a text is of the whole page.") for name in parts]
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
        found, keys, left = find(values, Context(sites, contract))
        kept = urlencode([(name, values[name]) for name in KEPT_BY_FIND if name in values])
        # It tells where the page is and nothing of it, so that a change of the page does not concern it.
        keys = [key for key in keys if key != found.key]
        return redirect(address(f"pages/{found.id}/", kept), keys=keys, seconds_left=left)


def find(values: Values, context: Context) -> tuple[Found, list[str], float]:
    """The page that a path or a translation key means, the answer's surrogate keys, and its seconds left.

    Raises the Problem that there is none, or none that readers may see.
    """
    if ("html_path" in values) == ("translation_key" in values):
        raise BadParameters([Mistake("html_path", "Give either html_path or translation_key.")])
    sites = chosen_sites(values, context)
    if "html_path" in values:
        if mistaken := [
            Mistake(name, "Not with html_path: a path has a language of its own.")
            for name in ("locale", "fallback")
            if name in values
        ]:
            raise BadParameters(mistaken)
        asked = read_path(values["html_path"], "html_path")
        hops = route(asked, sites, context.sites)
        keys = keys_of(asked, hops)
        found = end_of(hops, keys)
        if hops[-1].how == REDIRECT:
            raise Problem("not-found", "This path leads to an address that is no page here.", keys=keys)
        return found, keys, seconds_left(hops)
    tags = values.get("locale")
    locales = None if tags is None or EVERY_LOCALE in tags else tags
    locales = (*(locales or ()), *parameters.standing_in(values, locales)) or None
    first = sites[0] if sites else context.sites.default
    preferred = first.default_locale if first else ""
    item = by_translation_key(values["translation_key"], locales, sites, preferred, context.sites)
    keys = list_keys((), locales or ())
    found = shown(item, keys)
    return found, keys, found.seconds_left
