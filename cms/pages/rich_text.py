"""Rich text: what editors may use of it, and what of that readers get."""

from collections.abc import Callable, Iterator
from typing import Final

import nh3
from bs4 import BeautifulSoup, Tag

from cms.pages.elements import Element, Link, Prose
from cms.pages.places import Place
from cms.pages.reading import JSON

# The language of a passage. Named here, for cms.pages.passages needs the admin, which needs all models.
LANGUAGE: Final = "passage-language"

Resolve = Callable[[int], JSON | None]

# Nothing else is offered, and nothing else survives.
FEATURES: Final = ["bold", "italic", "superscript", "link", "document-link", "ul", "ol", LANGUAGE]
# For a quote or a caption: text that runs on.
INLINE_FEATURES: Final = ["bold", "italic", "superscript", "link", LANGUAGE]

# h2–h4 and the like never come from the editor, but importers may leave them in.
TAGS: Final = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "br"),
    *("a", "b", "strong", "i", "em", "sup", "sub", "span"),
}
ATTRIBUTES: Final = {
    "a": {"href", "data-page-id", "data-html-path", "data-document-id"},
    "span": {"lang", "dir"},
}
# What a link inside leads to, as Wagtail stores it (`linktype`).
INTERNAL: Final = ("page", "document")
SCHEMES: Final = {"http", "https", "mailto", "tel"}
# Their content is no text for readers.
DROPPED: Final = {"script", "style", "iframe", "object", "embed", "template", "noscript"}


def clean_html(source: str, resolve_page: Resolve, resolve_document: Resolve) -> str:
    """Wagtail's stored rich text as HTML that is safe to insert; "" where nothing is left.

    Links to pages get their public address, `data-page-id` and `data-html-path`, links to documents
    their address and `data-document-id`. Whatever does not resolve becomes plain text. The two
    functions take a number and answer as `Reading.link` and `Reading.document` do.
    """
    soup = BeautifulSoup(source or "", "html.parser")
    for link in soup.find_all("a"):
        attributes = link_attributes(link, resolve_page, resolve_document)
        if attributes is None:
            link.unwrap()
        else:
            link.attrs = {**attributes}
    for span in soup.find_all("span"):
        if not span.get("lang"):
            span.unwrap()
    html = nh3.clean(
        str(soup),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        clean_content_tags=set(DROPPED),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    return html if BeautifulSoup(html, "html.parser").get_text().strip() else ""


def link_attributes(link: Tag, resolve_page: Resolve, resolve_document: Resolve) -> dict[str, str] | None:
    kind = link.get("linktype")
    if kind in INTERNAL:
        number = number_of(link)
        if number is None:
            return None
        found = (resolve_page if kind == "page" else resolve_document)(number)
        if found is None:
            return None
        if kind == "document":
            return {"href": found["url"], "data-document-id": str(number)}
        return {
            "href": found["html_url"],
            "data-page-id": str(found["id"]),
            "data-html-path": found["html_path"],
        }
    href = str(link.get("href", "")).strip()
    scheme, colon, rest = href.partition(":")
    if (colon and rest and scheme.lower() in SCHEMES) or href.startswith("#"):
        return {"href": href}
    return None


def number_of(link: Tag) -> int | None:
    """The primary key of what a link inside leads to; None where what is stored is no number."""
    number = str(link.get("id", ""))
    return int(number) if number.isascii() and number.isdigit() else None


def elements_of_html(source: str, place: Place) -> Iterator[Element]:
    """The text, and each link inside."""
    if not source:
        return
    yield Prose(place, source, is_html=True)
    if "linktype" not in source:
        return
    for link in BeautifulSoup(source, "html.parser").find_all("a", linktype=INTERNAL):
        yield Link(place, str(link["linktype"]), number_of(link) or 0, link.get_text())


def plain_text(source: str) -> str:
    """What is left of rich text without its markup, with single spaces."""
    return " ".join(BeautifulSoup(source, "html.parser").get_text(" ").split())
