"""HTML tables as blocks: rows of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from bs4 import PageElement, Tag

from cms.pages.rich_text import DROPPED
from newsroom.ninjs.inline import SPACE, Inline, is_text, plain

if TYPE_CHECKING:
    from newsroom.ninjs.markup import Body

# A table that says it is wider is broken or hostile.
WIDEST: Final = 100
LONGEST: Final = 2000
# By whether the first row and the first column are headers.
HEADERS: Final = {
    (True, False): "row",
    (False, True): "column",
    (True, True): "both",
    (False, False): "neither",
}
LINES: Final = {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "pre", "section", "address"}
# What a cell of plain text cannot hold.
TOO_MUCH: Final = ("table", "figure", "img", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")


def is_layout(table: Tag) -> bool:
    """Whether it only arranges a page: then its cells are read one after the other."""
    if table.find(TOO_MUCH) is not None:
        return True
    found = rows(table)
    return sum(len(row) for row in found) < 2 or len(found) > LONGEST


def rows(table: Tag) -> list[list[Tag]]:
    found = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [row for row in found if row]


def add_table(body: Body, table: Tag, caption: str = "") -> bool:
    own = table.find("caption", recursive=False)
    words = plain(body.inline.html(own.children)) if own else caption
    body.add("table", table_value(table, body.inline, words))
    return True


def table_value(table: Tag, inline: Inline, caption: str) -> dict[str, Any]:
    """The value of a table block. A cell that spans several is written once, the others are empty.

    Cells are plain text: the address of a link stands behind it in brackets.
    """
    found = rows(table)
    grid: list[list[str]] = []
    taken: dict[tuple[int, int], bool] = {}
    for y, row in enumerate(found):
        line: list[str] = []
        for cell in row:
            while taken.get((y, len(line))):
                line.append("")
            x = len(line)
            wide, high = span(cell, "colspan"), span(cell, "rowspan")
            for below in range(1, min(high, len(found) - y)):
                taken |= {(y + below, x + right): True for right in range(wide)}
            line += [cell_text(cell, inline), *[""] * (wide - 1)]
        grid.append(line)
    first_row = bool(found) and all(cell.name == "th" for cell in found[0])
    rest = found[1:] if first_row else found
    first_column = bool(rest) and all(row[0].name == "th" for row in rest)
    return {
        "data": grid,
        "table_caption": caption,
        "table_header_choice": HEADERS[first_row, first_column],
    }


def span(cell: Tag, name: str) -> int:
    written = str(cell.get(name, "1"))
    return min(max(int(written), 1), WIDEST) if written.isascii() and written.isdigit() else 1


def cell_text(cell: Tag, inline: Inline) -> str:
    """One line for each paragraph, list item or break."""
    lines = "".join(pieces(cell, inline)).split("\n")
    return "\n".join(line for each in lines if (line := SPACE.sub(" ", each).strip(" ")))


def pieces(node: PageElement, inline: Inline) -> Iterator[str]:
    if not isinstance(node, Tag):
        yield SPACE.sub(" ", str(node)) if is_text(node) else ""
    elif node.name == "br":
        yield "\n"
    elif node.name not in DROPPED:
        before = after = "\n" if node.name in LINES else ""
        if node.name == "a" and (address := inline.address(node.get("href"))):
            known = node.get_text().strip() in (address, address.partition(":")[2])
            after = "" if known or address.startswith("#") else f" ({address})"
        elif node.name == "q":
            before, after = inline.around(node)
        yield before
        for child in node.children:
            yield from pieces(child, inline)
        yield after
