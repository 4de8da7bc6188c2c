"""Running text: what a line of rich text may hold, with everything else reduced to its text."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from cms.media import languages
from cms.pages.rich_text import DROPPED, SCHEMES, clean_html

# Their mark-up means the same under the name that the editor knows.
STYLES: Final = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i",
    "sup": "sup", "sub": "sub",
}  # fmt: skip
# A space to browsers; a no-break space is not among them.
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
# Browsers add them, so the text has none. The others' are the English ones.
QUOTATION_MARKS: Final = {
    "de": "„“", "en": "“”", "fr": ("« ", " »"), "es": "«»", "it": "«»", "pt": "«»",
    "ar": "«»", "ru": "«»", "uk": "«»", "pl": "„”",
}  # fmt: skip


def nothing(_: int) -> None:
    """No link of an imported text points to a page of ours."""


def clean(html: str) -> str:
    """Rich text as it may be stored: nothing but what readers may get."""
    return clean_html(html, nothing, nothing)


def is_text(node: PageElement) -> bool:
    """Whether it is text that readers see: no comment, no processing instruction."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


class Inline:
    """Makes running text of an item in one language; relative addresses are those of its `base`."""

    def __init__(self, language: str, base: str = "") -> None:
        self.language = language
        self.base = base

    def html(self, nodes: Iterable[PageElement]) -> str:
        return "".join(self.node(node) for node in nodes)

    def node(self, node: PageElement) -> str:
        if not isinstance(node, Tag):
            return SPACE.sub(" ", escape(str(node), quote=False)) if is_text(node) else ""
        if node.name in DROPPED or node.name == "img":
            return ""
        if node.name == "br":
            return "<br/>"
        before, after = self.around(node)
        return before + self.html(node.children) + after

    def around(self, tag: Tag) -> tuple[str, str]:
        """What stands before and after the content of an element that runs within the text."""
        before, after = "", ""
        if name := STYLES.get(tag.name):
            before, after = f"<{name}>", f"</{name}>"
        elif tag.name == "q":
            left, right = QUOTATION_MARKS.get(self.language.split("-")[0], "“”")
            before, after = left, right
        elif tag.name == "a" and (address := self.address(tag.get("href"))):
            before, after = f'<a href="{escape(address)}">', "</a>"
        if passage := self.passage(tag):
            direction = languages.direction(passage)
            before, after = f'<span lang="{passage}" dir="{direction}">{before}', f"{after}</span>"
        return before, after

    def passage(self, tag: Tag) -> str:
        """The language of the element, where it is known and another than the text's."""
        written = str(tag.get("lang") or tag.get("xml:lang") or "")
        for language in (written, written.split("-")[0]):
            if language in languages.TAGS:
                return "" if language.split("-")[0] == self.language.split("-")[0] else language
        return ""

    def address(self, written: object) -> str:
        """Where a link leads, in full; "" where it may lead nowhere."""
        href = str(written or "").strip()
        if href.startswith("#"):
            return href
        try:
            found = urljoin(self.base, href)
        except ValueError:
            return ""
        return found if found.partition(":")[0].lower() in SCHEMES else ""


def plain(html: str) -> str:
    """The text of running text, on one line."""
    # In an element, or the parser warns of text that looks like an address.
    text = BeautifulSoup(f"<p>{html.replace('<br/>', ' ')}</p>", "html.parser").get_text()
    return SPACE.sub(" ", text).strip(" ")


def trimmed(html: str) -> str:
    """Without the space and the breaks at its ends, and without the spaces beside a break."""
    html = re.sub(r" *<br/> *", "<br/>", html)
    html = re.sub(r"^(?: |<br/>)+|(?: |<br/>)+$", "", html)
    return re.sub(r" {2,}", " ", html)
