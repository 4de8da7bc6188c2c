"""What one item means for a news page. Nothing is read from or written to the database here.

Longer than other files: the words by which agencies call things stand beside what reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from newsroom.models import NewsKind
from newsroom.ninjs import markup, values
from newsroom.ninjs.contacts import Contact, contacts
from newsroom.ninjs.datelines import countries, dateline
from newsroom.ninjs.figures import Picture
from newsroom.ninjs.inline import SPACE, Inline, plain
from newsroom.ninjs.markup import Block
from newsroom.ninjs.pictures import pictures, placed
from newsroom.ninjs.values import JSON, Refusal

TITLE_LENGTH: Final = 255
ID_LENGTH: Final = 500
ADDRESS_LENGTH: Final = 1000
KICKER_LENGTH: Final = 120
USABLE, WITHHELD, CANCELED = "usable", "withheld", "canceled"
TEXTS: Final = {"", "text", "composite"}
HTML: Final = {"text/html", "application/xhtml+xml"}
WEB: Final = {"web", "webpage", "url", "canonical", "source", "sourceurl", "link"}
# When it was published, from the best to the least.
DATES: Final = ("firstCreated", "contentCreated", "versionCreated")
SUMMARIES: Final = {"summary", "lead", "abstract", "standfirst", "teaser", "short"}
SUBHEADS: Final = ("sub", "subhead", "subheadline", "subtitle", "secondary", "deck")
KICKERS: Final = ("kicker", "overline", "catchline")
# Genres by name, literal or the last part of their address, as letters and digits alone.
KINDS: Final = {
    "pressrelease": NewsKind.PRESS_RELEASE, "release": NewsKind.PRESS_RELEASE,
    "statement": NewsKind.STATEMENT, "pressstatement": NewsKind.STATEMENT,
    "story": NewsKind.STORY, "feature": NewsKind.STORY, "interview": NewsKind.STORY,
    "profile": NewsKind.STORY, "background": NewsKind.STORY,
    "advisory": NewsKind.ADVISORY, "mediaadvisory": NewsKind.ADVISORY, "daybook": NewsKind.ADVISORY,
    "briefing": NewsKind.BRIEFING_NOTE, "briefingnote": NewsKind.BRIEFING_NOTE,
    "news": NewsKind.NEWS, "current": NewsKind.NEWS, "update": NewsKind.NEWS,
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What an item is about; `key` is what tells it from others in every language, where it has one."""

    name: str
    key: str


@dataclass
class Article:
    """An item in our words."""

    uri: str
    url: str
    language: str  # a BCP 47 tag as the item writes it
    status: str
    title: str
    kicker: str
    summary: str
    kind: NewsKind
    places: list[str]
    day: date | None
    blocks: list[Block]
    teaser: Picture | None
    contacts: list[Contact]
    subjects: list[Subject]
    countries: list[str]
    published_at: datetime | None
    changed_at: datetime | None
    embargo: datetime | None
    notes: list[str] = field(default_factory=list)


def identifier(item: JSON) -> str:
    uri = values.text(item, "uri")
    if not uri:
        raise Refusal("has no “uri”")
    if len(uri) > ID_LENGTH:
        raise Refusal(f"its “uri” is longer than {ID_LENGTH} characters")
    return uri


def article(item: JSON) -> Article:
    """Refusal where something that is needed is missing or of a wrong type."""
    uri, language = identifier(item), values.text(item, "language")
    if (kind := values.text(item, "type")) not in TEXTS:
        raise Refusal(f"is of type “{values.shortened(kind)}”, not text")
    if not language:
        raise Refusal("has no “language”")
    url = address(item, uri)
    inline = Inline(language, url)
    headlines = {values.role(row): line(row, inline) for row in reversed(values.rows(item, "headlines"))}
    headline = said(headlines, ["main", ""]) or next(reversed(headlines.values()), "")
    if not headline:
        raise Refusal("has no headline")
    body = body_of(item, inline)
    shown, body.blocks = placed(pictures(item), body.blocks)
    people = contacts(item)
    published = next(filter(None, (values.moment(item, name) for name in DATES)), None)
    places, day = dateline(item, body.blocks, published, language)
    title, blocks, notes = titled(headline, body.blocks)
    kicker = said(headlines, KICKERS)
    if len(kicker) > KICKER_LENGTH:
        notes.append(f"the kicker is too long, and left out: {values.shortened(kicker)}")
    return Article(
        uri=uri,
        url=url,
        language=language,
        status=status(item),
        title=title,
        kicker=kicker if len(kicker) <= KICKER_LENGTH else "",
        summary=summary(item, inline) or said(headlines, SUBHEADS),
        kind=kind_of(item),
        places=places,
        day=day,
        blocks=[*blocks, *({"type": "image", "value": each} for each in shown[1:])],
        teaser=shown[0] if shown else None,
        contacts=people.found,
        subjects=subjects(item),
        countries=countries(item),
        published_at=published,
        changed_at=values.moment(item, "versionCreated"),
        embargo=values.moment(item, "embargoedUntil"),
        notes=[*notes, *people.notes, *body.notes],
    )


