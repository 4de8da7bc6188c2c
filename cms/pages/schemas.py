"""JSON Schema (2020-12) in small words, and the schemas that fields and blocks share (api.md).

They stand in the OpenAPI document under `#/components/schemas/`. Not defined here: `Card`, made of what
the page types put into their cards, and `Image` and `Document`, which are those of `cms.media`.
"""

from typing import Any, Final

from cms.pages.reading import Schema

PREFIX: Final = "#/components/schemas/"

TEXT: Final[Schema] = {"type": "string", "minLength": 1}
ANY_TEXT: Final[Schema] = {"type": "string"}
INTEGER: Final[Schema] = {"type": "integer"}
NUMBER: Final[Schema] = {"type": "number"}
FLAG: Final[Schema] = {"type": "boolean"}
DATE: Final[Schema] = {"type": "string", "format": "date"}
TIME: Final[Schema] = {"type": "string", "format": "date-time"}
URL: Final[Schema] = {"type": "string", "format": "uri"}


def ref(name: str) -> Schema:
    return {"$ref": PREFIX + name}


def nullable(schema: Schema) -> Schema:
    if isinstance(kind := schema.get("type"), str):
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def array(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def record(properties: dict[str, Schema], **more: Any) -> Schema:
    """An object whose every property is always there (api.md, *Null and empty*)."""
    return {"type": "object", "properties": properties, "required": list(properties), **more}


SHARED: Final[dict[str, Schema]] = {
    "Term": record({"value": TEXT, "label": ANY_TEXT}),
    "RichText": record({"html": TEXT}),
    "Link": record({"id": INTEGER, "title": TEXT, "html_path": TEXT, "html_url": URL}),
    "Contact": record(
        {name: nullable(TEXT) for name in ("organisation", "name", "email", "phone")},
    ),
}
