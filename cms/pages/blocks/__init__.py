"""The blocks of a body (content.md, *Blocks*): each with its JSON, its schema, its translatable texts."""

from cms.pages.blocks.body import BodyBlock, schemas

__all__ = ["BodyBlock", "schemas"]
