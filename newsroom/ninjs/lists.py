"""Lists: items of running text and of further lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bs4 import PageElement, Tag

from newsroom.ninjs.inline import is_text, trimmed

if TYPE_CHECKING:
    from newsroom.ninjs.markup import Body

LISTS: Final = ("ul", "ol")
# What an item of the editor's lists cannot hold.
TOO_MUCH: Final = ("table", "blockquote", "figure", "img", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


def add_list(body: Body, tag: Tag) -> None:
    if tag.find(TOO_MUCH) is not None:
        body.flow(tag)
        body.end_paragraph()
    elif html := list_html(body, tag):
        body.text.append(html)


def list_html(body: Body, tag: Tag) -> str:
    items = "".join(f"<li>{html}</li>" for each in tag.children if (html := item(body, each)))
    return f"<{tag.name}>{items}</{tag.name}>" if items else ""


def item(body: Body, node: PageElement) -> str:
    """A list item: running text, its paragraphs apart by breaks, then the lists in it."""
    if not isinstance(node, Tag):
        return trimmed(body.inline.node(node)) if is_text(node) else ""
    if node.name in LISTS:  # a list directly in a list
        return list_html(body, node)
    inside = [each for each in node.find_all(LISTS) if each.find_parent(LISTS) is node.parent]
    lists = "".join(list_html(body, each.extract()) for each in inside)
    inner = body.fresh()
    inner.flow(node, *body.inline.around(node))
    inner.end_paragraph()
    body.notes += inner.notes
    return "<br/>".join(part.removeprefix("<p>").removesuffix("</p>") for part in inner.text) + lists
