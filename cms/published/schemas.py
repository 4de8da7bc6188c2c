"""JSON Schemas of pages and cards: what every type shares is written here, the rest is registered.

The OpenAPI document shows them, the parameter `fields` knows by them what there is to choose from, and
tests hold what is built to them.
"""

from typing import Any, Final

from cms.json_schema import (
    ANY_OBJECT,
    FLAG,
    INTEGER,
    NULL,
    PREFIX,
    TEXT,
    TIME,
    URL,
    UUID,
    Schema,
    array,
    nullable,
    one_of,
    record,
    ref,
    told_apart,
)
from cms.published.contract import Contract, PageType

LOCALE: Final[Schema] = {"type": "string", "minLength": 2, "description": "BCP 47"}
PAGE_REFERENCE: Final = record({"id": INTEGER, "title": TEXT, "html_path": TEXT})

IN_BOTH: Final[dict[str, Schema]] = {
    "type": TEXT,
    "detail_url": URL,
    "html_url": URL,
    "html_path": TEXT,
    "slug": TEXT,
    "site": {**TEXT, "description": "Host, with the port where it is not 80 or 443"},
    "locale": LOCALE,
    "direction": {"enum": ["ltr", "rtl"]},
    "translation_key": UUID,
    "published_at": {**nullable(TIME), "description": "The moment readers go by; lists are ordered by it"},
    "first_published_at": nullable(TIME),
    "last_published_at": nullable(TIME),
    "embargo": one_of(record({"until": TIME}), NULL),
}
# Not in cards: other pages hold a card, and would have to change with every byte of its page.
IN_WHOLE_ITEMS: Final[dict[str, Schema]] = {
    "show_in_menus": FLAG,
    "translations": array(
        record(
            {
                "locale": LOCALE,
                "id": INTEGER,
                "title": TEXT,
                "html_path": TEXT,
                "status": {
                    **TEXT,
                    "description": "`current`, `outdated` (its source has changed since), `partial` "
                    "(published with parts that nobody has translated), `machine` (not yet reviewed); more "
                    "may be added",
                },
            }
        )
    ),
    "partly_in": {
        **nullable(LOCALE),
        "description": "The language that parts of the page are still in; null where all is in its own",
    },
    "accessible_versions": array(record({"kind": TEXT, "id": INTEGER, "title": TEXT, "html_path": TEXT})),
    "parent": one_of(ref("PageReference"), NULL),
    "breadcrumbs": array(ref("PageReference")),
    "changed_at": TIME,
    "version": {**INTEGER, "minimum": 1},
    "seo": ref("Seo"),
}
META: Final[dict[str, Schema]] = {**IN_BOTH, **IN_WHOLE_ITEMS}

SHARED: Final[dict[str, Schema]] = {
    "Meta": record(META),
    "CardMeta": record(IN_BOTH),
    "PageReference": PAGE_REFERENCE,
    "Seo": record(
        {
            "title": nullable(TEXT),
            "description": nullable(TEXT),
            "image": one_of(ref("CardImage"), NULL),
            "robots": TEXT,
            "canonical": URL,
            "alternates": array(record({"hreflang": TEXT, "href": URL})),
            "json_ld": {**ANY_OBJECT, "description": "schema.org"},
        }
    ),
}


def components(contract: Contract) -> dict[str, Schema]:
    """Every named schema: one per page type and one per its card, `Page` and `Card` over all of them."""
    found = {**contract.components, **SHARED}
    for page_type in contract.types.values():
        found[page_type.label] = _page(page_type)
        found[card_name(page_type.label)] = _card(page_type)
    found["Page"] = _any_of({label: label for label in contract.types})
    found["Card"] = _any_of({label: card_name(label) for label in contract.types})
    return dict(sorted(found.items()))


def card_name(label: str) -> str:
    return f"{label}Card"


def _page(page_type: PageType) -> Schema:
    described = {"description": page_type.description} if page_type.description else {}
    return record({**_head(page_type, "Meta"), **page_type.fields}, **described)


def _card(page_type: PageType) -> Schema:
    fields = {name: _in_card(page_type.fields[name]) for name in page_type.card_fields}
    return record({**_head(page_type, "CardMeta"), **fields})


def _head(page_type: PageType, meta: str) -> dict[str, Schema]:
    return {"id": INTEGER, "type": {"const": page_type.label}, "meta": ref(meta), "title": TEXT}


def _in_card(schema: Any) -> Any:
    """The same, with images as cards have them."""
    if isinstance(schema, dict):
        if schema.get("$ref") == PREFIX + "Image":
            return ref("CardImage")
        return {name: _in_card(value) for name, value in schema.items()}
    return [_in_card(each) for each in schema] if isinstance(schema, list) else schema


def _any_of(names: dict[str, str]) -> Schema:
    return told_apart("type", names) if names else {"type": "object"}
