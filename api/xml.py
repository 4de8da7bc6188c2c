"""XML, made by lxml: names in Clark notation (`{namespace}name`), texts without what no XML may have."""

import re
from typing import Final

from lxml import etree

Element = etree._Element
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# What no XML 1.0 document may have, not even escaped.
NO_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def possible(text: str) -> str:
    return NO_XML.sub("", text)


def add(parent: Element, name: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new last element of `parent`. An attribute that is None is left out."""
    given = {key: possible(value) for key, value in attributes.items() if value is not None}
    made = etree.SubElement(parent, name, given)
    if text is not None:
        made.text = possible(text)
    return made


def document(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
