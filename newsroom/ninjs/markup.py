"""HTML to the blocks of a body. No text is lost: what has no block of its own is a paragraph.

Blocks are `{"type", "value"}` as a StreamField stores them, but for images: their value is a `Picture`,
for which the caller finds the file.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from lxml import etree
from lxml import html as lxml_html

from cms.pages.rich_text import DROPPED
from newsroom.ninjs.figures import add_embedded, add_picture, figure
from newsroom.ninjs.inline import Inline, clean, plain, trimmed
from newsroom.ninjs.lists import LISTS, add_list
from newsroom.ninjs.quotations import quote
from newsroom.ninjs.tables import add_table, is_layout
from newsroom.ninjs.values import Refusal

Block = dict[str, Any]

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# What begins and ends a paragraph, and may hold others.
CONTAINERS: Final = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "details",
    "summary", "figcaption", "dl", "dd", "form", "fieldset", "center", "hgroup", "li", "tr", "td", "th",
    "tbody", "thead", "tfoot", "caption", "body", "html", "option", "legend", "video", "audio",
}  # fmt: skip
SPECIAL: Final = {*HEADINGS, *LISTS, "table", "blockquote", "figure", "img", "hr", "pre", "dt"}
EMBEDDED: Final = {"iframe", "object", "embed", "video", "audio"}
HEADING_LENGTH: Final = 200
ANCHOR_LENGTH: Final = 80
DEEPEST: Final = 4


def parse(source: str) -> Tag:
    """An HTML text, mended as browsers mend it. Refused where the parser would leave text out."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        found = lxml_html.document_fromstring(f"<div>{source}</div>", parser=parser)
        tidy = lxml_html.tostring(found, encoding="unicode")
    except (etree.LxmlError, ValueError) as error:
        raise Refusal(f"the text is not HTML that can be read: {error}") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise Refusal("the text is nested too deeply")
    return BeautifulSoup(tidy, "html.parser")


def from_html(source: str, inline: Inline) -> "Body":
    body = Body(inline)
    try:
        body.flow(parse(source))
    except RecursionError:
        raise Refusal("the text is nested too deeply") from None
    body.end_text()
    return body


def from_plain(source: str, inline: Inline) -> "Body":
    """Plain text: an empty line ends a paragraph."""
    body = Body(inline)
    for paragraph in re.split(r"\n\s*\n", source.replace("\r\n", "\n")):
        body.lines(paragraph)
    body.end_text()
    return body


@dataclass
class Body:
    """Blocks as they are found.

    Paragraphs and lists that follow each other are one block, as an editor would write them.
    """

    inline: Inline
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what could not be kept as it was
    loose: str = ""  # running text that has no paragraph yet
    text: list[str] = field(default_factory=list)  # paragraphs and lists that have no block yet
    levels: list[str] = field(default_factory=list)  # headings above, by their names in the source
    anchors: set[str] = field(default_factory=set)

    def fresh(self) -> "Body":
        """An empty one, for what stands within a block."""
        return Body(self.inline)

    def end_paragraph(self) -> None:
        html, self.loose = trimmed(self.loose), ""
        if plain(html).strip():
            self.text.append(f"<p>{html}</p>")

    def end_text(self) -> None:
        self.end_paragraph()
        if html := clean("".join(self.text)):
            self.blocks.append({"type": "paragraph", "value": html})
        self.text = []

    def add(self, kind: str, value: Any) -> None:
        self.end_text()
        self.blocks.append({"type": kind, "value": value})

    def flow(self, parent: Tag, before: str = "", after: str = "") -> None:
        """Everything in an element. `before` and `after` are the tags of inline elements around it."""
        for node in parent.children:
            if not isinstance(node, Tag):
                self.run_on(node, before, after)
                continue
            if node.name in EMBEDDED:
                add_embedded(self, node)
            if node.name in DROPPED:
                continue
            if node.name in SPECIAL:
                self.end_paragraph()
                self.special(node, before, after)
            elif node.name in CONTAINERS:
                self.end_paragraph()
                self.flow_around(node, before, after)
                self.end_paragraph()
            elif node.find([*SPECIAL, *CONTAINERS, *EMBEDDED]) is not None:
                self.flow_around(node, before, after)
            else:
                self.run_on(node, before, after)

    def flow_around(self, node: Tag, before: str, after: str) -> None:
        opening, closing = self.inline.around(node)
        self.flow(node, before + opening, closing + after)

    def run_on(self, node: PageElement, before: str, after: str) -> None:
        html = self.inline.node(node)
        self.loose += f"{before}{html}{after}" if html.strip() else html

    def special(self, tag: Tag, before: str, after: str) -> None:
        if tag.name in HEADINGS:
            self.heading(tag)
        elif tag.name in LISTS:
            add_list(self, tag)
        elif tag.name == "table" and is_layout(tag):
            self.flow(tag)
        elif tag.name == "table":
            add_table(self, tag)
        elif tag.name == "blockquote":
            quote(self, tag)
        elif tag.name == "figure":
            figure(self, tag)
        elif tag.name == "img":
            add_picture(self, tag)
        elif tag.name == "pre":
            self.lines(re.sub(r"^ +| {2,}", lambda gap: "\u00a0" * len(gap[0]), tag.get_text(), flags=re.M))
        elif tag.name == "dt":
            self.flow(tag, f"{before}<b>", f"</b>{after}")
        self.end_paragraph()

    def lines(self, text: str) -> None:
        """A paragraph whose line breaks count."""
        written = (self.inline.node(NavigableString(line)) for line in text.strip("\n").split("\n"))
        self.loose += "<br/>".join(written)
        self.end_paragraph()

    def heading(self, tag: Tag) -> None:
        html = trimmed(self.inline.html(tag.children))
        words = plain(html)
        if len(words) > HEADING_LENGTH or "<a " in html:
            # A heading is one short line of plain text: a link would be lost in it.
            self.text.append(f"<p><b>{html}</b></p>")
        elif words:
            self.add("heading", {"text": words, "level": self.level(tag.name), "anchor": self.anchor(tag)})
        for image in tag.find_all("img"):
            add_picture(self, image)

    def level(self, name: str) -> int:
        """From 2 on and without a gap, whatever levels the source leaves out."""
        while self.levels and self.levels[-1] >= name:
            self.levels.pop()
        self.levels.append(name)
        return min(len(self.levels) + 1, DEEPEST)

    def anchor(self, tag: Tag) -> str:
        """The heading's own, so that links to it still lead there; "" where it cannot be one here."""
        anchor = str(tag.get("id") or "")
        try:
            validate_slug(anchor)
        except ValidationError:
            return ""
        if len(anchor) > ANCHOR_LENGTH or anchor in self.anchors:
            return ""
        self.anchors.add(anchor)
        return anchor
