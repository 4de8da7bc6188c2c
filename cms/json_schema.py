"""JSON Schema (2020-12) in small words, for all that is described to readers (the OpenAPI document)."""

from collections.abc import Mapping
from typing import Any, Final

Schema = dict[str, Any]

# Where named schemas stand in an OpenAPI document.
PREFIX: Final = "#/components/schemas/"

TEXT: Final[Schema] = {"type": "string", "minLength": 1}
ANY_TEXT: Final[Schema] = {"type": "string"}
# An annotation of ours: what full-text search looks into. Codes, keys, addresses and numbers do not have it.
SEARCHED: Final = "x-searched"
PROSE: Final[Schema] = {**TEXT, SEARCHED: True}
ANY_PROSE: Final[Schema] = {**ANY_TEXT, SEARCHED: True}
INTEGER: Final[Schema] = {"type": "integer"}
NUMBER: Final[Schema] = {"type": "number"}
FLAG: Final[Schema] = {"type": "boolean"}
DATE: Final[Schema] = {"type": "string", "format": "date"}
TIME: Final[Schema] = {"type": "string", "format": "date-time"}
URL: Final[Schema] = {"type": "string", "format": "uri"}
UUID: Final[Schema] = {"type": "string", "format": "uuid"}
ANY_OBJECT: Final[Schema] = {"type": "object", "additionalProperties": True}
NULL: Final[Schema] = {"type": "null"}


def ref(name: str) -> Schema:
    return {"$ref": PREFIX + name}


def nullable(schema: Schema) -> Schema:
    if isinstance(kind := schema.get("type"), str):
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, NULL]}


def array(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def record(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """An object whose every property is always there."""
    return {"type": "object", "properties": dict(properties), "required": list(properties), **more}


def one_of(*schemas: Schema) -> Schema:
    return {"oneOf": list(schemas)}


def told_apart(by: str, names: Mapping[str, str]) -> Schema:
    """One of several named schemas; which one, the property `by` says: `{its value: name of the schema}`."""
    return {
        **one_of(*(ref(name) for name in names.values())),
        "discriminator": {
            "propertyName": by,
            "mapping": {value: PREFIX + name for value, name in names.items()},
        },
    }
