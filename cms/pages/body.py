"""The body of a page as a model field."""

from typing import Any

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from cms.pages.blocks import BodyBlock


class BodyField(StreamField):
    """A StreamField of `BodyBlock`, optional unless `blank=False`.

    The blocks are not in migrations: a new help text in a block is no change of any table.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        # What a historical model in a migration brings along is of no use: the blocks are today's.
        kwargs.pop("block_lookup", None)
        super().__init__(BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Lists are stored with an id for each item, whoever wrote them.

        wagtail-localize silently skips lists without ids, which is how code that fills a body by hand
        tends to write them; a block that was read and not touched is stored as it came.
        """
        if isinstance(value, StreamValue):
            for index, raw in enumerate(value.raw_data):
                if has_bare_list(raw["value"]):
                    value[index]  # From here on it is a block, and stored in full.
        return super().get_prep_value(value)


def has_bare_list(raw: Any) -> bool:
    """Whether raw block data holds a list whose items have no ids."""
    if isinstance(raw, dict):
        return any(has_bare_list(inner) for inner in raw.values())
    if isinstance(raw, list):
        return any(not isinstance(item, dict) or "id" not in item or has_bare_list(item) for item in raw)
    return False
