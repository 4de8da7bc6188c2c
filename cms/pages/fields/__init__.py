"""What readers see of a page, field by field: each gives its JSON and its JSON Schema.

A page type lists them as `content_fields`. They also read the rows of through-models (`Rows`),
for all they need is an object with attributes.
"""

from cms.pages.fields.base import ContentField, empty_to_none, moment
from cms.pages.fields.contacts import ContactList
from cms.pages.fields.lists import Body, Cards, Codes, Files, Rows, Terms
from cms.pages.fields.single import (
    Card,
    Choice,
    Date,
    DateTime,
    DocumentRef,
    Flag,
    ImageRef,
    Link,
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
    "RichText",
    "Rows",
    "Term",
    "Terms",
    "Text",
    "Words",
    "empty_to_none",
    "moment",
]
