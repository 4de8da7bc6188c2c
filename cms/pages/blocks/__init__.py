"""The blocks of a body (docs/adding-a-block.md): each with its JSON, its schema, its translatable texts."""

from cms.pages.blocks.body import BodyBlock, schemas

__all__ = ["BodyBlock", "schemas"]
