"""The blocks of a body as simple HTML. One that is not named here is read by its shape."""

from collections.abc import Callable
from typing import Any, Final

from api.text.shapes import JSON, figure, heading, joined, link, listed, paragraph, shape_html, text


def body_html(blocks: list[Any]) -> str:
    return "".join(block_html(block) for block in blocks)


def block_html(block: JSON) -> str:
    value = block.get("value")
    written = BLOCKS.get(str(block.get("type")))
    return written(value) if written and isinstance(value, dict) else shape_html(value)


def heading_block(value: JSON) -> str:
    """With its anchor, which links in the text may lead to."""
    return heading(value["text"], value["level"], value.get("anchor"))


def quote(value: JSON) -> str:
    who, what = value.get("speaker"), joined([value.get("role"), value.get("organisation")])
    named = joined([f"<cite>{text(who)}</cite>" if who else "", text(what)])
    return f"<blockquote>{value['html']}{f'<footer>— {named}</footer>' if named else ''}</blockquote>"


def image(value: JSON) -> str:
    return figure(value["image"])


def video(value: JSON) -> str:
    linked = f"<p>{link(value['url'], value.get('title'))}</p>"
    return linked + paragraph(value.get("caption")) + shape_html(value.get("transcript"))


def document(value: JSON) -> str:
    return f"<p>{link(value['document']['url'], value.get('label') or value['document']['title'])}</p>"


def statistic(value: JSON) -> str:
    figure = joined([number(value["value"]), value.get("unit")], " ")
    return f"<p><strong>{text(figure)}</strong> {text(value['label'])}</p>{source(value)}"


def table(value: JSON) -> str:
    return grid(value["rows"], value.get("headers") in ("row", "both"), value.get("caption"))


def chart(value: JSON) -> str:
    """Its numbers, as a table."""
    series = value["series"]
    head = [value.get("unit") or "", *(each["name"] for each in series)]
    rows = [
        [category, *(number(each["values"][place]) for each in series)]
        for place, category in enumerate(value["categories"])
    ]
    titled = heading(value["title"], 3) + grid([head, *rows], has_head=True)
    return titled + paragraph(value.get("text")) + source(value)


def place(value: JSON) -> str:
    where = f"{value['title']} ({value['latitude']}, {value['longitude']})"
    return paragraph(where) + paragraph(value.get("text"))


def contact(value: JSON) -> str:
    return f"<p>{contact_line(value)}</p>"


def contact_line(value: JSON) -> str:
    names = ("name", "role", "organisation", "email", "phone")
    return text(joined(value.get(name) for name in names))


def links(value: JSON) -> str:
    entries = []
    for each in value["items"]:
        page = each.get("page") or {}
        address = each.get("url") or page.get("meta", {}).get("html_url")
        words = text(each.get("text"))
        entries.append(
            link(address, each.get("title") or page.get("title")) + (f": {words}" if words else "")
        )
    return heading(value.get("title"), 3) + listed(entries)


def timeline(value: JSON) -> str:
    entries = [
        f"<p><strong>{text(each.get('date_text') or each.get('date'))}</strong>: {text(each['title'])}</p>"
        + shape_html(each.get("text"))
        for each in value["items"]
    ]
    return heading(value.get("title"), 3) + "".join(entries)


BLOCKS: Final[dict[str, Callable[[JSON], str]]] = {
    "heading": heading_block,
    "quote": quote,
    "image": image,
    "video": video,
    "document": document,
    "statistic": statistic,
    "table": table,
    "chart": chart,
    "map": place,
    "contact": contact,
    "links": links,
    "timeline": timeline,
}


def grid(rows: list[list[Any]], has_head: bool, caption: str | None = None) -> str:
    written = []
    for index, row in enumerate(rows):
        tag = "th" if has_head and index == 0 else "td"
        line = f"<tr>{''.join(f'<{tag}>{text(cell)}</{tag}>' for cell in row)}</tr>"
        # Below a caption, a first row is none for who makes Markdown of it.
        written.append(f"<thead>{line}</thead>" if tag == "th" else line)
    named = f"<caption>{text(caption)}</caption>" if caption else ""
    return f"<table>{named}{''.join(written)}</table>" if rows else ""


def source(value: JSON) -> str:
    said, address = value.get("source"), value.get("source_url")
    return f"<p>{link(address, said)}</p>" if address else paragraph(said)


def number(value: Any) -> str:
    """Without the `.0` of what is a whole number."""
    return "" if value is None else f"{value:g}" if value == int(value) and abs(value) < 1e6 else str(value)