def said(headlines: dict[str, str], roles: Iterable[str]) -> str:
    return next((headlines[role] for role in roles if headlines.get(role)), "")


def titled(headline: str, blocks: list[Block]) -> tuple[str, list[Block], list[str]]:
    """The title, the blocks and what is to be noted: a headline too long for a title opens the text."""
    if len(headline) <= TITLE_LENGTH:
        return headline, blocks, []
    short = headline[: TITLE_LENGTH - 1].rpartition(" ")[0] or headline[: TITLE_LENGTH - 1]
    full = {"type": "paragraph", "value": f"<p><b>{escape(headline, quote=False)}</b></p>"}
    return f"{short}…", [full, *blocks], ["the headline is too long for a title; it opens the text in full"]


def status(item: JSON) -> str:
    """One of the three states of ninjs; one that we do not know is refused rather than made public."""
    found = values.text(item, "pubStatus").rpartition(":")[2].lower() or USABLE
    found = {"cancelled": CANCELED}.get(found, found)
    if found not in (USABLE, WITHHELD, CANCELED):
        raise Refusal(f"its “pubStatus” is unknown: {values.shortened(found)}")
    return found


def address(item: JSON, uri: str) -> str:
    """Where the piece was first published: an address that says so, else the `uri` where it is one."""
    named = [values.text(row, "value") for row in values.rows(item, "altIds") if values.role(row) in WEB]
    return next((found for found in (*named, uri) if is_web_address(found)), "")


def is_web_address(written: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(written)
    except ValidationError:
        return False
    return len(written) <= ADDRESS_LENGTH


def line(row: JSON, inline: Inline) -> str:
    """A headline or a description as one line of plain text."""
    written = values.text(row, "value")
    if is_html(row):
        written = plain(inline.html(markup.parse(written).children))
    return SPACE.sub(" ", written).strip(" ")


def body_of(item: JSON, inline: Inline) -> markup.Body:
    """The main body; of several, HTML before plain text."""
    found = [row for row in values.rows(item, "bodies") if values.text(row, "value")]
    found.sort(key=lambda row: (values.role(row) not in ("main", ""), not is_html(row)))
    if not found:
        body = markup.Body(inline)
        body.notes.append("it has no body")
        return body
    make = markup.from_html if is_html(found[0]) else markup.from_plain
    body = make(values.text(found[0], "value"), inline)
    if len({values.role(row) for row in found}) > 1:  # of one role they are forms of one text
        body.notes.append("it has further bodies, which are left out")
    return body


def is_html(row: JSON) -> bool:
    """By its content type; without one, by what stands in it."""
    content_type = values.text(row, "contentType").partition(";")[0].strip().lower()
    written = values.text(row, "value")
    return content_type in HTML or (not content_type and written.startswith("<") and "</" in written)


def summary(item: JSON, inline: Inline) -> str:
    found = values.rows(item, "descriptions")
    named = [row for row in found if values.role(row) in SUMMARIES]
    alone = found if len(found) == 1 and not values.role(found[0]) else []
    return next((said for row in [*named, *alone] if (said := line(row, inline))), "")


def kind_of(item: JSON) -> NewsKind:
    """By the first genre that is one of ours; news where none is."""
    for row in values.rows(item, "genres"):
        for key in ("literal", "uri", "name"):
            if kind := KINDS.get(values.role(row, key)):
                return kind
    return NewsKind.NEWS


def subjects(item: JSON) -> list[Subject]:
    found: dict[str, Subject] = {}
    for row in values.rows(item, "subjects"):
        last = values.text(row, "uri").rstrip("/").replace("#", "/").rpartition("/")[2]
        key = values.text(row, "literal") or last
        name = values.text(row, "name") or key
        if name:
            found.setdefault(key or name, Subject(name, key))
    return list(found.values())
