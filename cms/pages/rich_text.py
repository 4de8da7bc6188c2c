"""Rich text: what editors may use."""

from typing import Final

# content.md, *Blocks*: nothing else is offered, and nothing else survives.
FEATURES: Final = ["bold", "italic", "superscript", "link", "document-link", "ul", "ol"]
INLINE_FEATURES: Final = ["bold", "italic", "superscript", "link"]
