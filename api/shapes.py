"""Which names stand below which in an item, read off its JSON Schema: what `fields` may name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cms.json_schema import PREFIX, Schema, ref
from cms.published import schemas
from cms.published.contract import Contract, contract


class Shape:
    """What a value may have below it. `names` is None where the schema does not say."""

    def __init__(self, alternatives: Iterable[Schema], components: Mapping[str, Schema]) -> None:
        self._alternatives = list(alternatives)
        self._components = components

    @property
    def names(self) -> dict[str, "Shape"] | None:
        found: dict[str, list[Schema]] = {}
        objects = [each for schema in self._alternatives for each in self._objects(schema)]
        if any(schema.get("additionalProperties") not in (None, False) for schema in objects):
            return None
        for schema in objects:
            for name, below in schema.get("properties", {}).items():
                found.setdefault(name, []).append(below)
        return {name: Shape(below, self._components) for name, below in found.items()}

    def _objects(self, schema: Any) -> list[Schema]:
        """The object schemas that a value may follow, lists and alternatives looked through."""
        if not isinstance(schema, dict):
            return []
        if target := schema.get("$ref"):
            return self._objects(self._components.get(target.removeprefix(PREFIX)))
        below = [each for word in ("oneOf", "anyOf", "allOf") for each in schema.get(word, ())]
        if "items" in schema:
            below.append(schema["items"])
        found = [each for inner in below for each in self._objects(inner)]
        kind = schema.get("type")
        if "properties" in schema or kind == "object":
            found.append(schema)
        return found


@dataclass(frozen=True)
class _Key:
    revision: int
    types: tuple[str, ...]


def item_shape(types: tuple[str, ...] = ()) -> Shape:
    """The shape of a page of any of these types; of any type at all where none is given."""
    return _shape(_Key(contract.revision, types))


@lru_cache(maxsize=64)
def _shape(key: _Key) -> Shape:
    return _made(contract, key.types)


def _made(contract: Contract, types: tuple[str, ...]) -> Shape:
    components = schemas.components(contract)
    head = {"id": {}, "type": {}, "meta": ref("Meta"), "title": {}}
    listed = [components[label] for label in types or contract.types]
    return Shape([{"type": "object", "properties": head}, *listed], components)
