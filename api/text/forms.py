"""A whole page as Markdown or as plain text: `/pages/{id}/?format=md`, made of the JSON that readers get."""

import re
from typing import Any, Final

import orjson
from django.utils import translation

from api.rich_text import CONVERTERS
from api.text.fields import page_html

MARKDOWN: Final = "md"
TEXT: Final = "text"
CONTENT_TYPES: Final = {MARKDOWN: "text/markdown; charset=utf-8", TEXT: "text/plain; charset=utf-8"}
IMAGE: Final = re.compile(r'<img alt="([^"]*)"[^>]*>')


def written(content: str, form: str) -> bytes:
    """The page of that JSON, in its own language. `form`: a key of CONTENT_TYPES."""
    item: dict[str, Any] = orjson.loads(content)
    with translation.override(item["meta"].get("locale") or "en"):
        html = page_html(item)
    if form == MARKDOWN:
        return f"{CONVERTERS['markdown'](html)}\n".encode()
    # Of a picture, words are all that plain text can show.
    described = IMAGE.sub(r"[\1]", html)
    return f"{CONVERTERS['text'](described)}\n".encode()
