"""Three page types, smaller than the real ones, for tests of what reads the read model."""

from cms.published.contract import Contract
from tests.published.factory import EVENT, NEWS, SECTION

TEXT = {"type": ["string", "null"]}
TERMS = {"type": "array", "items": {"$ref": "#/components/schemas/Term"}}
IMAGE = {
    "type": "object",
    "properties": {
        **{name: {"type": "integer"} for name in ("id", "width", "height")},
        **dict.fromkeys(("alt", "caption", "credit", "src"), TEXT),
        "decorative": {"type": "boolean"},
        "focal_point": {"type": ["object", "null"], "properties": {"x": {}, "y": {}}},
        "renditions": {"type": "array", "items": {"type": "object", "properties": {"url": TEXT}}},
    },
}
TEASER = {"anyOf": [{"$ref": "#/components/schemas/Image"}, {"type": "null"}]}


def register_types(contract: Contract) -> None:
    """Three page types, smaller than the real ones."""
    contract.register_components(
        {
            "Image": IMAGE,
            "CardImage": IMAGE,
            "Document": {"type": "object", "properties": {"id": {"type": "integer"}, "title": TEXT}},
            "Term": {"type": "object", "properties": {"value": TEXT, "label": TEXT}},
            "Paragraph": {
                "type": "object",
                "properties": {
                    "type": {"const": "paragraph"},
                    "id": TEXT,
                    "value": {"type": "object", "properties": {"html": TEXT}},
                },
            },
        }
    )
    body = {"type": "array", "items": {"$ref": "#/components/schemas/Paragraph"}}
    news = {
        "kicker": TEXT,
        "summary": TEXT,
        "kind": {"$ref": "#/components/schemas/Term"},
        "body": body,
        "teaser_image": TEASER,
        "topics": TERMS,
    }
    kinds = {"kind": ["press_release", "news"]}
    contract.register_type(
        NEWS, news, card_fields=["summary", "kind", "teaser_image", "topics"], values=kinds
    )
    contract.register_type(SECTION, {"introduction": TEXT, "body": body}, card_fields=["introduction"])
    contract.register_type(EVENT, {"summary": TEXT, "starts_at": TEXT}, card_fields=["starts_at"])
    contract.register_item_types("home.Menu", "media.Image", "newsroom.Topic")
    contract.register_labels(dict.fromkeys(("type", "kind", "country", "region", "sdg", "locale"), label))


def label(value: str, locale: str) -> str:
    return f"{value} in {locale}"
