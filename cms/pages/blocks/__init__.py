"""The blocks of a page's body (content.md, *Blocks*)."""

from cms.pages.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
