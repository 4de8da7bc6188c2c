"""What readers see of a page, field by field: each gives its JSON and its JSON Schema.

A page type lists them as `content_fields`. They also read the rows of through-models and snippets
(`Rows`, `Snippets`), for all they need is an object with attributes.
"""

from cms.pages.fields.base import ContentField, empty_to_none, moment
from cms.pages.fields.contacts import ContactList
from cms.pages.fields.lists import Body, Cards, Codes, Files, Rows, Snippets, Terms
from cms.pages.fields.single import (
    Card,
    Choice,
    Code,
    Date,
    DateTime,
    DocumentRef,
    Flag,
    ImageRef,
    Link,
    Number,
    PageRef,
    RichText,
    Term,
    Text,
    Words,
)

__all__ = [
    "Body",
    "Card",
    "Cards",
    "Choice",
    "Code",
    "Codes",
    "ContactList",
    "ContentField",
    "Date",
    "DateTime",
    "DocumentRef",
    "Files",
    "Flag",
    "ImageRef",
    "Link",
    "Number",
    "PageRef",
    "RichText",
    "Rows",
    "Snippets",
    "Term",
    "Terms",
    "Text",
    "Words",
    "empty_to_none",
    "moment",
]
