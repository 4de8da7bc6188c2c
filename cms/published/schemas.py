"""JSON Schemas of pages and cards: what every type shares is written here, the rest is registered.

Used by the OpenAPI document, and by whoever wants to know that what was built is what was promised.
"""

from typing import Any, Final

from cms.published.contract import REFERENCE, Contract, PageType, Schema

TEXT: Final[Schema] = {"type": "string", "minLength": 1}
MAYBE_TEXT: Final[Schema] = {"type": ["string", "null"], "minLength": 1}
URL: Final[Schema] = {"type": "string", "format": "uri"}
MAYBE_MOMENT: Final[Schema] = {"type": ["string", "null"], "format": "date-time"}
NUMBER: Final[Schema] = {"type": "integer"}
LOCALE: Final[Schema] = {"type": "string", "minLength": 2, "description": "BCP 47"}


def reference(name: str) -> Schema:
    return {"$ref": REFERENCE + name}


def whole(properties: dict[str, Schema], **more: Any) -> Schema:
    """An object whose properties are always there."""
    return {"type": "object", "properties": properties, "required": list(properties), **more}


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


PAGE_REFERENCE: Final = whole({"id": NUMBER, "title": TEXT, "html_path": TEXT})

IN_BOTH: Final[dict[str, Schema]] = {
    "type": TEXT,
    "detail_url": URL,
    "html_url": URL,
    "html_path": TEXT,
    "slug": TEXT,
    "site": {**TEXT, "description": "Host, with the port where it is not 80 or 443"},
    "locale": LOCALE,
    "direction": {"enum": ["ltr", "rtl"]},
    "translation_key": {"type": "string", "format": "uuid"},
    "published_at": {**MAYBE_MOMENT, "description": "The moment readers go by; lists are ordered by it"},
    "first_published_at": MAYBE_MOMENT,
    "last_published_at": MAYBE_MOMENT,
    "embargo": or_null(whole({"until": {"type": "string", "format": "date-time"}})),
}
# Not in cards: other pages hold a card, and would have to change with every byte of its page.
IN_WHOLE_ITEMS: Final[dict[str, Schema]] = {
    "show_in_menus": {"type": "boolean"},
    "translations": many(
        whole(
            {
                "locale": LOCALE,
                "id": NUMBER,
                "title": TEXT,
                "html_path": TEXT,
                "status": {
                    **TEXT,
                    "description": "`current`, `outdated` (its source has changed since), `machine` "
                    "(not yet reviewed); more may be added",
                },
            }
        )
    ),
    "accessible_versions": many(whole({"kind": TEXT, "id": NUMBER, "title": TEXT, "html_path": TEXT})),
    "parent": or_null(reference("PageReference")),
    "breadcrumbs": many(reference("PageReference")),
    "changed_at": {"type": "string", "format": "date-time"},
    "version": {"type": "integer", "minimum": 1},
    "seo": reference("Seo"),
}
META: Final[dict[str, Schema]] = {**IN_BOTH, **IN_WHOLE_ITEMS}

CARD_IMAGE: Final = (
    "id", "alt", "decorative", "credit", "width", "height", "focal_point", "src", "renditions",
)  # fmt: skip

SHARED: Final[dict[str, Schema]] = {
    "Meta": whole(META),
    "CardMeta": whole(IN_BOTH),
    "PageReference": PAGE_REFERENCE,
    "Seo": whole(
        {
            "title": MAYBE_TEXT,
            "description": MAYBE_TEXT,
            "image": or_null(reference("CardImage")),
            "robots": TEXT,
            "canonical": URL,
            "alternates": many(whole({"hreflang": TEXT, "href": URL})),
            "json_ld": {"type": "object", "additionalProperties": True, "description": "schema.org"},
        }
    ),
}


def components(contract: Contract) -> dict[str, Schema]:
    """Every named schema: one per page type and one per its card, `Page` and `Card` over all of them."""
    found = {**contract.components, **SHARED, "CardImage": _card_image(contract)}
    for page_type in contract.types.values():
        found[page_type.label] = _page(page_type)
        found[card_name(page_type.label)] = _card(page_type)
    found["Page"] = _one_of({label: label for label in contract.types})
    found["Card"] = _one_of({label: card_name(label) for label in contract.types})
    return dict(sorted(found.items()))


def card_name(label: str) -> str:
    return f"{label}Card"


def _page(page_type: PageType) -> Schema:
    described = {"description": page_type.description} if page_type.description else {}
    return whole({**_head(page_type, "Meta"), **page_type.fields}, **described)


def _card(page_type: PageType) -> Schema:
    fields = {name: _in_card(page_type.fields[name]) for name in page_type.card_fields}
    return whole({**_head(page_type, "CardMeta"), **fields})


def _head(page_type: PageType, meta: str) -> dict[str, Schema]:
    return {"id": NUMBER, "type": {"const": page_type.label}, "meta": reference(meta), "title": TEXT}


def _in_card(schema: Any) -> Any:
    """The same, with images as cards have them."""
    if isinstance(schema, dict):
        if schema.get("$ref") == REFERENCE + "Image":
            return reference("CardImage")
        return {name: _in_card(value) for name, value in schema.items()}
    return [_in_card(each) for each in schema] if isinstance(schema, list) else schema


def _card_image(contract: Contract) -> Schema:
    image = contract.components.get("Image", {}).get("properties", {})
    return whole({name: image.get(name, {}) for name in CARD_IMAGE})


def _one_of(names: dict[str, str]) -> Schema:
    if not names:
        return {"type": "object"}
    return {
        "oneOf": [reference(name) for name in names.values()],
        "discriminator": {
            "propertyName": "type",
            "mapping": {label: REFERENCE + name for label, name in names.items()},
        },
    }
