"""Bodies of the wrong shape are refused with the place where they are wrong, before Wagtail reads them.

Wagtail's API v3 types a StreamField as a list of anything, and takes it apart without looking: text where
it expects an object is an AttributeError there, a block without its `type` a KeyError. Both would be 500s.
"""

from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from pydantic import AfterValidator
from wagtail.api.v3.schemas import create_generator, patch_generator
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock, RichTextBlock
from wagtail.fields import StreamField


def register() -> None:
    """Before anything imports `wagtail.api.v3.registry`, which makes all schemas as it is imported."""
    for generator in (create_generator, patch_generator):
        generator.register_field_schema(StreamField, shaped_stream)


def shaped_stream(_generator: Any, field: StreamField) -> tuple[Any, Any]:
    def of_its_shape(value: list[Any]) -> list[Any]:
        check(field.stream_block, value, field.name)
        return value

    return Annotated[list[Any], AfterValidator(of_its_shape)], []


def check(block: Any, value: Any, where: str) -> None:
    """ValueError, with the place in dots, where `value` cannot be one of that block."""
    if isinstance(block, BaseStreamBlock):
        for place, item in enumerate(expected(list, value, where)):
            here = f"{where}.{place}"
            name = expected(dict, item, here).get("type")
            if not isinstance(name, str) or name not in block.child_blocks:
                raise ValueError(
                    f"{here}.type: {name!r} is no block here; it takes {', '.join(block.child_blocks)}."
                )
            if "value" not in item:
                raise ValueError(f"{here}.value is missing.")
            if item.get("id") is not None and not is_uuid(item["id"]):
                raise ValueError(f"{here}.id must be a UUID.")
            check(block.child_blocks[name], item["value"], f"{here}.value")
    elif isinstance(block, ListBlock):
        for place, item in enumerate(expected(list, value, where)):
            check(block.child_block, item, f"{where}.{place}")
    elif isinstance(block, BaseStructBlock):
        for name, inner in expected(dict, value, where).items():
            if name not in block.child_blocks:
                raise ValueError(f"{where}.{name} is unknown; it has {', '.join(block.child_blocks)}.")
            check(block.child_blocks[name], inner, f"{where}.{name}")
    elif isinstance(block, RichTextBlock):
        if value is not None and not isinstance(value, str | dict):
            raise ValueError(f"{where} must be text.")
    else:
        check_leaf(block, value, where)


def expected(kind: type, value: Any, where: str) -> Any:
    if value is None:
        return kind()
    if not isinstance(value, kind):
        raise ValueError(f"{where} must be {'a list' if kind is list else 'an object'}.")
    return value


def is_uuid(value: Any) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except (ValueError, TypeError, AttributeError):
        return False


def check_leaf(block: Any, value: Any, where: str) -> None:
    """Whether the block can read the value at all; whether it is allowed is for the form to say."""
    try:
        block.value_for_form(block.to_python(value))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, ValidationError):
        raise ValueError(f"{where} is no value for this field.") from None
