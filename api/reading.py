"""What all views share: no session, no negotiation, nothing but the address decides."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote, urljoin

import orjson
from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from api.errors import Lagging, Problem
from api.fields import Fields
from api.parameters.base import Context, Parameter, Values, pairs, read
from api.parameters.pages import EMBARGOED, MIN_SEQUENCE
from api.readers import Reader
from api.rich_text import HTML, converted
from cms.published import log
from cms.published.ahead import Ahead
from cms.published.contract import contract
from cms.published.find import Found
from cms.published.sites import Sites

NO_SITES = Sites(None, ())
ROOT = "/api/v1/"


class PublicView(APIView):
    """A view that anybody may read. `parameters` are those it takes."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = ()
    http_method_names = ["get", "head", "options"]
    parameters: Mapping[str, Parameter] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing to negotiate, nobody to authenticate: REST framework's own steps would all be idle."""

    def finalize_response(  # type: ignore[override]  # Django's own response: nothing is left to render
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return response

    def query(self, request: Request) -> list[tuple[str, str]]:
        """The names and values that are asked with. Raises a Problem for what is no query string."""
        return pairs(request.META.get("QUERY_STRING", ""))

    def values(self, request: Request, sites: Sites = NO_SITES) -> Values:
        """The request's checked parameters. Raises BadParameters; Lagging, see MIN_SEQUENCE."""
        query = self.query(request)
        if EMBARGOED.name in self.parameters and any(name == EMBARGOED.name for name, _ in query):
            reader_in(request).ahead()  # asked here, so that no view forgets it
        return self.checked(query, sites)

    def checked(self, query: Sequence[tuple[str, str]], sites: Sites) -> Values:
        known = {MIN_SEQUENCE.name: MIN_SEQUENCE, **self.parameters}
        values = read(query, known, Context(sites, contract))
        if MIN_SEQUENCE.name in values and not log.has(values[MIN_SEQUENCE.name]):
            raise Lagging
        return values


def ahead_of(request: Request, values: Values) -> Ahead | None:
    """What the request may be answered ahead of everybody; None where it does not ask for that."""
    return reader_in(request).ahead() if EMBARGOED.name in values else None


def reader_in(request: Request) -> Reader:
    """As `api.middleware` has put it there."""
    found: Reader = cast(Any, request).reader
    return found


def put_on_record(request: Request, shown: Iterable[tuple[str, str | None]]) -> None:
    """That those under embargo are read, before they are.

    `shown`: keys of items, and their JSON as it is stored, whole or a card.
    """
    held = [key for key, text in shown if text and orjson.loads(text).get("meta", {}).get("embargo")]
    if held:
        reader_in(request).has_read(held)


def address(path: str, query: str = "") -> str:
    """A full address of ours; `path` begins behind `/api/v1/`, or with a slash where it stands elsewhere."""
    return f"{settings.PUBLIC_URL}{urljoin(ROOT, path)}{'?' if query else ''}{query}"


def shown(found: Found | None, keys: Sequence[str]) -> Found:
    """The item, if readers may see it; else raises the Problem that says so. `keys`: of the answer."""
    if found is None:
        raise Problem("not-found", "Nothing public is here.", keys=keys)
    if found.is_public:
        return found
    keys = [found.key, *(key for key in keys if key != found.key)]
    if found.state == "withdrawn":
        more = {"item": trace(found), "withdrawal": orjson.loads(found.content or "null")}
        raise Problem("withdrawn", "The publisher has withdrawn this.", more=more, keys=keys)
    raise Problem("gone", "This is no longer public.", keys=keys)


def address_of(found: Found) -> str | None:
    """An item's address on its website."""
    return f"{found.root_url}{quote(found.html_path)}" if found.html_path and found.root_url else None


def trace(found: Found) -> dict[str, Any]:
    """Who an item is, or was."""
    return {
        "key": found.key,
        "type": found.type,
        "id": found.id,
        "site": found.site,
        "locale": found.locale,
        "translation_key": found.translation_key,
        "html_url": address_of(found),
        "html_path": found.html_path,
        "previous_html_path": None,
        "version": found.version,
    }


def item_body(content: str, fields: Fields | None, rich_text_format: str = HTML) -> bytes:
    """An item's JSON as it was stored, or what was asked for of it."""
    if fields is None and rich_text_format == HTML:
        return content.encode()
    item = orjson.loads(content)
    if fields is not None:
        item = fields.of(item, item)
    if rich_text_format != HTML:
        item = converted(item, rich_text_format)
    return orjson.dumps(item)
