"""`rich_text_format`: the clean HTML of an item as Markdown or as plain text."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any, Final

from markdownify import markdownify

HTML: Final = "html"

BREAKS: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
PARAGRAPHS: Final = re.compile(
    r"</(?:p|h[1-6]|ul|ol|blockquote|table|caption|figure|figcaption|footer)\s*>", re.IGNORECASE
)
LISTS: Final = re.compile(r"(?=<[uo]l\b)", re.IGNORECASE)
LINES: Final = re.compile(r"</(?:li|tr)\s*>", re.IGNORECASE)
CELLS: Final = re.compile(r"</t[hd]\s*>", re.IGNORECASE)
TAGS: Final = re.compile(r"<[^>]*>")


def as_markdown(html: str) -> str:
    """CommonMark; what it has no sign for (the language of a passage) is left as plain words."""
    markdown: str = markdownify(html, heading_style="atx", bullets="-", escape_misc=True)
    return markdown.strip()


def as_text(html: str) -> str:
    """Plain text: an empty line between paragraphs, one line for each entry of a list."""
    text = LISTS.sub("\n", re.sub(r"\s*\n\s*", " ", html))
    text = PARAGRAPHS.sub("\n\n", LINES.sub("\n", CELLS.sub("\t", BREAKS.sub("\n", text))))
    lines = (line.strip(" ") for line in unescape(TAGS.sub("", text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


CONVERTERS: Final[dict[str, Callable[[str], str]]] = {"markdown": as_markdown, "text": as_text}


def converted(value: Any, to: str) -> Any:
    """The same, with the text under each `html` under the name `to` instead, in its place."""
    if isinstance(value, dict):
        return {
            (to if name == HTML and isinstance(below, str) else name): (
                CONVERTERS[to](below) if name == HTML and isinstance(below, str) else converted(below, to)
            )
            for name, below in value.items()
        }
    if isinstance(value, list):
        return [converted(each, to) for each in value]
    return value
