"""What the OpenAPI document says of each endpoint: arguments of `extend_schema`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.parameters import pages, routes, values
from api.parameters.base import MOST_VALUES, Parameter
from cms.json_schema import (
    ANY_OBJECT,
    ANY_TEXT,
    FLAG,
    INTEGER,
    NULL,
    TEXT,
    TIME,
    URL,
    Schema,
    array,
    nullable,
    one_of,
    record,
    ref,
    told_apart,
)

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"

PROBLEMS: Final = {
    400: "A parameter is unknown, or its value is not possible.",
    403: "The token has expired, was revoked, or was never given out.",
    404: "Nothing public is here.",
    410: "It was public and is gone, or was withdrawn.",
    414: "The query string is longer than 4 KiB.",
    503: "The server cannot answer right now.",
}


ID: Final = OpenApiParameter("id", type=pages.ID, location=OpenApiParameter.PATH, required=True)


def document(
    operation: str,
    summary: str,
    answers: Mapping[tuple[int, str], OpenApiResponse],
    parameters: Mapping[str, Parameter] | None = None,
    problems: tuple[int, ...] = (400, 414, 503),
    description: str = "",
    path: Sequence[OpenApiParameter] = (),
) -> dict[str, Any]:
    """`path`: the parameters in the address, where it is not a number by which an item is known."""
    refused = {(status, PROBLEM): _response("Problem", PROBLEMS[status]) for status in problems}
    return {
        "operation_id": operation,
        "summary": summary,
        "description": description or summary,
        "parameters": [
            *([ID] if "_detail" in operation else []),
            *path,
            *(_parameter(each) for each in (parameters or {}).values()),
            _parameter(pages.MIN_SEQUENCE),
        ],
        "responses": {**answers, **refused},
        "auth": [],
        "tags": [operation.partition("_")[0]],
    }


def _parameter(parameter: Parameter) -> OpenApiParameter:
    schema: Schema = parameter.schema
    if parameter.many:
        schema = array(schema, minItems=1, maxItems=MOST_VALUES)
    return OpenApiParameter(
        parameter.name,
        type=schema,
        description=parameter.description,
        required=parameter.required,
        style="form" if parameter.many else None,
        explode=False if parameter.many else None,
    )


def _response(component: str, description: str) -> OpenApiResponse:
    return OpenApiResponse(ref(component), description)


def _found(component: str, description: str) -> dict[tuple[int, str], OpenApiResponse]:
    return {(200, JSON): _response(component, description)}


HTML: Final[Schema] = {**TEXT, "description": "Escaped HTML with `<mark>` and nothing else"}
REDIRECT: Final[Schema] = record(
    {
        "outcome": {"const": "redirect"},
        "location": {**ANY_TEXT, "description": "A path on the same site, else a full address"},
        "permanent": FLAG,
    }
)
COMPONENTS: Final[dict[str, Schema]] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457",
        "properties": {
            "type": {**URL, "description": "Stable; switch on it"},
            "title": ANY_TEXT,
            "status": INTEGER,
            "detail": ANY_TEXT,
            "errors": array(record({"parameter": ANY_TEXT, "detail": ANY_TEXT})),
            "item": ANY_OBJECT,
            "withdrawal": nullable(ANY_OBJECT),
        },
        "required": ["type", "title", "status", "detail"],
    },
    "CountryCode": {**ANY_TEXT, "enum": sorted(values.countries()), "description": "ISO 3166-1 alpha-2"},
    "RegionCode": {**ANY_TEXT, "enum": sorted(values.regions()), "description": "UN M49"},
    "CountedTerm": record(
        {"value": ANY_TEXT, "label": ANY_TEXT, "count": {**INTEGER, "minimum": 0}},
    ),
    "TopicTerm": record(
        {
            "value": ANY_TEXT,
            "label": ANY_TEXT,
            "count": {**INTEGER, "minimum": 0},
            "description": nullable(ANY_TEXT),
            "parent": {**nullable(ANY_TEXT), "description": "The value of the topic above"},
        }
    ),
    "TopicList": record({"meta": ref("ListMeta"), "items": array(ref("TopicTerm"))}),
    "TermList": record({"meta": ref("ListMeta"), "items": array(ref("CountedTerm"))}),
    "ListMeta": record(
        {
            "total_count": {**INTEGER, "minimum": 0, "maximum": 10_000},
            "total_count_relation": {"enum": ["eq", "gte"]},
            "next": nullable(URL),
            "next_cursor": nullable(ANY_TEXT),
            "facets": {
                "type": "object",
                "additionalProperties": array(ref("CountedTerm")),
                "description": "By name, those that were asked for",
            },
        }
    ),
    "PageList": record({"meta": ref("ListMeta"), "items": array(ref("Card"))}),
    "Hit": {
        "allOf": [ref("Card"), record({"highlight": record({"title": HTML, "excerpt": nullable(HTML)})})]
    },
    "SearchMeta": {"allOf": [ref("ListMeta"), record({"suggestions": array(TEXT)})]},
    "SearchList": record({"meta": ref("SearchMeta"), "items": array(ref("Hit"))}),
    "Suggestions": record(
        {"items": array(record({"text": TEXT, "page": one_of(ref("Card"), NULL)}), maxItems=10)}
    ),
    "ResolvedPage": record({"outcome": {"const": "page"}, "page": ref("Page")}),
    "ResolvedRedirect": REDIRECT,
    "Resolved": told_apart("outcome", {"page": "ResolvedPage", "redirect": "ResolvedRedirect"}),
}

COMPONENTS["RedirectList"] = record(
    {
        "meta": ref("ListMeta"),
        "items": array(
            record(
                {
                    "site": ANY_TEXT,
                    "path": {
                        **ANY_TEXT,
                        "description": "Not percent-encoded; one with a query is for it alone",
                    },
                    "location": {**ANY_TEXT, "description": "A path on the same site, else a full address"},
                    "permanent": FLAG,
                    "source": {
                        **ANY_TEXT,
                        "description": "`editor`, `former` (a page has left the path), `untranslated` (leads "
                        "to the original until there is a translation); more may be added",
                    },
                }
            )
        ),
    }
)
COMPONENTS["PathList"] = record(
    {
        "meta": ref("ListMeta"),
        "items": array(
            record(
                {
                    "id": INTEGER,
                    "type": ANY_TEXT,
                    "site": ANY_TEXT,
                    "locale": ANY_TEXT,
                    "html_path": ANY_TEXT,
                    "changed_at": TIME,
                    "version": INTEGER,
                }
            )
        ),
    }
)


COMPONENTS["Preview"] = {
    "allOf": [ref("Page"), record({"meta": record({"preview": record({"expires_at": TIME})})})]
}


def _file(name: str) -> Schema:
    """A file as an item of its own: with the head that every item has."""
    head = {"type": ANY_TEXT, "meta": record({"type": ANY_TEXT, "detail_url": URL})}
    return {"allOf": [ref(name), record(head)]}


COMPONENTS["ImageItem"] = _file("Image")
COMPONENTS["DocumentItem"] = _file("Document")

# Said in words alone: a schema that allowed for every choice would promise nothing.
WITH_FIELDS: Final = "Schemas tell the default answer; with `fields`, items have what was asked for."
WITH_FORMATS: Final = "With `rich_text_format`, each `html` of the schemas is a `markdown` or a `text`."

page_list: Final = document(
    "pages_list",
    "Pages: list and filter",
    _found("PageList", "Cards of the pages that match, in order."),
    pages.LIST,
    description=(
        "The same parameter repeated, or a comma list, means *or*; different parameters mean *and*; "
        "`exclude_…` means *not*. An unknown parameter is refused. " + WITH_FIELDS
    ),
)
search: Final = document(
    "search",
    "Pages: search",
    _found("SearchList", "Cards of the pages that match, the most relevant first."),
    pages.SEARCHES,
    description=(
        "Takes whatever a list of pages takes. Each language is searched by its own rules. `highlight` shows "
        "where the words stand; `suggestions`, where nothing is found, what may have been meant. "
        + WITH_FIELDS
    ),
)
suggest: Final = document(
    "search_suggest",
    "What a search may be about, while it is typed",
    _found("Suggestions", "Pages whose titles have these words, then words that complete the last one."),
    pages.SUGGEST,
)
page: Final = document(
    "pages_detail",
    "One page, whole",
    {
        **_found("Page", "The page."),
        (200, "text/markdown"): OpenApiResponse(ANY_TEXT, "The page as Markdown, with `format=md`."),
        (200, "text/plain"): OpenApiResponse(ANY_TEXT, "The page as plain text, with `format=text`."),
    },
    pages.DETAIL,
    (400, 404, 410, 414, 503),
    description=f"{WITH_FIELDS} {WITH_FORMATS}",
)
find: Final = document(
    "pages_find",
    "Find a page by path or translation key",
    {(302, JSON): OpenApiResponse(None, "`Location` is the page's own address here.")},
    pages.FIND,
    (400, 404, 410, 414, 503),
)
resolve: Final = document(
    "resolve",
    "What a frontend's router does with a path",
    _found("Resolved", "The page at this path, or where to go instead."),
    pages.RESOLVE,
    (400, 404, 410, 414, 503),
)
terms: Final = {
    path: document(
        f"{path}_list",
        f"{path.capitalize()} in use",
        _found("TopicList" if path == "topics" else "TermList", f"The terms by {order}."),
        pages.TERMS,
        description=(
            f"{what}, with the number of pages that have each, of those that pass the filters. What no page "
            "has is left out. Labels are in the first language asked for, else in the site's, else in any."
        ),
    )
    for path, what, order in (
        ("topics", "Topics, each with all that lies below it", "name"),
        ("organisations", "Organisations", "name"),
        ("countries", "Countries (ISO 3166-1 alpha-2)", "name"),
        ("regions", "Regions (UN M49), each with all that lies in it", "name"),
        ("sdgs", "Sustainable Development Goals", "number"),
        ("kinds", "Kinds of news", "name"),
    )
}
redirect_list: Final = document(
    "redirects_list",
    "Every path that leads elsewhere",
    _found("RedirectList", "Editors' redirects and the former paths of pages; chains are collapsed."),
    routes.ALL_OF_THEM,
)
path_list: Final = document(
    "paths_list",
    "Every public path, in every language",
    _found("PathList", "Pages where they are, by id; for builds of static sites."),
    routes.ALL_OF_THEM,
)


def _text(operation: str, summary: str, media: str, description: str) -> dict[str, Any]:
    """What is given out for a site as a whole, and is no JSON."""
    answer = {(200, media): OpenApiResponse(ANY_TEXT, description)}
    return document(operation, summary, answer, routes.OF_A_SITE, (400, 404, 414, 503))


sitemap: Final = _text(
    "sitemap",
    "A site's pages, for search engines",
    "application/xml",
    "A sitemap (sitemaps.org) with every language version; past 50,000 pages an index of several.",
)
sitemap_part: Final = _text(
    "sitemap_part", "One of a site's sitemaps", "application/xml", "The sitemap of that number."
)
sitemap_part["parameters"].append(
    OpenApiParameter(
        "part", type={**INTEGER, "minimum": 1, "maximum": 99_999}, location=OpenApiParameter.PATH
    )
)
news_sitemap: Final = _text(
    "sitemap_news",
    "A site's news of the last two days",
    "application/xml",
    "A sitemap with Google's extension for news; at most 1,000.",
)
llms: Final = _text(
    "llms", "A site for programs that read", "text/plain", "Name, summary and links to pages as Markdown."
)
image: Final = document(
    "images_detail", "An image that a public item shows", _found("ImageItem", "The image."), None,
    (400, 404, 414, 503),
)  # fmt: skip
document_file: Final = document(
    "documents_detail",
    "A document that a public item refers to",
    _found("DocumentItem", "The document."),
    None,
    (400, 404, 414, 503),
)
preview: Final = document(
    "preview",
    "A draft, for whoever holds a link to it",
    _found("Preview", "The page as it would be published, and until when the token is good."),
    pages.PREVIEW,
    (400, 403, 414, 503),
    description=(
        "Nobody may keep the answer. Addresses of its images and documents are good for an hour at most. "
        "An `id` of 0 is a page that has never been saved. " + WITH_FORMATS
    ),
)
