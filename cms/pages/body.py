"""The body of a page as a model field."""

from typing import Any

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
