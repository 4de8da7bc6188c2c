"""Named schemas of the OpenAPI document, beside those of the contract (`cms.published.schemas`)."""

from typing import Final

from api.parameters import values
from cms.json_schema import (
    ANY_OBJECT,
    ANY_TEXT,
    DATE,
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

HTML: Final[Schema] = {**TEXT, "description": "Escaped HTML with `<mark>` and nothing else"}
LOCATION: Final[Schema] = {**ANY_TEXT, "description": "A path on the same site, else a full address"}
REDIRECT: Final[Schema] = record(
    {
        "outcome": {"const": "redirect"},
        "location": LOCATION,
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
                    "location": LOCATION,
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

_COUNTED: Final[dict[str, Schema]] = {
    "day": DATE,
    "endpoint": ANY_TEXT,
    "requests": {**INTEGER, "minimum": 1},
}
COMPONENTS["Usage"] = record(
    {
        "partner": ANY_TEXT,
        "items": array(record(_COUNTED)),
        "fields": array(record({**_COUNTED, "key": ANY_TEXT, "field": ANY_TEXT})),
    }
)
