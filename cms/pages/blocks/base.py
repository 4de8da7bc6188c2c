"""What every block of a body can do: give its value's JSON, and the JSON Schema of that.

Structs and lists are composed of their children, so most blocks only name them.
"""

from typing import Any

from wagtail import blocks

from cms.pages import schemas
from cms.pages.reading import JSON, Reading, Schema


class Readable:
    """A block that readers can read. None means that there is nothing to show: it vanishes."""

    def json(self, value: Any, reading: Reading) -> Any:
        raise NotImplementedError

    def json_schema(self) -> Schema:
        """JSON Schema (2020-12) of what `json` gives when it is not None."""
        raise NotImplementedError


class Struct(Readable, blocks.StructBlock):
    """An object of its children's JSON.

    `essential` names the children without which the whole vanishes; they are therefore never null.
    """

    essential: tuple[str, ...] = ()

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = {name: child.json(value.get(name), reading) for name, child in self.child_blocks.items()}
        return None if any(found[name] is None for name in self.essential) else found

    def json_schema(self) -> Schema:
        return schemas.record(
            {name: self.child_schema(name, child) for name, child in self.child_blocks.items()}
        )

    def child_schema(self, name: str, child: Any) -> Schema:
        schema = child.json_schema()
        return schema if name in self.essential or never_null(child) else schemas.nullable(schema)


class List(Readable, blocks.ListBlock):
    """An array of what its items give; items that give None are left out."""

    def json(self, value: Any, reading: Reading) -> list[Any]:
        items = (self.child_block.json(item, reading) for item in value or [])
        return [item for item in items if item is not None]

    def json_schema(self) -> Schema:
        return schemas.array(self.child_block.json_schema())


def never_null(block: Any) -> bool:
    return isinstance(block, blocks.ListBlock | blocks.BooleanBlock)


class Stream(Readable, blocks.StreamBlock):
    """`[{"type", "id", "value"}]`, without the blocks that have nothing to show."""

    def json(self, value: Any, reading: Reading) -> list[JSON]:
        found = []
        for child in value or []:
            inner = child.block.json(child.value, reading)
            if inner is not None:
                found.append({"type": child.block_type, "id": child.id, "value": inner})
        return found

    def json_schema(self) -> Schema:
        raise NotImplementedError
