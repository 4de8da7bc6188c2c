"""The body: which blocks there are."""

from cms.pages.blocks.base import Stream
from cms.pages.blocks.leaves import RichText


class BodyBlock(Stream):
    paragraph = RichText()
