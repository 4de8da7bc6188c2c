"""What a hit shows: title and excerpt, with the words marked that were looked for.

PostgreSQL has marked lines (`query.marked`); the k-th line is the k-th word of the text.
"""

import re
from html import escape
from typing import Final

from cms.published.search.configurations import configuration
from cms.published.search.folding import composed
from cms.published.search.query import START
from cms.published.search.words import Word, words

LONGEST: Final = 240  # characters of an excerpt, more or less
SHORTEST: Final = 60
BEFORE: Final = 60  # of them before its first marked word
ELLIPSIS: Final = "…"
# The end of a line that is no sentence: of a kicker, a heading, an entry of a list.
LINES: Final = re.compile(r"(?<![.!?:;,…؟])\s*\n\s*")


def highlight(
    title: str, text: str, marked_title: str | None, marked_text: str | None, locale: str | None
) -> dict[str, str | None]:
    """`{"title", "excerpt"}`: escaped HTML with `<mark>` and nothing else; no excerpt of an empty text."""
    language = configuration(locale)
    title = composed(title)
    in_title = marked_words(title, marked_title, language)
    in_text = marked_words(text, marked_text, language)
    return {"title": with_marks(title, in_title, 0, len(title)), "excerpt": excerpt(text, in_text) or None}


def marked_words(text: str, marked: str | None, language: str) -> list[Word]:
    hits = {number for number, line in enumerate((marked or "").split("\n")) if START in line}
    if not hits:
        return []
    found = enumerate(words(text, language, split=False))
    return [word for number, word in found if number in hits]


def excerpt(text: str, marks: list[Word]) -> str:
    """The stretch of text with the most different words that are marked; else how it begins.

    Where only a label at its end is marked, its summary, which stands first, says more.
    """
    first = best(marks)
    start = beginning(text, first.start if first else 0)
    if len(text.rstrip()) - start < SHORTEST:
        start = beginning(text, 0)
    end = ending(text, start)
    inner = with_marks(text, marks, start, end)
    return f"{ELLIPSIS if start else ''}{inner}{ELLIPSIS if end < len(text.rstrip()) else ''}"


def best(marks: list[Word]) -> Word | None:
    def different(first: int) -> int:
        reach = marks[first].start + LONGEST - BEFORE
        return len({word.forms[0] for word in marks[first:] if word.end <= reach})

    return marks[max(range(len(marks)), key=different)] if marks else None


def beginning(text: str, at: int) -> int:
    """Where the sentence begins, if that is near; else a word some way before."""
    if at <= BEFORE:
        return len(text) - len(text.lstrip()) if not text[:at].strip() else 0
    nearby = text[at - BEFORE : at]
    for mark in ("\n", ". ", "! ", "? ", "؟ "):
        if mark in nearby:
            return at - BEFORE + nearby.rindex(mark) + len(mark)
    return at - BEFORE + nearby.find(" ") + 1


def ending(text: str, start: int) -> int:
    if len(text) - start <= LONGEST:
        return len(text.rstrip())
    space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
    return space if space > start else start + LONGEST


def with_marks(text: str, marks: list[Word], start: int, end: int) -> str:
    found, at = [], start
    for word in marks:
        if start <= word.start and word.end <= end:
            found += [escape(text[at : word.start]), f"<mark>{escape(text[word.start : word.end])}</mark>"]
            at = word.end
    return " ".join(LINES.sub(" · ", "".join([*found, escape(text[at:end])]).strip()).split())
