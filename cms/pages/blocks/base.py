"""What every block of a body can do: give its value's JSON, and the JSON Schema of that.

Structs and lists are composed of their children, so most blocks only name them.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.encoding import force_str
from django.utils.functional import Promise
from wagtail import blocks

from cms.json_schema import Schema, array, nullable, one_of, record, ref
from cms.pages.elements import Element
from cms.pages.places import VALUE, Place, block_step, child_step, item_step
from cms.pages.reading import JSON, Reading

EMPTY: tuple[Any, ...] = (None, [])


class Readable:
    """A block that readers can read. None means that there is nothing to show: it vanishes."""

    def json(self, value: Any, reading: Reading) -> Any:
        raise NotImplementedError

    def json_schema(self) -> Schema:
        """JSON Schema (2020-12) of what `json` gives when it is not None."""
        raise NotImplementedError

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        """What of it is to be looked at before readers see it (cms.pages.elements)."""
        return iter(())


class Previewed:
    """A block with an example in the admin's picker: `Meta.preview_value`, in the editor's language."""

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "pages/block_preview.html"

    def get_preview_value(self) -> Any:
        return self.normalize(spoken(self.meta.preview_value))  # type: ignore[attr-defined]


def spoken(value: Any) -> Any:
    """A preview value with its lazy translations turned to text, which is what blocks can hold."""
    if isinstance(value, dict):
        return {key: spoken(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [spoken(inner) for inner in value]
    return force_str(value) if isinstance(value, Promise) else value


class Struct(Readable, blocks.StructBlock):
    """An object of its children's JSON.

    `essential` names the children without which the whole vanishes; they are therefore never null.
    `private` names those that are for editors only.

    While it is collapsed, the form names it after its first child that has something, or by
    `Meta.label_format`; not with choosers in that, in whose place Wagtail says "null" while they are empty.
    """

    essential: tuple[str, ...] = ()
    private: tuple[str, ...] = ()

    @property
    def public_children(self) -> dict[str, Any]:
        return {name: child for name, child in self.child_blocks.items() if name not in self.private}

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = {name: child.json(value.get(name), reading) for name, child in self.public_children.items()}
        return None if any(found[name] in EMPTY for name in self.essential) else found

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        for name, child in self.public_children.items():
            yield from child.elements(value.get(name), (*place, child_step(name, child)))

    def json_schema(self) -> Schema:
        return record({name: self.child_schema(name, child) for name, child in self.public_children.items()})

    def child_schema(self, name: str, child: Any) -> Schema:
        schema = child.json_schema()
        return schema if name in self.essential or never_null(child) else nullable(schema)

    def clean(self, value: Any) -> Any:
        """Fields first, then what `problems` says of them together; drafts may be incomplete."""
        value = super().clean(value)
        if not self.is_deferred_validation and (problems := self.problems(value)):
            raise blocks.StructBlockValidationError(block_errors=problems)
        return value

    def problems(self, value: Any) -> dict[str, Any]:
        """ValidationErrors by the name of the field beside which they stand."""
        return {}


class List(Readable, blocks.ListBlock):
    """An array of what its items give; items that give None are left out."""

    def json(self, value: Any, reading: Reading) -> list[Any]:
        items = (self.child_block.json(item, reading) for item in value or [])
        return [item for item in items if item is not None]

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        for index, item in enumerate(value.bound_blocks if value else ()):
            yield from self.child_block.elements(item.value, (*place, item_step(self, item, index)))

    def json_schema(self) -> Schema:
        return array(self.child_block.json_schema())


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

    def elements(self, value: Any, place: Place) -> Iterator[Element]:
        for index, child in enumerate(value or []):
            yield from child.block.elements(child.value, (*place, block_step(child, index), VALUE))

    def json_schema(self) -> Schema:
        return array(one_of(*(ref(schema_name(name)) for name in self.child_blocks)))


def schema_name(block_name: str) -> str:
    return block_name.title().replace("_", "") + "Block"
