"""Quotations, and who is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bs4 import PageElement, Tag

from newsroom.ninjs.inline import clean, is_text, plain, trimmed

if TYPE_CHECKING:
    from newsroom.ninjs.markup import Body

# What the text of a quote block cannot hold.
TOO_MUCH: Final = (
    "table", "figure", "img", "pre", "blockquote", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip
SPEAKER_LENGTH: Final = 200
ROLE_LENGTH: Final = 255
# A longer last paragraph is part of what was said, even if it begins with the title of a work.
LINE_LENGTH: Final = 160
DASHES: Final = " \u00a0\n\t—–―-"
MARKS: Final = {"“": "”", "„": "“", "»": "«", "«": "»", '"': '"', "›": "‹", "‹": "›", "‚": "‘", "‘": "’"}


@dataclass(frozen=True)
class Attribution:
    speaker: str = ""
    role: str = ""


def attribution(line: str, named: str = "") -> Attribution:
    """Speaker and role from a line such as `— Amina Yusuf, Chief of Mission`.

    `named` is the part of it that is marked as the source (`<cite>`); without it, the speaker is what
    stands before the first comma.
    """
    line, named = line.strip(DASHES), named.strip(DASHES + ",")
    if named and named != line:
        before, _, after = line.partition(named)
        return Attribution(named, " ".join(filter(None, (before.strip(" ,;:"), after.strip(" ,;:")))))
    speaker, _, role = line.partition("،" if "،" in line else ",")
    return Attribution(speaker.strip(), role.strip())


def quote(body: Body, tag: Tag, caption: Tag | None = None) -> bool:
    """Add a quotation, with the speaker from a caption, its `footer` or its last `cite`.

    Where it holds what no quote can (a list, a table), it is read as ordinary text; False then.
    """
    below = caption or tag.find("footer") or signature(tag)
    line = plain(body.inline.html([below])) if below else ""
    cited = below.find("cite") if below and below.name != "cite" else None
    told = attribution(line, plain(body.inline.html([cited])) if cited else "")
    if not below and is_name(str(tag.get("cite") or "")):
        told = attribution(str(tag["cite"]))
    too_long = len(told.speaker) > SPEAKER_LENGTH or len(told.role) > ROLE_LENGTH
    if too_long or tag.find(TOO_MUCH) is not None or not said(tag, below):
        body.flow(tag)
        body.end_paragraph()
        return False
    if below and below is not caption:
        below.extract()
    inner = body.fresh()
    inner.flow(tag, *body.inline.around(tag))
    inner.end_paragraph()
    body.notes += inner.notes
    value = {"text": clean("".join(words_alone(inner.text))), "speaker": told.speaker, "role": told.role}
    body.add("quote", value | {"organisation": "", "original_language": ""})
    # A speaker is plain text: what the line below links to is kept beside it.
    for link in below.find_all("a") if below else ():
        if (html := trimmed(body.inline.node(link))).startswith("<a "):
            body.text.append(f"<p>{html}</p>")
    return True


def said(tag: Tag, below: Tag | None) -> str:
    """The text of a quotation without the line below it."""
    text = tag.get_text()
    if below is not None and below in tag.descendants:
        text = text.replace(below.get_text(), "", 1)
    return text.strip(DASHES)


def is_name(cite: str) -> bool:
    """The attribute is meant for an address; some write a name there."""
    return bool(cite.strip()) and not re.search(r"[:/]", cite)


def signature(tag: Tag) -> Tag | None:
    """The last line of a quotation, if it begins with a `cite`: `<p>— <cite>Name</cite>, role</p>`.

    A `cite` elsewhere is the title of a work.
    """
    cites = tag.find_all("cite")
    if not cites:
        return None
    line: Any = cites[-1]
    if line.parent is not tag and not text_of(line.previous_siblings):
        line = line.parent
    elif not begins_a_line(line):
        return None
    holder, after = line, text_of(line.next_siblings)
    while holder.parent is not tag and not after:
        holder = holder.parent
        after = text_of(holder.next_siblings)
    return None if after or len(line.get_text()) > LINE_LENGTH else line


def text_of(nodes: object) -> str:
    words = (node.get_text() for node in nodes if isinstance(node, Tag) or is_text(node))  # type: ignore[attr-defined]
    return "".join(words).strip(DASHES)


def begins_a_line(tag: Tag) -> bool:
    before: PageElement | None = tag.previous_sibling
    while before is not None and not isinstance(before, Tag) and not str(before).strip(DASHES):
        before = before.previous_sibling
    return isinstance(before, Tag) and before.name in ("p", "div", "br")


def words_alone(paragraphs: list[str]) -> list[str]:
    """A quotation's paragraphs without the marks around the whole, which the design sets anew, and
    without a dash that led to the name."""
    inner = [part.removeprefix("<p>").removesuffix("</p>") for part in paragraphs]
    if not inner:  # what stood in it is shown by no browser that runs scripts
        return []
    inner[-1] = re.sub(r"(?:<br/>| )+[—–―-]+$", "", inner[-1])
    inner = [part for part in inner if part.strip(DASHES)] or inner
    whole = "\n".join(inner)
    first, last = whole[:1], whole[-1:]
    # “Yes,” she said, “we do.” is no quotation as a whole.
    if MARKS.get(first) == last and not {first, last} & set(plain(whole[1:-1])):
        inner[0] = inner[0][1:]
        inner[-1] = inner[-1][:-1]
    return [f"<p>{part}</p>" for part in inner]
