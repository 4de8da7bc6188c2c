"""The few signs that the demonstration's texts use, as Wagtail's rich text.

`**bold**`, `[text](target)` and `{ar:a passage in Arabic}`. A target is the key of a page in the same
language (`work/return`), or an address that begins with https:, mailto: or tel:.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from cms.media.languages import direction

BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
LINK: Final = re.compile(r"\[(.+?)\]\((.+?)\)")
PASSAGE: Final = re.compile(r"\{(\w\w):(.+?)\}")
ADDRESS: Final = re.compile(r"(https|mailto|tel):")

# The number of the page with that key, in the language of the text; KeyError where there is none.
FindPage = Callable[[str], int]


def inline(text: str, find: FindPage) -> str:
    """One run of text. KeyError for a link to a page that the language does not have."""

    def link(found: re.Match[str]) -> str:
        words, target = found.groups()
        if ADDRESS.match(target):
            return f'<a href="{target}">{words}</a>'
        return f'<a linktype="page" id="{find(target)}">{words}</a>'

    def passage(found: re.Match[str]) -> str:
        language, words = found.groups()
        return f'<span lang="{language}" dir="{direction(language)}">{words}</span>'

    return LINK.sub(link, PASSAGE.sub(passage, BOLD.sub(r"<b>\1</b>", escape(text, quote=False))))


def paragraph(text: str, find: FindPage) -> str:
    return f"<p>{inline(text, find)}</p>"


def listing(tag: str, items: Iterable[str], find: FindPage) -> str:
    """`tag` is `ul` or `ol`."""
    return f"<{tag}>{''.join(f'<li>{inline(item, find)}</li>' for item in items)}</{tag}>"
